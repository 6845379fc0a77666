import type { AlignableUnit } from './alignment.ts'
import { randomInt, type Random } from '../random.ts'

/** A document as gamma sees it: the units of each annotator who read it, on a continuum. */
export interface Continuum {
  readonly length: number
  readonly layers: readonly (readonly AlignableUnit[])[]
}

/**
 * A random continuum with the look of a real one (Mathet, Widlöcher & Métivier 2015, 5.2): each annotator becomes a
 * random one of the real annotators whose units are all moved by the same random distance, what would begin after the
 * end coming in again at the start. The distances of the annotators keep at least half a mean unit from each other while
 * there is room, so that no one is paired with himself.
 */
export function shuffledContinuum({ length, layers }: Continuum, random: Random): AlignableUnit[] {
  const lengths = layers.flat().map((unit) => unit.end - unit.start)
  const apart = lengths.reduce((sum, each) => sum + each, 0) / Math.max(1, lengths.length) / 2
  let free: Gap[] = [[0, length]]
  return layers.flatMap((_, annotator) => {
    const pivot = randomPlace(free, length, random)
    free = without(free, pivot - apart, pivot + apart)
    const units = layers[randomInt(random, layers.length)] ?? []
    return units.map((unit) => {
      const by = unit.start + pivot > length ? pivot - length : pivot
      return { ...unit, annotator, start: unit.start + by, end: unit.end + by }
    })
  })
}

type Gap = readonly [number, number]

/** A whole number in one of the gaps, longer ones being likelier; anywhere when there is no gap. */
function randomPlace(gaps: readonly Gap[], length: number, random: Random): number {
  const room = gaps.reduce((sum, [start, end]) => sum + end - start, 0)
  if (room <= 0) return Math.floor(random() * length)
  let at = random() * room
  for (const [start, end] of gaps) {
    if (at < end - start) return Math.floor(start + at)
    at -= end - start
  }
  return 0
}

function without(gaps: readonly Gap[], from: number, to: number): Gap[] {
  return gaps
    .flatMap(([start, end]): Gap[] => [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ])
    .filter(([start, end]) => start < end)
}
