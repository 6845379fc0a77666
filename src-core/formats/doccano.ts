import type { Checker, Fields } from './check.ts'
import { isFields } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { Format } from './format.ts'
import { listedSpans } from './json-spans.ts'
import { jsonLines, metaOf, objectLine } from './jsonl.ts'
import {
  ANONYMOUS,
  firstObject,
  importedEntry,
  importedRelation,
  nameOf,
  onlyRange,
  positions,
  Ruler,
} from './reading.ts'
import { say } from './phrase.ts'
import type { LabelSchema } from '../annotation/schema.ts'

/** doccano JSONL: `label` lists for sequence labelling; `entities` and `relations` where the schema has relations. */
export const doccano: Format = {
  id: 'doccano',
  name: 'doccano JSONL',
  extensions: ['.jsonl'],
  layout: 'file',
  advice:
    'doccano’s own window counts UTF-16 code units: behind an emoji, what is tagged there later counts otherwise than what is here.',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'all', borders: 'any', overlaps: true, pieces: false },
    ...{ attributes: false, relations: true, relationAttributes: false, notes: false, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const first = firstObject(files)
    if (!first || typeof first['text'] !== 'string') return false
    const list = first['label'] ?? first['labels']
    if (Array.isArray(list)) return list.every((each) => Array.isArray(each) && each.length === 3)
    const entities = first['entities']
    return Array.isArray(entities) && (entities.length ? hasOffsets(entities[0]) : Array.isArray(first['relations']))
  },
  readLine: (line, check) => objectLine(line, check, (fields) => readEntry(fields, check)),
  write: ({ name, schema }) => jsonLines(`${name}.jsonl`, (entry) => toObject(entry, schema)),
}

function hasOffsets(value: unknown): boolean {
  return isFields(value) && 'start_offset' in value
}

function toObject(entry: DatasetEntry, schema: LabelSchema): object {
  const place = positions(entry.text, 'codepoint')
  const { text, spans } = entry
  if (schema.relations.length === 0)
    return { text, label: spans.map((span) => [...place(onlyRange(span)), span.label]), meta: metaOf(entry) }
  const ranks = new Map(spans.map((span, i) => [span.id, i]))
  const entities = spans.map((span, i) => {
    const [start, end] = place(onlyRange(span))
    return { id: i, start_offset: start, end_offset: end, label: span.label }
  })
  const relations = entry.relations.map(({ type, from, to }, i) => {
    return { id: i, from_id: ranks.get(from), to_id: ranks.get(to), type }
  })
  return { text, entities, relations, meta: metaOf(entry) }
}

function readEntry(fields: Fields, check: Checker): DatasetEntry {
  const text = check.text(fields['text'] ?? fields['data'], 'text')
  const ruler = new Ruler(check, text, 'codepoint')
  const meta = isFields(fields['meta']) ? fields['meta'] : {}
  const id = nameOf(meta['id']) ?? nameOf(fields['id']) ?? check.place
  const spans = readSpans(fields, ruler, check)
  const last = Math.max(0, ...spans.map((span) => onlyRange(span)[1]))
  if (ASTRAL.test(text.slice(0, last))) check.note('assumed-unit', '', { unit: say('codepoints') })
  const annotator = nameOf(meta['annotator']) ?? ANONYMOUS
  return importedEntry(id, text, spans, { annotator, relations: readRelations(fields, spans, check) })
}

/** What two tools count differently; doccano's own window counts UTF-16, and its files cannot say so. */
const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/

function readSpans(fields: Fields, ruler: Ruler, check: Checker): DatasetSpan[] {
  const key = ['entities', 'label', 'labels'].find((each) => fields[each] !== undefined) ?? 'label'
  if (fields[key] === undefined) return []
  return listedSpans(check.list(fields[key], key), key, ruler, check, KEYS)
}

const KEYS = { format: 'doccano', start: 'start_offset', end: 'end_offset', id: 'id', prefix: 's' } as const

function readRelations(fields: Fields, spans: readonly DatasetSpan[], check: Checker): DatasetRelation[] {
  if (fields['relations'] === undefined) return []
  const known = new Set(spans.map((span) => span.id))
  return check.list(fields['relations'], 'relations').map((value, i) => {
    const relation = check.fields(value, `relations[${i}]`)
    const [from, to] = (['from_id', 'to_id'] as const).map((end) => {
      const id = nameOf(relation[end]) ?? ''
      if (!known.has(id)) check.fault('dangling', `relations[${i}].${end}`, { id: JSON.stringify(id) })
      return id
    })
    return importedRelation(`r${i + 1}`, check.name(relation['type'], `relations[${i}].type`), from ?? '', to ?? '')
  })
}
