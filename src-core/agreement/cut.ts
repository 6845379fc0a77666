import { normaliseRanges } from '../annotation/ranges.ts'
import type { CodePointRange } from './document.ts'

/** What stays of a text when passages are taken out, and where each place then lies. */
export interface Cut {
  /** Length of what stays. */
  readonly length: number
  readonly removed: readonly CodePointRange[]
}

export function cutter(length: number, excluded: readonly CodePointRange[]): Cut {
  const removed = joined(excluded.map(([start, end]): Plain => [Math.max(0, start), Math.min(length, end)]))
  return { length: length - removed.reduce((sum, [start, end]) => sum + end - start, 0), removed }
}

/**
 * The ranges in the text that stays: a piece that was cut out is gone, one that was cut in two is one again, since
 * what lay between is no longer there. Pieces that touch are joined.
 */
export function cutRanges(cut: Cut, ranges: readonly CodePointRange[]): CodePointRange[] {
  const kept = ranges.map(([start, end]): Plain => [moved(cut, start), moved(cut, end)])
  return kept.length === 1 && nonEmpty(kept[0]) ? kept : joined(kept)
}

/** Where a range of the text that stays lies in the whole text; what was cut out at its ends is left outside. */
export function uncutRange(removed: readonly CodePointRange[], [start, end]: CodePointRange): CodePointRange {
  return [uncut(removed, start, (from, at) => from <= at), uncut(removed, end, (from, at) => from < at)]
}

function uncut(removed: readonly CodePointRange[], at: number, before: (from: number, at: number) => boolean): number {
  let place = at
  for (const [from, to] of removed) {
    if (!before(from, place)) break
    place += to - from
  }
  return place
}

type Plain = [number, number]

function nonEmpty(range: Plain | undefined): boolean {
  return range !== undefined && range[0] < range[1]
}

function joined(ranges: readonly Plain[]): Plain[] {
  return normaliseRanges(ranges).map(([start, end]): Plain => [start, end])
}

function moved(cut: Cut, at: number): number {
  let gone = 0
  for (const [start, end] of cut.removed) {
    if (start >= at) break
    gone += Math.min(end, at) - start
  }
  return at - gone
}
