import type { Page } from '@playwright/test'
import type { StoredSpan } from './stored.ts'

/** How far a box may be from where its words are, in pixels: a space at a line's end is not underlined. */
const NEAR_PX = 7

interface Expected {
  readonly id: string
  readonly ranges: StoredSpan['ranges']
  readonly letter: string
  readonly lane: number
}

/**
 * What is painted in the document on screen and is not what these spans should look like: worked out by looking at each
 * span and each element, with none of Postil's code.
 */
export function paintedFaults(page: Page, spans: readonly StoredSpan[]): Promise<readonly string[]> {
  const expected = spans.map(({ id, ranges, label }): Expected => ({
    id,
    ranges,
    letter: label.charAt(0).toUpperCase(),
    lane: laneOf(id, spans),
  }))
  return page.evaluate(
    ([wanted, nearPx]) => {
      const faults: string[] = []
      const root = document.querySelector('main [role=document]')
      if (!root) return ['There is no text']
      const nodes: { node: Text; start: number }[] = []
      let length = 0
      for (const block of root.querySelectorAll('.page-block')) {
        const [node] = block.childNodes
        if (!(node instanceof Text)) continue
        nodes.push({ node, start: length })
        length += node.data.length
      }
      const wordsOf = ([from, to]: readonly [number, number]) =>
        nodes.flatMap(({ node, start }) => {
          const [first, last] = [Math.max(0, from - start), Math.min(node.data.length, to - start)]
          if (first >= last) return []
          const range = document.createRange()
          range.setStart(node, first)
          range.setEnd(node, last)
          return [...range.getClientRects()].filter(({ width }) => width > nearPx)
        })
      const elements = [...root.querySelectorAll<HTMLElement>('[data-span]')]
      const strangers = elements.filter(({ dataset }) => !wanted.some(({ id }) => id === dataset['span']))
      if (strangers.length) faults.push(`${strangers.length} elements of tags that are not stored`)
      const tops = new Map<string, DOMRect[]>()
      for (const { id, ranges, letter } of wanted) {
        const own = elements.filter(({ dataset }) => dataset['span'] === id)
        const badges = own.filter(({ classList }) => classList.contains('page-badge'))
        const [badge, ...more] = badges
        if (!badge || more.length) faults.push(`${id} has ${badges.length} badges`)
        else if (!badge.dataset['badge']?.startsWith(letter))
          faults.push(`${id} is ${badge.dataset['badge']}, not ${letter}`)
        const lanes = own
          .filter(({ classList }) => classList.contains('piece'))
          .map((lane) => lane.getBoundingClientRect())
        tops.set(id, lanes)
        const words = ranges.flatMap(wordsOf)
        const isUnder = (lane: DOMRect, word: DOMRect) =>
          Math.abs(lane.left - word.left) < nearPx &&
          Math.abs(lane.right - word.right) < nearPx &&
          lane.top >= word.bottom - 0.5 &&
          lane.top < word.bottom + 40
        for (const word of words)
          if (!lanes.some((lane) => isUnder(lane, word)))
            faults.push(`${id} has no lane under ${Math.round(word.left)}`)
        for (const lane of lanes)
          if (lane.width > nearPx && !words.some((word) => isUnder(lane, word)))
            faults.push(`${id} has a lane too many`)
      }
      for (const a of wanted) {
        for (const b of wanted) {
          if (a.lane >= b.lane) continue
          for (const upper of tops.get(a.id) ?? []) {
            for (const lower of tops.get(b.id) ?? []) {
              const meet = upper.left < lower.right - 1 && lower.left < upper.right - 1
              if (meet && Math.abs(upper.top - lower.top) < 20 && upper.top >= lower.top)
                faults.push(`${a.id} does not lie nearer to the text than ${b.id}`)
            }
          }
        }
      }
      return faults
    },
    [expected, NEAR_PX] as const,
  )
}

/** The lowest lane that no shorter span over the same text has; of equally long ones the first comes first. */
function laneOf(id: string, spans: readonly StoredSpan[]): number {
  const hull = ({ ranges }: StoredSpan) => [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? 0] as const
  const size = (span: StoredSpan) => hull(span)[1] - hull(span)[0]
  const order = (a: StoredSpan, b: StoredSpan) => size(a) - size(b) || hull(a)[0] - hull(b)[0] || (a.id < b.id ? -1 : 1)
  const lanes = new Map<string, number>()
  const done: StoredSpan[] = []
  for (const span of [...spans].sort(order)) {
    const over = done.filter((other) => hull(other)[0] < hull(span)[1] && hull(span)[0] < hull(other)[1])
    const taken = over.map((other) => lanes.get(other.id))
    let lane = 0
    while (taken.includes(lane)) lane++
    lanes.set(span.id, lane)
    done.push(span)
  }
  return lanes.get(id) ?? 0
}
