import { parse } from 'yaml'
import type { LabelSchema } from '../annotation/schema.ts'
import type { OffsetUnit, Range } from '../text/offset.ts'
import { CardCounter } from './card-counter.ts'
import { datasetCard } from './card.ts'
import { isFields, type Checker, type Fields } from './check.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { Format, SourceFile, WriteOptions, Writer } from './format.ts'
import { oneLine } from './jsonl.ts'
import { ANONYMOUS, firstObject, importedEntry, importedSpan, nameOf, positions, Ruler } from './reading.ts'
import { runsOf, tagsOf } from './tagging.ts'
import { sentences, TOKENISER, tokensOf } from './tokens.ts'
import { say } from './phrase.ts'

/**
 * Hugging Face token classification: a sentence a line with `tokens` and `ner_tags`, the class names in the card.
 * `text` (to where the next sentence begins), `start` and `token_offsets` bring the document back exactly.
 */
export const huggingface: Format = {
  id: 'huggingface',
  name: 'Hugging Face token classification',
  extensions: ['.jsonl'],
  layout: 'folder',
  readsCard: true,
  hub: { rows: 'train.jsonl', head: (schema) => featuresOf(classNames(schema)) },
  carries: {
    ...{ unit: 'token', text: 'exact', characters: 'all', borders: 'token', overlaps: false, pieces: false },
    ...{ attributes: false, relations: false, relationAttributes: false, notes: false, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const first = firstObject(dataFiles(files))
    return first !== null && Array.isArray(first['tokens']) && Array.isArray(first['ner_tags'] ?? first['tags'])
  },
  read: (files, check) => readFiles(files, check),
  write: (options) => new TokenWriter(options),
}

const UNIT: OffsetUnit = 'codepoint'

class TokenWriter implements Writer {
  readonly #options: WriteOptions
  readonly #counter: CardCounter
  readonly #classes: readonly string[]
  readonly #ranks: ReadonlyMap<string, number>

  constructor(options: WriteOptions) {
    this.#options = options
    this.#counter = new CardCounter(options.schema)
    this.#classes = classNames(options.schema)
    this.#ranks = new Map(this.#classes.map((name, rank) => [name, rank]))
  }

  add(entry: DatasetEntry) {
    this.#counter.add(entry)
    const place = positions(entry.text, UNIT)
    const tokens = tokensOf(entry)
    const tags = tagsOf(entry.spans, tokens, 'iob2').map((tag) => this.#ranks.get(tag) ?? 0)
    const rows = chunksOf(entry, tokens).map(({ from, to, start, end }, n) => ({
      id: `${entry.id}#${n}`,
      tokens: tokens.slice(from, to).map(([first, last]) => entry.text.slice(first, last)),
      ner_tags: tags.slice(from, to),
      document: entry.id,
      annotator: entry.annotator,
      text: entry.text.slice(start, end),
      start: place([start, end])[0],
      token_offsets: tokens
        .slice(from, to)
        .map((token) => place(token).map((offset) => offset - place([start, end])[0])),
    }))
    return [{ file: 'train.jsonl', data: rows.map((row) => `${oneLine(JSON.stringify(row))}\n`).join('') }]
  }

  end() {
    const { schema, name, software } = this.#options
    const card = datasetCard({
      ...{
        title: name,
        schema,
        counts: this.#counter.counts,
        format: `tokens (${TOKENISER.name}) and IOB2 tags, a sentence a line`,
      },
      ...{ unit: UNIT, files: [{ name: 'train.jsonl', split: 'train' }], software, head: featuresOf(this.#classes) },
    })
    return [{ file: 'README.md', data: card }]
  }
}

function classNames({ labels }: LabelSchema): string[] {
  return ['O', ...labels.flatMap(({ name }) => [`B-${name}`, `I-${name}`])]
}

/** Sentences with all text up to the next one; the first begins and the last ends with the document. */
function chunksOf(entry: DatasetEntry, tokens: readonly Range[]) {
  const ranks = sentences(
    entry,
    tokens,
    entry.spans.flatMap((span) => span.ranges),
  )
  if (ranks.length === 0) return [{ from: 0, to: 0, start: 0, end: entry.text.length }]
  return ranks.map(([from, to], n) => ({
    ...{ from, to },
    start: n === 0 ? 0 : (tokens[from]?.[0] ?? 0),
    end: n === ranks.length - 1 ? entry.text.length : (tokens[to]?.[0] ?? entry.text.length),
  }))
}

function featuresOf(classes: readonly string[]): Readonly<Record<string, unknown>> {
  const names = Object.fromEntries(classes.map((name, rank) => [String(rank), name]))
  return {
    dataset_info: {
      features: [
        { name: 'id', dtype: 'string' },
        { name: 'tokens', sequence: 'string' },
        { name: 'ner_tags', sequence: { class_label: { names } } },
        { name: 'document', dtype: 'string' },
        { name: 'annotator', dtype: 'string' },
        { name: 'text', dtype: 'string' },
        { name: 'start', dtype: 'int64' },
        { name: 'token_offsets', sequence: { sequence: 'int64' } },
      ],
    },
  }
}

function dataFiles(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ name }) => !/\.(md|svg|yml|yaml)$/.test(name))
}

function readFiles(files: readonly SourceFile[], check: Checker): DatasetEntry[] {
  const classes = files
    .filter(({ name }) => /(^|\/)README\.md$/.test(name))
    .reduce<readonly string[] | null>((found, card) => found ?? classesOf(card, check), null)
  const rows = dataFiles(files).flatMap((file) =>
    file.text.split('\n').flatMap((line, i) => {
      check.at(file.name, i + 1)
      if (line.trim() === '') return []
      const value = check.parse(line)
      return value === undefined ? [] : [{ fields: check.fields(value, ''), file: file.name, line: i + 1 }]
    }),
  )
  return [...grouped(rows).values()].map((group) => documentOf(group, classes, check))
}

interface Row {
  readonly fields: Fields
  readonly file: string
  readonly line: number
}

/** Rows of one document and annotator; a row that names no document is one by itself. */
function grouped(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const [document, annotator] = [nameOf(row.fields['document']), nameOf(row.fields['annotator'])]
    const key = JSON.stringify(document === null ? [row.file, row.line] : [document, annotator])
    const group = groups.get(key) ?? []
    group.push(row)
    groups.set(key, group)
  }
  return groups
}

