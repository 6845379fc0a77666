import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import { layersOf } from './fit-overlaps.ts'
import type { Format, SourceFile } from './format.ts'
import { ANONYMOUS, importedEntry, importedSpan, onlyRange, stemOf } from './reading.ts'
import { runsOf, tagsOf } from './tagging.ts'
import { sentences, TOKENISER, tokenRanks, tokensOf } from './tokens.ts'
import { say } from './phrase.ts'

const COLUMNS =
  'TOKEN NE-COARSE-LIT NE-COARSE-METO NE-FINE-LIT NE-FINE-METO NE-FINE-COMP NE-NESTED NEL-LIT NEL-METO MISC'.split(' ')

/**
 * HIPE-2022 TSV: labels in the coarse and fine literal columns, one nested level, links of the outer one in NEL-LIT,
 * which is about NE-COARSE-LIT alone. Read besides them
 * are `Partial-a:b`, by which a mention covers a part of a token, and metonymic labels, which are noted and left out.
 */
export const hipe: Format = {
  id: 'hipe',
  name: 'HIPE-2022 TSV',
  extensions: ['.tsv'],
  layout: 'file',
  carries: {
    ...{ unit: 'token', text: 'tokens', characters: 'unicode', borders: 'token', overlaps: false, levels: 2 },
    ...{ pieces: false, names: 'word', attributes: false, relations: false, relationAttributes: false, notes: false },
    ...{ entities: 'outer', provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise: (files) => (files[0]?.text ?? '').startsWith('TOKEN\tNE-COARSE-LIT'),
  alone: (data) => data,
  read: (files, check) => files.flatMap((file) => readFile(file, check)),
  write: ({ name }) => {
    let first = true
    return {
      add(entry) {
        const head = first ? `${COLUMNS.join('\t')}\n# postil:tokeniser = ${TOKENISER.name}\n` : '\n'
        first = false
        return [{ file: `${name}.tsv`, data: `${head}${documentText(entry)}` }]
      },
      end: () => [],
    }
  },
}

function documentText(entry: DatasetEntry): string {
  const tokens = tokensOf(entry)
  const [outer = [], inner = []] = layersOf(entry.spans, 2)
  const [tags, nested] = [tagsOf(outer, tokens, 'iob2'), tagsOf(inner, tokens, 'iob2')]
  const links = linksOf(outer, tokens)
  const ends = new Set(
    sentences(
      entry,
      tokens,
      entry.spans.flatMap((span) => span.ranges),
    ).map(([, to]) => to - 1),
  )
  const row = ([start, end]: Range, rank: number) => {
    const tag = tags[rank] ?? 'O'
    const misc = flagsOf(entry.text, end, tokens[rank + 1]?.[0] ?? entry.text.length, ends.has(rank))
    const inside = nested[rank] ?? 'O'
    const link = links.get(rank) ?? '_'
    return `${[entry.text.slice(start, end), tag, 'O', tag, 'O', 'O', inside, link, '_', misc].join('\t')}\n`
  }
  const about = [`document_id = ${entry.id}`, ...(entry.lang ? [`language = ${entry.lang}`] : [])]
  const head = about.map((line) => `# hipe2022:${line.replace(/[\r\n]+/g, ' ')}\n`).join('')
  return `${head}# postil:annotator = ${entry.annotator.replace(/[\r\n]+/g, ' ')}\n${tokens.map(row).join('')}`
}

/** The link of each token. */
function linksOf(spans: readonly DatasetSpan[], tokens: readonly Range[]): Map<number, string> {
  const links = new Map<number, string>()
  for (const span of spans) {
    const [from, to] = tokenRanks(tokens, onlyRange(span))
    for (let rank = from; rank < to && span.entity !== null; rank++) links.set(rank, span.entity)
  }
  return links
}

function flagsOf(text: string, end: number, next: number, sentenceEnds: boolean): string {
  const gap = text.slice(end, next)
  const flags = [
    ...(gap === '' ? ['NoSpaceAfter'] : []),
    ...(/[\n\r]/.test(gap) ? ['EndOfLine'] : []),
    ...(sentenceEnds ? ['EndOfSentence'] : []),
  ]
  return flags.join('|') || '_'
}

interface OpenDocument {
  id: string
  lang: string | null
  annotator: string
  text: string
  /** What joins the next token. */
  joint: string
  readonly tokens: Range[]
  readonly rows: (readonly string[])[]
  readonly lines: number[]
}

function readFile(file: SourceFile, check: Checker): DatasetEntry[] {
  const documents: OpenDocument[] = []
  let columns: readonly string[] = COLUMNS
  const open = (id: string): OpenDocument => {
    const fresh = { id, lang: null, annotator: '', text: '', joint: '', tokens: [], rows: [], lines: [] }
    documents.push(fresh)
    return fresh
  }
  file.text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/\r$/, '')
    check.at(file.name, i + 1)
    if (line.trim() === '') return
    if (line.startsWith('TOKEN\t')) columns = line.split('\t')
    else if (line.startsWith('# ')) readComment(line, documents.at(-1), open)
    else readRow(line.split('\t'), columns, i + 1, documents.at(-1) ?? open(''), check)
  })
  return documents.map((document, i) => {
    const id = document.id || (documents.length > 1 ? `${stemOf(file.name)}#${i + 1}` : stemOf(file.name))
    return entryOf(document, id, columns, file, check)
  })
}

