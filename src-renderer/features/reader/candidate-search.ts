import type { Excluded, Span } from '../../../src-core/annotation/records.ts'
import type { Label } from '../../../src-core/annotation/schema.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import {
  settle,
  stringSuggester,
  suggestedCandidates,
  type Candidate,
  type KnownStrings,
  type Suggester,
} from './candidates.ts'
import { nameSuggester } from './name-candidates.ts'
import type { TagIndex } from './tag-index.ts'
import type { LexiconEntry } from './types.ts'

/** Of the text, in one go: this takes about half a frame. */
const SLICE: Offset = 8_000

interface Source {
  readonly text: string
  readonly stretches: readonly Range[]
  readonly lang: string | null
  readonly index: () => TagIndex
  readonly labels: () => readonly Label[]
  /** Another list when it has changed. */
  readonly lexicon: () => readonly LexiconEntry[]
  readonly known: KnownStrings
  readonly rejected: () => ReadonlySet<string>
  readonly suggesters: readonly Suggester[]
  /** What programs proposed; it changes when a dataset is imported. */
  readonly suggested: () => readonly Span[]
  /** The passages that are left out. */
  readonly excluded: () => readonly Excluded[]
}

/**
 * Candidates of a document, looked for stretch by stretch when somebody asks, and kept until a string is tagged, here
 * or elsewhere, that was not tagged before. What has been tagged meanwhile is left out each time.
 */
export class CandidateSearch {
  readonly #source: Source
  readonly #fixed: readonly Suggester[]
  #strings: Suggester = () => []
  #version = -1
  #lexicon: readonly LexiconEntry[] = []
  #found = new Map<number, readonly Candidate[]>()
  readonly #foundFixed = new Map<number, readonly Candidate[]>()

  constructor(source: Source) {
    this.#source = source
    this.#fixed = [...source.suggesters, nameSuggester(source.lang)]
  }

  /** The candidates of a stretch (a block of the page) by its number. */
  inStretch(number: number): readonly Candidate[] {
    this.#refresh()
    const excluded = this.#source.excluded()
    const suggested = suggestedCandidates(this.#source.suggested(), this.#source.stretches[number] ?? [0, 0])
    const apart = [...suggested, ...this.#proposals(number)].filter(
      ({ range }) => !excluded.some(({ start, end }) => start < range[1] && range[0] < end),
    )
    return settle(apart, this.#source.index().lanes, this.#source.rejected())
  }

  /**
   * Looks for the nearest candidate that begins at or after an offset, or before it for step -1; null when there is none.
   * It rests whenever it has read about {@link SLICE}, for in a book the next one may be far away.
   */
  *nearest(from: Offset, step: -1 | 1): Generator<undefined, Candidate | null, undefined> {
    const { stretches } = this.#source
    let read: Offset = 0
    for (let i = this.stretchAt(from); i >= 0 && i < stretches.length; i += step) {
      const here = this.inStretch(i)
      const found =
        step > 0 ? here.find(({ range }) => range[0] >= from) : here.findLast(({ range }) => range[0] < from)
      if (found) return found
      const [start, end] = stretches[i] ?? [0, 0]
      read += end - start
      if (read < SLICE) continue
      read = 0
      yield
    }
    return null
  }

  #proposals(number: number): readonly Candidate[] {
    const known = this.#found.get(number)
    if (known) return known
    const stretch = this.#source.stretches[number] ?? [0, 0]
    const found = [...this.#strings(this.#source.text, stretch), ...this.#fixedIn(number, stretch)]
    this.#found.set(number, found)
    return found
  }

  #fixedIn(number: number, stretch: Range): readonly Candidate[] {
    const known = this.#foundFixed.get(number)
    if (known) return known
    const found = this.#fixed.flatMap((suggest) => suggest(this.#source.text, stretch))
    this.#foundFixed.set(number, found)
    return found
  }

  #refresh(): void {
    const { index, labels, lang, known } = this.#source
    const { strings, stringsVersion } = index()
    const lexicon = this.#source.lexicon()
    if (stringsVersion === this.#version && lexicon === this.#lexicon) return
    this.#version = stringsVersion
    this.#lexicon = lexicon
    this.#strings = stringSuggester(known.here(strings, labels(), lang), known.elsewhere(lexicon, labels(), lang), lang)
    this.#found = new Map()
  }

  /** The number of the stretch that holds an offset. */
  stretchAt(offset: Offset): number {
    const { stretches } = this.#source
    let low = 0
    let high = stretches.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((stretches[middle]?.[0] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
