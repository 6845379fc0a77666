import type { Checker, Fields } from './check.ts'
import { isFields } from './check.ts'
import { coveringTokens } from './covering.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import { fitOverlaps } from './fit-overlaps.ts'
import type { Format } from './format.ts'
import { jsonLines, metaOf, objectLine } from './jsonl.ts'
import { ANONYMOUS, firstObject, importedEntry, importedSpan, nameOf, onlyRange, positions, Ruler } from './reading.ts'
import { tokensOf } from './tokens.ts'

/** What spaCy calls its default group of spans that may overlap. */
const GROUP = 'sc'

/**
 * spaCy's `Doc.to_json()`, one a line: all spans in the group `sc`, and those that do not overlap (the longer first) as
 * entities too. Tokens cover the text as spaCy's do, so that `Doc.from_json` gives the same text.
 */
export const spacyDoc: Format = {
  id: 'spacy-doc',
  name: 'spaCy Doc JSON',
  extensions: ['.jsonl', '.json'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'all', borders: 'token', overlaps: true, pieces: false },
    ...{ attributes: false, relations: false, relationAttributes: false, notes: false, entities: true },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const first = firstObject(files)
    if (!first || typeof first['text'] !== 'string' || !Array.isArray(first['tokens'])) return false
    return Array.isArray(first['ents']) || isFields(first['spans'])
  },
  readLine: (line, check) => objectLine(line, check, (fields) => readEntry(fields, check)),
  write: ({ name }) => jsonLines(`${name}.jsonl`, toObject),
}

function toObject(entry: DatasetEntry): object {
  const place = positions(entry.text, 'codepoint')
  const object = (span: DatasetSpan) => {
    const [start, end] = place(onlyRange(span))
    return { start, end, label: span.label, kb_id: span.entity ?? '' }
  }
  const tokens = coveringTokens(entry.text, tokensOf(entry)).map((token, id) => {
    const [start, end] = place([token.start, token.end])
    return { id, start, end }
  })
  const ents = fitOverlaps(entry, 'longest', () => undefined).spans.map(object)
  return { text: entry.text, ents, tokens, spans: { [GROUP]: entry.spans.map(object) }, meta: metaOf(entry) }
}

function readEntry(fields: Fields, check: Checker): DatasetEntry {
  const ruler = new Ruler(check, check.text(fields['text'], 'text'), 'codepoint')
  const groups = fields['spans'] === undefined ? {} : check.fields(fields['spans'], 'spans')
  const grouped = Object.entries(groups).flatMap(([name, list]) => readSpans(list, `spans.${name}`, ruler, check))
  const ents = fields['ents'] === undefined ? [] : readSpans(fields['ents'], 'ents', ruler, check)
  const known = new Set(grouped.map(keyOf))
  const spans = [...grouped, ...ents.filter((span) => !known.has(keyOf(span)))]
  const meta = isFields(fields['meta']) ? fields['meta'] : {}
  const annotator = nameOf(meta['annotator']) ?? ANONYMOUS
  const numbered = spans.map((span, i) => ({ ...span, id: `s${i + 1}` }))
  return importedEntry(nameOf(meta['id']) ?? check.place, ruler.text, numbered, { annotator })
}

function keyOf(span: DatasetSpan): string {
  return JSON.stringify([span.ranges, span.label, span.entity])
}

function readSpans(value: unknown, field: string, ruler: Ruler, check: Checker): DatasetSpan[] {
  return check.list(value, field).flatMap((each, i) => {
    const span = check.fields(each, `${field}[${i}]`)
    const range = ruler.range(span['start'], span['end'], `${field}[${i}]`)
    const entity = nameOf(span['kb_id'])
    const label = check.name(span['label'], `${field}[${i}].label`)
    return range ? [importedSpan('spacy-doc', '', [range], label, { entity })] : []
  })
}