function readComment(line: string, last: OpenDocument | undefined, open: (id: string) => OpenDocument): void {
  const [, key, value = ''] = /^# ([\w-]+:\w+) = (.*)$/.exec(line) ?? []
  if (key?.endsWith(':document_id')) open(value)
  else if (key?.endsWith(':language') && last) last.lang = value
  else if (key === 'postil:annotator' && last) last.annotator = value
}

function readRow(
  row: readonly string[],
  columns: readonly string[],
  line: number,
  document: OpenDocument,
  check: Checker,
): void {
  const [token = ''] = row
  if (row.length !== columns.length || token === '')
    return check.fault('bad-line', '', {
      detail: say('columns', { n: row.length }),
      expected: say('tabbed-columns', { n: columns.length }),
    })
  const flags = (row[columns.indexOf('MISC')] ?? '').split('|')
  document.text += document.joint
  document.tokens.push([document.text.length, document.text.length + token.length])
  document.text += token
  document.joint = flags.includes('EndOfLine') ? '\n' : flags.includes('NoSpaceAfter') ? '' : ' '
  document.rows.push(row)
  document.lines.push(line)
}

function entryOf(
  document: OpenDocument,
  id: string,
  columns: readonly string[],
  file: SourceFile,
  check: Checker,
): DatasetEntry {
  const column = (name: string) => document.rows.map((row) => row[columns.indexOf(name)] ?? '_')
  const at = (rank: number) => check.at(file.name, document.lines[rank] ?? null)
  const [links, misc] = [column('NEL-LIT'), column('MISC')]
  const outer = runsOf(column('NE-COARSE-LIT'), check, at)
  const runs = [...outer, ...runsOf(column('NE-NESTED'), check, at)]
  if (column('NE-COARSE-METO').some((tag) => tag !== 'O' && tag !== '_'))
    check.note('skipped', 'NE-COARSE-METO', { what: say('metonymic-label') })
  const spans = runs.map(({ from, to, label }, n) => {
    const link = (n < outer.length && links[from]) || '_'
    const entity = link === '_' || link === 'NIL' ? null : link
    return importedSpan('hipe', `s${n + 1}`, placeOf(document, misc, from, to), label, { entity })
  })
  const { annotator, lang, tokens, text } = document
  return importedEntry(id, text, spans, { annotator: annotator || ANONYMOUS, lang, tokens })
}

/** The run's characters; `Partial-a:b` on its first or last token moves that end. */
function placeOf(document: OpenDocument, misc: readonly string[], from: number, to: number): readonly Range[] {
  const [first, last] = [document.tokens[from] ?? [0, 0], document.tokens[to - 1] ?? [0, 0]]
  const [before, after] = [partialOf(misc[from]), partialOf(misc[to - 1])]
  const start = first[0] + (before?.[0] ?? 0)
  const end = after ? Math.min(last[0] + after[1], last[1]) : last[1]
  return [start < end ? [start, end] : [first[0], last[1]]]
}

function partialOf(misc: string | undefined): readonly [number, number] | null {
  const [, start, end] = /(?:^|\|)Partial-(\d{1,6}):(\d{1,6})(?:\||$)/.exec(misc ?? '') ?? []
  return start === undefined || end === undefined ? null : [Number(start), Number(end)]
}
