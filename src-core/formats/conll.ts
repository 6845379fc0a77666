import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Carries, Format, Piece, SourceFile, Writer } from './format.ts'
import { ANONYMOUS, importedEntry, importedSpan, stemOf } from './reading.ts'
import { runsOf, tagsOf, type Scheme } from './tagging.ts'
import { sentences, TOKENISER, tokensOf } from './tokens.ts'
import { say } from './phrase.ts'

const CARRIES = {
  ...{ unit: 'token', text: 'tokens', characters: 'unicode', borders: 'token', overlaps: false, pieces: false },
  ...{ names: 'word', attributes: false, relations: false, relationAttributes: false, notes: false, entities: false },
  ...{ provenance: false, annotators: true, ids: true, documents: false },
} as const satisfies Carries

/** Two columns, token and IOB2 tag, divided by a tab; `# newdoc id =` begins a document. */
export const iob2: Format = {
  ...{ id: 'iob2', name: 'IOB2, two columns', extensions: ['.iob2', '.bio', '.tsv'], layout: 'file', carries: CARRIES },
  recognise: (files) => columnsOf(files) === 2 && !hasPrefix(files, 'ES'),
  alone: (data) => data,
  read: (files, check) => readColumns('iob2', files, check, false),
  write: ({ name }) => columnWriter(`${name}.iob2`, 'iob2', (token, tag) => `${token}\t${tag}`),
}

/** As IOB2, with E- for the last and S- for a single token. */
export const iobes: Format = {
  ...{ id: 'iobes', name: 'IOBES, two columns', extensions: ['.iobes', '.bioes'], layout: 'file', carries: CARRIES },
  recognise: (files) => columnsOf(files) === 2 && hasPrefix(files, 'ES'),
  alone: (data) => data,
  read: (files, check) => readColumns('iobes', files, check, false),
  write: ({ name }) => columnWriter(`${name}.iobes`, 'iobes', (token, tag) => `${token}\t${tag}`),
}

/** Four columns divided by spaces, the tag last, `-DOCSTART-` before each document. IOB2 is written, IOB1 read too. */
export const conll2003: Format = {
  ...{ id: 'conll-2003', name: 'CoNLL-2003', extensions: ['.conll', '.txt'], layout: 'file' },
  carries: { ...CARRIES, annotators: false, ids: false },
  recognise: (files) => columnsOf(files) === 4,
  alone: (data) => data,
  read: (files, check) => readColumns('conll-2003', files, check, true),
  write: ({ name }) => ({
    add: (entry) => [
      {
        file: `${name}.conll`,
        data: `-DOCSTART- -X- O O\n\n${blocks(entry, 'iob2', (token, tag) => `${token} -X- O ${tag}`)}`,
      },
    ],
    end: () => [],
  }),
}

type Row = (token: string, tag: string) => string

