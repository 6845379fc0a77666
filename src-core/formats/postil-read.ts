import { DOCUMENT_STATES, type AttributeValue, type DecisionOutcome, type Excluded } from '../annotation/records.ts'
import type { Offset, OffsetUnit, Range } from '../text/offset.ts'
import { Checker, isFields, type Fields } from './check.ts'
import type { DatasetComment, DatasetDecision, DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import { PIECE_JOINT, POSTIL_FORMAT } from './postil.ts'
import { shown, type Problem } from './problem.ts'
import { unitMap, type UnitMap } from './units.ts'
import { say } from './phrase.ts'

export type LineOutcome =
  | { readonly ok: true; readonly entry: DatasetEntry; readonly unit: OffsetUnit }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Gives the text of a line that leaves it out, by document id and hash, or null. */
export type TextSource = (id: string, sha256: string | null) => string | null

export const OFFSET_UNITS = ['codepoint', 'utf16', 'byte'] as const satisfies readonly OffsetUnit[]

/**
 * One line of Postil JSONL, checked: types, bounds, characters not cut, each span's text equal to what stands there,
 * relation ends present, ids unique within the line. Unknown keys are kept. A line with a fault gives no entry.
 */
export function lineToEntry(line: string, textOf: TextSource = () => null): LineOutcome {
  const check = new Checker()
  const value = check.parse(line)
  const read = value === undefined ? null : readEntry(check, check.fields(value, ''), textOf)
  return check.faults || !read ? { ok: false, problems: check.problems } : { ok: true, ...read }
}

/** As {@link lineToEntry}, with the faults given to a checker; null when there are any. */
export function readPostilLine(line: string, check: Checker): DatasetEntry | null {
  const outcome = lineToEntry(line)
  if (outcome.ok) return outcome.entry
  for (const { code, field, params } of outcome.problems) check.fault(code, field, params)
  return null
}

const ENTRY_KEYS = new Set(
  (
    'format id annotator annotator_id state lang text sha256 encoding offset_unit meta labels spans relations excluded ' +
    'decisions comments tokens'
  ).split(' '),
)
const SPAN_KEYS = new Set(
  'id start end ranges label text attributes kept_attributes entity note origin created updated from'.split(' '),
)
const RELATION_KEYS = new Set('id type from to to_document attributes kept_attributes created updated'.split(' '))
const DECISION_KEYS = new Set('id spans outcome reason by at'.split(' '))
const COMMENT_KEYS = new Set('id span ranges parent body resolved created updated'.split(' '))
const OUTCOMES = ['accept', 'reject', 'edit'] as const satisfies readonly DecisionOutcome[]

/** The text of one line and its ruler. */
interface Page {
  readonly check: Checker
  readonly text: string
  readonly unit: OffsetUnit
  readonly map: UnitMap
}

function readEntry(
  check: Checker,
  fields: Fields,
  textOf: TextSource,
): { entry: DatasetEntry; unit: OffsetUnit } | null {
  check.oneOf(fields['format'], [POSTIL_FORMAT], 'format')
  const id = check.name(fields['id'], 'id')
  const annotator = check.name(fields['annotator'], 'annotator')
  const sha256 = readHash(check, fields['sha256'])
  const state = check.oneOf(fields['state'], DOCUMENT_STATES, 'state')
  const unit = check.oneOf(fields['offset_unit'], OFFSET_UNITS, 'offset_unit')
  const text = readText(check, fields['text'], () => textOf(id, sha256))
  if (check.faults || !state || !unit || text === null) return null
  const page: Page = { check, text, unit, map: unitMap(text, unit) }
  const spans = readSpans(page, fields['spans'])
  const comments = optionalList(check, fields['comments'], 'comments').map((each, i) =>
    readComment(page, each, `comments[${i}]`),
  )
  const meta = fields['meta'] === undefined ? {} : check.fields(fields['meta'], 'meta')
  check.plain(meta, 'meta')
  const entry: DatasetEntry = {
    ...{ id, annotator, annotatorId: check.textOrNull(fields['annotator_id'], 'annotator_id'), state },
    lang: check.textOrNull(fields['lang'], 'lang'),
    ...{ text, sha256, encoding: check.textOrNull(fields['encoding'], 'encoding'), meta },
    labels: fields['labels'] === undefined ? [] : check.texts(fields['labels'], 'labels'),
    spans,
    relations: readRelations(page, fields['relations'], spans),
    excluded: optionalList(check, fields['excluded'], 'excluded').map((each, i) =>
      readExcluded(page, each, `excluded[${i}]`),
    ),
    decisions: optionalList(check, fields['decisions'], 'decisions').map((each, i) =>
      readDecision(check, each, `decisions[${i}]`),
    ),
    ...(comments.length ? { comments } : {}),
    tokens: fields['tokens'] === undefined || fields['tokens'] === null ? null : readTokens(page, fields['tokens']),
    extra: check.others(fields, ENTRY_KEYS, ''),
  }
  return { entry, unit }
}

function readText(check: Checker, value: unknown, elsewhere: () => string | null): string | null {
  if (value !== null) return check.text(value, 'text')
  const text = elsewhere()
  if (text === null) check.fault('no-text', 'text')
  return text
}

function readHash(check: Checker, value: unknown): string | null {
  const hash = check.textOrNull(value, 'sha256')
  if (hash !== null && !/^[0-9a-f]{64}$/.test(hash))
    check.fault('wrong-value', 'sha256', { found: shown(hash), expected: say('hash') })
  return hash
}

function optionalList(check: Checker, value: unknown, field: string): readonly unknown[] {
  return value === undefined ? [] : check.list(value, field)
}

function readSpans(page: Page, value: unknown): DatasetSpan[] {
  const spans = page.check.list(value, 'spans').map((each, i) => readSpan(page, each, `spans[${i}]`))
  refuseDoubles(page.check, spans, 'spans')
  return spans
}

function refuseDoubles(check: Checker, items: readonly { readonly id: string }[], field: string): void {
  const seen = new Set<string>()
  items.forEach(({ id }, i) => {
    if (seen.has(id)) check.fault('duplicate', `${field}[${i}].id`, { id: shown(id) })
    seen.add(id)
  })
}

function readSpan(page: Page, value: unknown, field: string): DatasetSpan {
  const { check } = page
  const fields = check.fields(value, field)
  const ranges = readPieces(page, fields, field)
  compareText(page, ranges, fields['text'], `${field}.text`)
  return {
    id: check.name(fields['id'], `${field}.id`),
    ranges,
    label: check.name(fields['label'], `${field}.label`),
    attributes: readAttributes(check, fields, field),
    entity: check.textOrNull(fields['entity'], `${field}.entity`),
    note: check.textOrNull(fields['note'], `${field}.note`),
    origin: fields['origin'] === undefined ? 'imported:postil' : check.name(fields['origin'], `${field}.origin`),
    created: check.instant(fields['created'], `${field}.created`),
    updated: check.instant(fields['updated'], `${field}.updated`),
    from: fields['from'] === undefined || fields['from'] === null ? null : check.texts(fields['from'], `${field}.from`),
    extra: check.others(fields, SPAN_KEYS, field),
  }
}

/** The span's ranges; `start` and `end` must be their hull. */
function readPieces(page: Page, fields: Fields, field: string): Range[] {
  const hull = readRange(page, fields['start'], fields['end'], field)
  if (fields['ranges'] === undefined || fields['ranges'] === null) return [hull]
  const ranges = readRanges(page, fields['ranges'], `${field}.ranges`)
  const inOrder = ranges.every((range, i) => i === 0 || (ranges[i - 1]?.[1] ?? 0) <= range[0])
  if (!inOrder || ranges[0]?.[0] !== hull[0] || ranges.at(-1)?.[1] !== hull[1])
    page.check.fault('bad-ranges', `${field}.ranges`)
  return ranges
}

function readRanges(page: Page, value: unknown, field: string): Range[] {
  return page.check.list(value, field).map((each, i) => {
    const pair = page.check.list(each, `${field}[${i}]`)
    return readRange(page, pair[0], pair[1], `${field}[${i}]`)
  })
}

function readRange(page: Page, from: unknown, to: unknown, field: string): Range {
  const before = page.check.count
  const start = readPosition(page, from, `${field}.start`)
  const end = readPosition(page, to, `${field}.end`)
  if (start >= end && page.check.count === before)
    page.check.fault('empty-span', field, { start: Number(from), end: Number(to) })
  return [start, end]
}

function readPosition(page: Page, value: unknown, field: string): Offset {
  const position = page.check.whole(value, field)
  const offset = page.map.in(position)
  if (offset !== null) return offset
  const length = page.map.out(page.text.length, 'end')
  const params = { found: position, length, unit: page.unit }
  page.check.fault(position > length ? 'out-of-bounds' : 'inside-character', field, params)
  return 0
}

function compareText(page: Page, ranges: readonly Range[], value: unknown, field: string): void {
  if (value === null || page.check.faults) return
  const expected = page.check.text(value, field)
  const found = ranges.map(([start, end]) => page.text.slice(start, end)).join(PIECE_JOINT)
  if (found !== expected && typeof value === 'string')
    page.check.fault('text-mismatch', field, { found: shown(found), expected: shown(expected) })
}

function readAttributes(check: Checker, fields: Fields, field: string): Readonly<Record<string, AttributeValue>> {
  const given = fields['attributes'] === undefined ? {} : check.fields(fields['attributes'], `${field}.attributes`)
  for (const name of Object.keys(given))
    if (!isAttributeValue(given[name])) badAttribute(check, given[name], `${field}.attributes.${name}`)
  const kept = fields['kept_attributes']
  const values = given as Readonly<Record<string, AttributeValue>>
  return kept === undefined ? values : { ...values, ...readKept(check, kept, `${field}.kept_attributes`) }
}

function readKept(check: Checker, value: unknown, field: string): Record<string, AttributeValue> {
  const read = Object.entries(check.fields(value, field)).map(([name, json]): [string, AttributeValue] => {
    const parsed = check.parse(check.text(json, `${field}.${name}`), `${field}.${name}`)
    if (isAttributeValue(parsed)) return [name, parsed]
    badAttribute(check, parsed, `${field}.${name}`)
    return [name, null]
  })
  return Object.fromEntries(read)
}

function badAttribute(check: Checker, value: unknown, field: string): void {
  check.fault('wrong-type', field, {
    found: shown(value),
    expected: say('plain-value'),
  })
}

function isAttributeValue(value: unknown): value is AttributeValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function readRelations(page: Page, value: unknown, spans: readonly DatasetSpan[]): DatasetRelation[] {
  const { check } = page
  const known = new Set(spans.map((span) => span.id))
  const relations = optionalList(check, value, 'relations').map((each, i) => {
    const relation = readRelation(check, each, `relations[${i}]`)
    if (!known.has(relation.from)) check.fault('dangling', `relations[${i}].from`, { id: shown(relation.from) })
    if (relation.toDocument === null && !known.has(relation.to))
      check.fault('dangling', `relations[${i}].to`, { id: shown(relation.to) })
    return relation
  })
  refuseDoubles(check, relations, 'relations')
  return relations
}

function readRelation(check: Checker, value: unknown, field: string): DatasetRelation {
  const fields = check.fields(value, field)
  const timed = fields['created'] !== undefined || fields['updated'] !== undefined
  return {
    id: check.name(fields['id'], `${field}.id`),
    type: check.name(fields['type'], `${field}.type`),
    from: check.text(fields['from'], `${field}.from`),
    to: check.text(fields['to'], `${field}.to`),
    toDocument: check.textOrNull(fields['to_document'], `${field}.to_document`),
    attributes: readAttributes(check, fields, field),
    ...(timed && {
      created: check.instant(fields['created'], `${field}.created`),
      updated: check.instant(fields['updated'], `${field}.updated`),
    }),
    extra: check.others(fields, RELATION_KEYS, field),
  }
}

function readExcluded(page: Page, value: unknown, field: string): Excluded {
  const fields = page.check.fields(value, field)
  const [start, end] = readRange(page, fields['start'], fields['end'], field)
  return { start, end, reason: page.check.text(fields['reason'], `${field}.reason`) }
}

function readDecision(check: Checker, value: unknown, field: string): DatasetDecision {
  const fields = check.fields(value, field)
  return {
    id: check.name(fields['id'], `${field}.id`),
    spans: check.texts(fields['spans'], `${field}.spans`),
    outcome: check.oneOf(fields['outcome'], OUTCOMES, `${field}.outcome`) ?? 'accept',
    reason: check.textOrNull(fields['reason'], `${field}.reason`),
    by: check.text(fields['by'], `${field}.by`),
    at: check.text(fields['at'], `${field}.at`),
    extra: check.others(fields, DECISION_KEYS, field),
  }
}

function readComment(page: Page, value: unknown, field: string): DatasetComment {
  const { check } = page
  const fields = check.fields(value, field)
  return {
    id: check.name(fields['id'], `${field}.id`),
    span: check.textOrNull(fields['span'], `${field}.span`),
    ranges: fields['ranges'] === undefined ? [] : readRanges(page, fields['ranges'], `${field}.ranges`),
    parent: check.textOrNull(fields['parent'], `${field}.parent`),
    body: check.text(fields['body'], `${field}.body`),
    resolved: fields['resolved'] === true,
    created: check.instant(fields['created'], `${field}.created`),
    updated: check.instant(fields['updated'], `${field}.updated`),
    extra: check.others(fields, COMMENT_KEYS, field),
  }
}

function readTokens(page: Page, value: unknown): Range[] {
  const tokens = readRanges(page, value, 'tokens')
  const at = tokens.findIndex((token, i) => i > 0 && (tokens[i - 1]?.[1] ?? 0) > token[0])
  if (at >= 0) page.check.fault('bad-ranges', `tokens[${at}]`)
  return tokens
}

/** Whether a first line of a file looks like Postil JSONL. */
export function looksLikePostil(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return isFields(value) && value['format'] === POSTIL_FORMAT
  } catch {
    return false
  }
}
