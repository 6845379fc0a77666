import type { Range } from '../text/offset.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { Carries } from './format.ts'
import { tokenRanks, tokensOf } from './tokens.ts'
import type { Lose } from './losses.ts'
import { say } from './phrase.ts'

/**
 * The entry with spans that end where the format lets them end. For token formats a span is widened to whole tokens,
 * and the tokens stand in the entry; a span that touches no token is lost. For others white space at its ends is left
 * out, and a span of nothing else is lost.
 */
export function fitBorders(entry: DatasetEntry, { borders, joinsLines }: Carries, lose: Lose): DatasetEntry {
  if (borders === 'any') return entry
  if (borders === 'trimmed') {
    const spans = each(entry.spans, (range) => trimmed(entry.text, range), 'trimmed', lose)
    return { ...entry, spans: joinsLines ? spans.map((span) => joined(span, entry.text, lose)) : spans }
  }
  const tokens = tokensOf(entry)
  return { ...entry, tokens, spans: each(entry.spans, (range) => widened(tokens, range), 'widened', lose) }
}

function each(
  spans: readonly DatasetSpan[],
  change: (range: Range) => Range | null,
  kind: 'trimmed' | 'widened',
  lose: Lose,
): readonly DatasetSpan[] {
  return spans.flatMap((span) => {
    const ranges = span.ranges.flatMap((range) => {
      const changed = change(range)
      return changed ? [changed] : []
    })
    const same =
      ranges.length === span.ranges.length &&
      ranges.every(([start, end], i) => span.ranges[i]?.[0] === start && span.ranges[i][1] === end)
    if (same) return [span]
    lose(ranges.length ? kind : 'empty', span)
    return ranges.length ? [{ ...span, ranges }] : []
  })
}

function joined(span: DatasetSpan, text: string, lose: Lose): DatasetSpan {
  const ranges = joinLines(text, span.ranges)
  if (ranges.length < span.ranges.length) lose('discontinuous', span, say('joined-lines'))
  return ranges.length < span.ranges.length ? { ...span, ranges } : span
}

/** Ranges with nothing between them but white space with a line end in it made one. */
export function joinLines(text: string, ranges: readonly Range[]): readonly Range[] {
  const whole: Range[] = []
  for (const range of ranges) {
    const last = whole.at(-1)
    if (last && /^[^\S\n]*\n\s*$/.test(text.slice(last[1], range[0]))) whole[whole.length - 1] = [last[0], range[1]]
    else whole.push(range)
  }
  return whole
}

function trimmed(text: string, [start, end]: Range): Range | null {
  const space = /[\s\x1c-\x1f\x85]/
  let [from, to] = [start, end]
  while (from < to && space.test(text[from] ?? '')) from++
  while (to > from && space.test(text[to - 1] ?? '')) to--
  return from < to ? [from, to] : null
}

function widened(tokens: readonly Range[], range: Range): Range | null {
  const [from, to] = tokenRanks(tokens, range)
  const [first, last] = [tokens[from], tokens[to - 1]]
  return first && last && from < to ? [first[0], last[1]] : null
}