function columnWriter(file: string, scheme: Scheme, row: Row): Writer {
  let first = true
  return {
    add(entry): Piece[] {
      const head = first ? `# tokeniser = ${TOKENISER.name}\n` : ''
      first = false
      const about = `# newdoc id = ${oneLine(entry.id)}\n# annotator = ${oneLine(entry.annotator)}\n`
      return [{ file, data: `${head}${about}${blocks(entry, scheme, row) || '\n'}` }]
    },
    end: () => [],
  }
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** The rows of an entry, an empty line behind each sentence. */
function blocks(entry: DatasetEntry, scheme: Scheme, row: Row): string {
  const tokens = tokensOf(entry)
  const tags = tagsOf(entry.spans, tokens, scheme)
  const whole = entry.spans.flatMap((span) => span.ranges)
  const block = ([from, to]: readonly [number, number]) =>
    tokens
      .slice(from, to)
      .map(([start, end], i) => `${row(entry.text.slice(start, end), tags[from + i] ?? 'O')}\n`)
      .join('')
  return sentences(entry, tokens, whole)
    .map((sentence) => `${block(sentence)}\n`)
    .join('')
}

/** How many columns the first rows have, all alike, the last of them a tag; else 0. */
function columnsOf(files: readonly SourceFile[]): number {
  const rows = firstRows(files)
  const widths = new Set(rows.map((row) => row.length))
  const tagged = rows.every((row) => /^(O|_|[BIESLU]-\S+)$/.test(row.at(-1) ?? ''))
  return rows.length && widths.size === 1 && tagged ? (rows[0]?.length ?? 0) : 0
}

function hasPrefix(files: readonly SourceFile[], prefixes: string): boolean {
  return firstRows(files, 5000).some((row) => prefixes.includes(row.at(-1)?.[0] ?? '-') && row.at(-1)?.[1] === '-')
}

function firstRows(files: readonly SourceFile[], most = 200): string[][] {
  const lines = (files[0]?.text ?? '').split('\n', most).filter((line) => line.trim() !== '' && !isComment(line))
  return lines.slice(0, -1).length ? lines.slice(0, most - 1).map(cells) : lines.map(cells)
}

function isComment(line: string): boolean {
  return line.startsWith('#') && !line.includes('\t') && !/^#\S* \S+ \S+ (O|[BIESLU]-\S+)$/.test(line)
}

function cells(line: string): string[] {
  const bare = line.replace(/\r$/, '')
  return bare.includes('\t') ? bare.split('\t') : bare.trim().split(/ +/)
}

interface OpenDocument {
  id: string
  annotator: string
  readonly tokens: Range[]
  readonly tags: string[]
  readonly lines: number[]
  text: string
  /** A sentence ended, so the next token begins a line. */
  broken: boolean
}

function readColumns(
  format: 'iob2' | 'iobes' | 'conll-2003',
  files: readonly SourceFile[],
  check: Checker,
  lenient: boolean,
): DatasetEntry[] {
  return files.flatMap((file) => {
    const documents = documentsOf(file, check)
    const several = documents.length > 1
    return documents.map((document, i) => {
      const id = document.id || (several ? `${stemOf(file.name)}#${i + 1}` : stemOf(file.name))
      const at = (rank: number) => check.at(file.name, document.lines[rank] ?? null)
      const spans = runsOf(document.tags, check, at, lenient).flatMap(({ from, to, label }, n) => {
        const [first, last] = [document.tokens[from], document.tokens[to - 1]]
        return first && last ? [importedSpan(format, `s${n + 1}`, [[first[0], last[1]]], label)] : []
      })
      return importedEntry(id, document.text, spans, {
        annotator: document.annotator || ANONYMOUS,
        tokens: document.tokens,
      })
    })
  })
}

/** The text is made anew: a space between tokens, a line feed between sentences. */
function documentsOf(file: SourceFile, check: Checker): OpenDocument[] {
  const documents: OpenDocument[] = []
  let width = 0
  const open = (id: string) =>
    documents.push({ id, annotator: '', tokens: [], tags: [], lines: [], text: '', broken: false })
  file.text.split('\n').forEach((line, i) => {
    check.at(file.name, i + 1)
    const last = documents.at(-1)
    if (line.trim() === '') {
      if (last) last.broken = last.text !== ''
      return
    }
    if (isComment(line)) return readComment(line, last, open)
    const row = cells(line)
    if (row[0] === '-DOCSTART-') return void open('')
    width ||= row.length
    if (row.length < 2 || row.length !== width || !row[0])
      return check.fault('bad-line', '', {
        detail: say('columns', { n: row.length }),
        expected: say('conll-columns', { n: Math.max(2, width) }),
      })
    if (!last) open('')
    addToken(documents.at(-1), row[0], row.at(-1) ?? 'O', i + 1)
  })
  return documents
}

function readComment(line: string, last: OpenDocument | undefined, open: (id: string) => void): void {
  const [, key, value] = /^#\s*([\w:]+(?: id)?)\s*=\s*(.*?)\s*$/.exec(line) ?? []
  if (key === 'newdoc id') open(value ?? '')
  else if (key === 'annotator' && last) last.annotator = value ?? ''
}

function addToken(document: OpenDocument | undefined, token: string, tag: string, line: number): void {
  if (!document) return
  const joint = document.text === '' ? '' : document.broken ? '\n' : ' '
  const start = document.text.length + joint.length
  document.text += `${joint}${token}`
  document.broken = false
  document.tokens.push([start, start + token.length])
  document.tags.push(tag)
  document.lines.push(line)
}
