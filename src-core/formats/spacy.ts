import type { Checker, Fields } from './check.ts'
import { isFields } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Format } from './format.ts'
import { listedSpans } from './json-spans.ts'
import { jsonLines, metaOf, objectLine } from './jsonl.ts'
import { ANONYMOUS, firstObject, importedEntry, nameOf, onlyRange, positions, Ruler } from './reading.ts'

/**
 * spaCy's JSON lines: `text` and `entities` as `[start, end, label]`, what training scripts read into a DocBin. spaCy
 * refuses entities that overlap (E103) or begin or end with white space (E024). `spans` are read too.
 */
export const spacy: Format = {
  id: 'spacy',
  name: 'spaCy JSON lines',
  extensions: ['.jsonl'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'all', borders: 'trimmed', overlaps: false, pieces: false },
    ...{ attributes: false, relations: false, relationAttributes: false, notes: false, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const first = firstObject(files)
    if (!first || typeof first['text'] !== 'string' || 'tokens' in first || 'answer' in first) return false
    const [list, spans] = [first['entities'], first['spans']]
    if (Array.isArray(spans)) return spans.every((span) => isFields(span) || Array.isArray(span))
    return Array.isArray(list) && !('relations' in first) && list.every(Array.isArray)
  },
  readLine: (line, check) => objectLine(line, check, (fields) => readEntry(fields, check)),
  write: ({ name }) => jsonLines(`${name}.jsonl`, toObject),
}

function toObject(entry: DatasetEntry): object {
  const place = positions(entry.text, 'codepoint')
  const entities = entry.spans.map((span) => [...place(onlyRange(span)), span.label])
  return { text: entry.text, entities, meta: metaOf(entry) }
}

function readEntry(fields: Fields, check: Checker): DatasetEntry {
  const text = check.text(fields['text'], 'text')
  const ruler = new Ruler(check, text, 'codepoint')
  const meta = isFields(fields['meta']) ? fields['meta'] : {}
  const spans = (['entities', 'spans'] as const).flatMap((key) =>
    fields[key] === undefined
      ? []
      : listedSpans(check.list(fields[key], key), key, ruler, check, {
          ...{ format: 'spacy', start: 'start', end: 'end' },
          prefix: key[0] ?? '',
        }),
  )
  const id = nameOf(meta['id']) ?? nameOf(fields['id']) ?? check.place
  return importedEntry(id, text, spans, { annotator: nameOf(meta['annotator']) ?? ANONYMOUS })
}