/** The class names in the head of the card, in their order. */
function classesOf(card: SourceFile, check: Checker): readonly string[] | null {
  const head = /^---\r?\n([^]*?)\r?\n---/.exec(card.text)?.[1]
  if (head === undefined) return null
  check.at(card.name, null)
  try {
    return namesIn(parse(head, { version: '1.1', maxAliasCount: 0, merge: false, logLevel: 'error' }))
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
    const [, line, column] = /at line (\d+), column (\d+)/.exec(message) ?? []
    const detail =
      line && column ? say('yaml-at', { line: Number(line), column: Number(column), message }) : say('unreadable')
    check.fault('bad-yaml', '', { detail })
    return null
  }
}

function namesIn(head: unknown): readonly string[] | null {
  const info = isFields(head) ? head['dataset_info'] : null
  const one: unknown = Array.isArray(info) ? info[0] : info
  const features: unknown = isFields(one) ? one['features'] : null
  if (!Array.isArray(features)) return null
  const tags: unknown = features.find(
    (each) => isFields(each) && (each['name'] === 'ner_tags' || each['name'] === 'tags'),
  )
  const sequence = isFields(tags) ? (tags['sequence'] ?? tags['list']) : null
  const label = isFields(sequence) ? sequence['class_label'] : null
  const names = isFields(label) ? label['names'] : null
  if (Array.isArray(names)) return names.map(String)
  return isFields(names)
    ? Array.from({ length: Object.keys(names).length }, (_, i) => nameOf(names[String(i)]) ?? '')
    : null
}

function documentOf(rows: readonly Row[], classes: readonly string[] | null, check: Checker): DatasetEntry {
  const parts: string[] = []
  const tokens: Range[] = []
  const tags: string[] = []
  const places: Row[] = []
  let length = 0
  for (const row of rows) {
    check.at(row.file, row.line)
    const sentence = readSentence(row.fields, classes, check)
    parts.push(sentence.text)
    for (const [start, end] of sentence.tokens) tokens.push([length + start, length + end])
    for (const tag of sentence.tags) tags.push(tag)
    for (let i = 0; i < sentence.tags.length; i++) places.push(row)
    length += sentence.text.length
  }
  const at = (rank: number) => check.at(places[rank]?.file ?? null, places[rank]?.line ?? null)
  const spans = runsOf(tags, check, at).flatMap(({ from, to, label }, n): DatasetSpan[] => {
    const [first, last] = [tokens[from], tokens[to - 1]]
    return first && last ? [importedSpan('huggingface', `s${n + 1}`, [[first[0], last[1]]], label)] : []
  })
  const first = rows[0]?.fields ?? {}
  const id = nameOf(first['document']) ?? nameOf(first['id']) ?? `${rows[0]?.file ?? ''}#${rows[0]?.line ?? 1}`
  return importedEntry(id, parts.join(''), spans, { annotator: nameOf(first['annotator']) ?? ANONYMOUS, tokens })
}

function readSentence(fields: Fields, classes: readonly string[] | null, check: Checker) {
  const words = check.texts(fields['tokens'], 'tokens')
  const tags = check
    .list(fields['ner_tags'] ?? fields['tags'], 'ner_tags')
    .map((tag, i) => tagOf(tag, classes, `ner_tags[${i}]`, check))
  if (words.length !== tags.length)
    check.fault('wrong-value', 'ner_tags', {
      found: say('tags', { n: tags.length }),
      expected: say('tags-as-tokens', { n: words.length }),
    })
  if (fields['text'] === undefined) return { ...joined(words), tags }
  const text = check.text(fields['text'], 'text')
  const ruler = new Ruler(check, text, UNIT)
  const tokens = check.list(fields['token_offsets'], 'token_offsets').flatMap((each, i) => {
    const pair = check.list(each, `token_offsets[${i}]`)
    return [ruler.range(pair[0], pair[1], `token_offsets[${i}]`, words[i] ?? '') ?? ([0, 0] as const)]
  })
  return { text, tokens, tags }
}

function tagOf(tag: unknown, classes: readonly string[] | null, field: string, check: Checker): string {
  if (typeof tag === 'string') return tag
  const rank = check.whole(tag, field)
  if (!classes) check.fault('missing', field, { expected: say('class-names') })
  else if (classes[rank] === undefined)
    check.fault('wrong-value', field, { found: rank, expected: say('class', { last: classes.length - 1 }) })
  return classes?.[rank] ?? 'O'
}

/** Tokens with a space between them. */
function joined(words: readonly string[]): { readonly text: string; readonly tokens: readonly Range[] } {
  let at = 0
  const tokens = words.map((word): Range => {
    const start = at
    at += word.length + 1
    return [start, start + word.length]
  })
  return { text: words.join(' '), tokens }
}
