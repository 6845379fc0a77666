import type { Range } from '../text/offset.ts'
import type { Checker, Fields } from './check.ts'
import { isFields } from './check.ts'
import { coveringRanks, coveringTokens, type CoveringToken } from './covering.ts'
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
import { tokensOf } from './tokens.ts'
import { say } from './phrase.ts'

/** Prodigy JSONL with tokens: `end` is exclusive, `token_end` inclusive; relations hang on tokens. */
export const prodigy: Format = {
  id: 'prodigy',
  name: 'Prodigy JSONL',
  extensions: ['.jsonl'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'all', borders: 'token', overlaps: true, pieces: false },
    ...{ attributes: false, relations: true, relationAttributes: false, notes: false, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const first = firstObject(files)
    if (!first || typeof first['text'] !== 'string') return false
    if ('answer' in first || '_input_hash' in first || '_view_id' in first) return true
    const [tokens, spans] = [first['tokens'], first['spans']]
    return Array.isArray(tokens) && Array.isArray(spans) && isFields(tokens[0]) && 'ws' in tokens[0]
  },
  readLine: (line, check) => objectLine(line, check, (fields) => readEntry(fields, check)),
  write: ({ name }) => jsonLines(`${name}.jsonl`, toObject),
}

function toObject(entry: DatasetEntry): object {
  const place = positions(entry.text, 'codepoint')
  const tokens = coveringTokens(entry.text, tokensOf(entry))
  const spans = new Map(entry.spans.map((span) => [span.id, spanToObject(span, tokens, place)]))
  const relations = entry.relations.map(({ type, from, to }) => relationToObject(type, spans.get(from), spans.get(to)))
  return {
    text: entry.text,
    meta: metaOf(entry),
    tokens: tokens.map((token, i) => tokenToObject(entry.text, token, i, place)),
    spans: [...spans.values()],
    relations,
    answer: 'accept',
    _view_id: relations.length ? 'relations' : overlapping(entry.spans) ? 'spans_manual' : 'ner_manual',
    _annotator_id: entry.annotator,
  }
}

type Place = (range: Range) => readonly [number, number]

function tokenToObject(text: string, { start, end, ws }: CoveringToken, id: number, place: Place): object {
  const [from, to] = place([start, end])
  return { text: text.slice(start, end), start: from, end: to, id, ws }
}

function spanToObject(span: DatasetSpan, tokens: readonly CoveringToken[], place: Place) {
  const [start, end] = place(onlyRange(span))
  const [first, last] = coveringRanks(tokens, onlyRange(span))
  return { start, end, token_start: first, token_end: last, label: span.label }
}

type SpanObject = ReturnType<typeof spanToObject>

function relationToObject(label: string, head: SpanObject | undefined, child: SpanObject | undefined): object {
  return { head: head?.token_start, child: child?.token_start, head_span: head, child_span: child, label }
}

function overlapping(spans: readonly DatasetSpan[]): boolean {
  const sorted = spans.map(onlyRange).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return sorted.some((range, i) => i > 0 && range[0] < (sorted[i - 1]?.[1] ?? 0))
}

function readEntry(fields: Fields, check: Checker): DatasetEntry | null {
  const answer = fields['answer'] ?? 'accept'
  if (answer !== 'accept') {
    check.note('skipped', 'answer', { what: say('answered-line', { answer: JSON.stringify(answer) }) })
    return null
  }
  const ruler = new Ruler(check, check.text(fields['text'], 'text'), 'codepoint')
  const meta = isFields(fields['meta']) ? fields['meta'] : {}
  const spans =
    fields['spans'] === undefined ? [] : listedSpans(check.list(fields['spans'], 'spans'), 'spans', ruler, check, KEYS)
  const relations =
    fields['relations'] === undefined
      ? []
      : readRelations(check.list(fields['relations'], 'relations'), spans, ruler, check)
  const id = nameOf(meta['id']) ?? nameOf(meta['source']) ?? check.place
  const annotator = nameOf(fields['_annotator_id']) ?? nameOf(fields['_session_id']) ?? nameOf(meta['annotator'])
  const tokens =
    fields['tokens'] === undefined ? null : readTokens(check.list(fields['tokens'], 'tokens'), ruler, check)
  return importedEntry(id, ruler.text, spans, { annotator: annotator ?? ANONYMOUS, relations, tokens })
}

const KEYS = { format: 'prodigy', start: 'start', end: 'end', prefix: 's' } as const

function quoteOf(span: Fields): string | null {
  return typeof span['text'] === 'string' ? span['text'] : null
}

/** Tokens without those that are nothing but space. */
function readTokens(list: readonly unknown[], ruler: Ruler, check: Checker): Range[] {
  let last = 0
  return list.flatMap((value, i) => {
    const token = check.fields(value, `tokens[${i}]`)
    const range = ruler.range(token['start'], token['end'], `tokens[${i}]`, quoteOf(token))
    if (range && range[0] < last) check.fault('bad-ranges', `tokens[${i}]`)
    last = range?.[1] ?? last
    return range && /[^\p{Z}\p{Cc}\p{Cf}]/u.test(ruler.text.slice(...range)) ? [range] : []
  })
}

function readRelations(
  list: readonly unknown[],
  spans: readonly DatasetSpan[],
  ruler: Ruler,
  check: Checker,
): DatasetRelation[] {
  const key = (range: Range, label: string) => `${range[0]} ${range[1]} ${label}`
  const ids = new Map(spans.map((span) => [key(onlyRange(span), span.label), span.id]))
  return list.map((value, i) => {
    const relation = check.fields(value, `relations[${i}]`)
    const ends = (['head_span', 'child_span'] as const).map((name) => {
      const field = `relations[${i}].${name}`
      const span = check.fields(relation[name], field)
      const range = ruler.range(span['start'], span['end'], field)
      const id = range && ids.get(key(range, check.text(span['label'], `${field}.label`)))
      if (range && !id) check.fault('dangling', field, { id: key(range, String(span['label'])) })
      return id ?? ''
    })
    return importedRelation(
      `r${i + 1}`,
      check.name(relation['label'], `relations[${i}].label`),
      ends[0] ?? '',
      ends[1] ?? '',
    )
  })
}
