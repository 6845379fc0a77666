import type { Offset, Range } from '../text/offset.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Carries } from './format.ts'
import type { Lose } from './losses.ts'
import { say } from './phrase.ts'

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// those that XML 1.0 has no way to write
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** The entry with a text that the format can hold; every offset moves with it. A span of nothing but CR is lost. */
export function fitText(entry: DatasetEntry, carries: Carries, lose: Lose): DatasetEntry {
  const replaced = fitCharacters(entry.text, carries)
  if (replaced !== entry.text) lose('characters', null, say('replaced-characters'))
  const exact = { ...entry, text: replaced }
  const keeps = carries.text === 'exact' || carries.text === 'none'
  if (keeps || !replaced.includes('\r')) return exact
  lose('line-ends', null, say('changed-line-ends'))
  return withLineFeeds(exact, lose)
}

function fitCharacters(text: string, { characters }: Carries): string {
  if (characters === 'all') return text
  const whole = text.replace(LONE_SURROGATE, '\ufffd')
  return characters === 'xml' ? whole.replace(NOT_XML, '\ufffd') : whole
}

function withLineFeeds(entry: DatasetEntry, lose: Lose): DatasetEntry {
  const move = crlfMap(entry.text)
  const moved = (range: Range): Range => [move(range[0]), move(range[1])]
  const full = ([start, end]: Range) => start < end
  const spans = entry.spans.flatMap((span) => {
    const ranges = span.ranges.map(moved).filter(full)
    if (ranges.length === 0) lose('empty', span)
    return ranges.length ? [{ ...span, ranges }] : []
  })
  return {
    ...entry,
    ...{ text: entry.text.replace(/\r\n?/g, '\n'), spans },
    excluded: entry.excluded.map((each) => ({ ...each, start: move(each.start), end: move(each.end) })),
    ...(entry.comments && { comments: entry.comments.map((each) => ({ ...each, ranges: each.ranges.map(moved) })) }),
    tokens: entry.tokens && entry.tokens.map(moved).filter(full),
  }
}

/** Offsets of the text to offsets of the same text without the CR of each CRLF. */
function crlfMap(text: string): (offset: Offset) => Offset {
  const removed = new Uint32Array(text.length + 1)
  let count = 0
  for (let i = 0; i < text.length; i++) {
    removed[i] = count
    if (text[i] === '\r' && text[i + 1] === '\n') count++
  }
  removed[text.length] = count
  return (offset) => offset - (removed[offset] ?? 0)
}
