import type { OffsetUnit } from '../text/offset.ts'
import { isFields, type Fields } from './check.ts'
import { OFFSET_UNITS } from './postil-read.ts'
import { PIECE_JOINT } from './postil.ts'
import { problem, shown, type Problem } from './problem.ts'
import { unitMap, type UnitMap } from './units.ts'

export interface RepairedLine {
  /** The line as it was, to the byte, where there was nothing to repair. */
  readonly line: string
  /** What was done, in the order of the line. */
  readonly repairs: readonly Problem[]
}

/**
 * Mends what is certain in a line of Postil JSONL: a tag that does not stand where its words are goes to the only place
 * of its words; of tags or relations of one id the later get one of their own, and relations stay with the first; a
 * relation without an end is left out. No tag is ever left out: what is not certain stays a fault.
 */
export function repairLine(line: string): RepairedLine {
  const fields = parsed(line)
  if (!fields || !Array.isArray(fields['spans'])) return { line, repairs: [] }
  const repairs: Problem[] = []
  const spans = withOwnIds(placed(fields, fields['spans'], repairs), 'spans', repairs)
  const relations = Array.isArray(fields['relations'])
    ? withOwnIds(withEnds(fields['relations'], spans, repairs), 'relations', repairs)
    : fields['relations']
  if (repairs.length === 0) return { line, repairs }
  return { line: JSON.stringify({ ...fields, spans, ...(relations === undefined ? {} : { relations }) }), repairs }
}

function parsed(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line)
    return isFields(value) ? value : null
  } catch {
    return null
  }
}

function placed({ text, offset_unit: unit }: Fields, spans: readonly unknown[], repairs: Problem[]): unknown[] {
  const known = OFFSET_UNITS.find((each: OffsetUnit) => each === unit)
  if (typeof text !== 'string' || !known) return [...spans]
  const map = unitMap(text, known)
  return spans.map((span, i) => {
    const at = isFields(span) ? onlyPlaceOf(span, text, map) : null
    if (!isFields(span) || !at) return span
    const [found, expected] = [`${Number(span['start'])}–${Number(span['end'])}`, `${at.start}–${at.end}`]
    repairs.push(problem('repaired-place', `spans[${i}]`, { found, expected, words: shown(span['text']) }))
    return { ...span, ...at }
  })
}

/** Null where the tag stands where its words are, where they stand several times or never, and for one of pieces. */
function onlyPlaceOf(span: Fields, text: string, map: UnitMap): { start: number; end: number } | null {
  const { start, end, text: words, ranges } = span
  if (typeof words !== 'string' || words === '' || words.includes(PIECE_JOINT) || ranges != null) return null
  const [from, to] = [map.in(Number(start)), map.in(Number(end))]
  if (from !== null && to !== null && text.slice(from, to) === words) return null
  const at = text.indexOf(words)
  if (at < 0 || text.includes(words, at + 1)) return null
  return { start: map.out(at, 'start'), end: map.out(at + words.length, 'end') }
}

function withOwnIds(items: readonly unknown[], list: 'spans' | 'relations', repairs: Problem[]): unknown[] {
  const taken = new Set(items.flatMap((item) => (isFields(item) ? item['id'] : [])))
  const seen = new Set<unknown>()
  return items.map((item, i) => {
    const id = isFields(item) ? item['id'] : undefined
    if (!isFields(item) || typeof id !== 'string' || !seen.has(id)) {
      seen.add(id)
      return item
    }
    const own = freeId(id, taken)
    repairs.push(problem('repaired-id', `${list}[${i}].id`, { found: shown(id), expected: shown(own) }))
    return { ...item, id: own }
  })
}

function freeId(id: string, taken: Set<unknown>): string {
  let n = 2
  while (taken.has(`${id}-${n}`)) n++
  taken.add(`${id}-${n}`)
  return `${id}-${n}`
}

function withEnds(relations: readonly unknown[], spans: readonly unknown[], repairs: Problem[]): unknown[] {
  const known = new Set(spans.flatMap((span) => (isFields(span) ? span['id'] : [])))
  return relations.filter((relation, i) => {
    if (!isFields(relation)) return true
    const { from, to, to_document: away } = relation
    const lost = !known.has(from) ? from : away == null && !known.has(to) ? to : undefined
    if (lost === undefined) return true
    repairs.push(problem('repaired-relation', `relations[${i}]`, { id: shown(lost) }))
    return false
  })
}
