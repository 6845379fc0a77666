import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Format, SourceFile } from './format.ts'
import { ANONYMOUS, importedEntry, importedSpan, stemOf } from './reading.ts'
import { runsOf, tagsOf } from './tagging.ts'
import { sentences, TOKENISER, tokensOf } from './tokens.ts'
import { say } from './phrase.ts'

/**
 * CoNLL-U with the IOB2 tag as `NER=` in MISC. `SpaceAfter=No`, and UDPipe's `SpacesAfter` and `SpacesBefore` for other
 * gaps, bring the text back exactly. There is no syntax in it: the other columns are `_`.
 */
export const conllu: Format = {
  id: 'conllu',
  name: 'CoNLL-U, tags in MISC',
  extensions: ['.conllu'],
  layout: 'file',
  carries: {
    ...{ unit: 'token', text: 'exact', characters: 'unicode', borders: 'token', overlaps: false, pieces: false },
    ...{ names: 'word', attributes: false, relations: false, relationAttributes: false, notes: false, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const start = (files[0]?.text ?? '').slice(0, 100_000)
    return /^1(-\d+)?(\t[^\t\n]*){9}\r?$/m.test(start) && !start.startsWith('TOKEN\t')
  },
  alone: (data) => data,
  read: (files, check) => files.flatMap((file) => readFile(file, check)),
  write: ({ name }) => {
    let first = true
    return {
      add(entry) {
        const head = first ? `# tokeniser = ${TOKENISER.name}\n` : ''
        first = false
        return [{ file: `${name}.conllu`, data: `${head}${documentText(entry)}` }]
      },
      end: () => [],
    }
  },
}

function documentText(entry: DatasetEntry): string {
  const tokens = tokensOf(entry)
  const tags = tagsOf(entry.spans, tokens, 'iob2')
  const about = `# newdoc id = ${oneLine(entry.id)}\n# annotator = ${oneLine(entry.annotator)}\n`
  if (tokens.length === 0) return `${about}# text_without_tokens = ${escape(entry.text)}\n\n`
  const ranks = sentences(
    entry,
    tokens,
    entry.spans.flatMap((span) => span.ranges),
  )
  const sentence = ([from, to]: readonly [number, number], n: number) => {
    const [start, end] = [tokens[from]?.[0] ?? 0, tokens[to - 1]?.[1] ?? 0]
    const rows = Array.from({ length: to - from }, (_, i) =>
      rowOf(entry.text, tokens, from + i, i + 1, tags[from + i] ?? 'O'),
    )
    return `# sent_id = ${n + 1}\n# text = ${oneLine(entry.text.slice(start, end))}\n${rows.join('')}\n`
  }
  return `${about}${ranks.map(sentence).join('')}`
}

function rowOf(text: string, tokens: readonly Range[], rank: number, id: number, tag: string): string {
  const [start, end] = tokens[rank] ?? [0, 0]
  const gap = text.slice(end, tokens[rank + 1]?.[0] ?? text.length)
  const misc = [
    ...(tag === 'O' ? [] : [`NER=${tag}`]),
    ...(rank === 0 && start > 0 ? [`SpacesBefore=${escape(text.slice(0, start))}`] : []),
    ...(gap === '' ? ['SpaceAfter=No'] : gap === ' ' ? [] : [`SpacesAfter=${escape(gap)}`]),
  ]
  return `${[id, text.slice(start, end), ...Array<string>(7).fill('_'), misc.join('|') || '_'].join('\t')}\n`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

const ESCAPES: Readonly<Record<string, string>> = {
  ' ': '\\s',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '|': '\\p',
  '\\': '\\\\',
}
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([character, escaped]) => [escaped, character]))

function escape(gap: string): string {
  return gap.replace(/[ \t\n\r|\\]/g, (character) => ESCAPES[character] ?? character)
}

function unescape(gap: string): string {
  return gap.replace(/\\[stnrp\\]/g, (escaped) => UNESCAPES.get(escaped) ?? escaped)
}

interface OpenDocument {
  readonly id: string
  annotator: string
  text: string
  readonly tokens: Range[]
  readonly tags: string[]
  readonly lines: number[]
}

function readFile(file: SourceFile, check: Checker): DatasetEntry[] {
  const documents: OpenDocument[] = []
  const open = (id: string): OpenDocument => {
    const document = { id, annotator: '', text: '', tokens: [], tags: [], lines: [] }
    documents.push(document)
    return document
  }
  file.text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/\r$/, '')
    check.at(file.name, i + 1)
    if (line.trim() === '') return
    if (line.startsWith('#')) readComment(line, documents.at(-1), open)
    else readRow(line.split('\t'), i + 1, documents.at(-1) ?? open(''), check)
  })
  return documents.map((document, i) => {
    const id = document.id || (documents.length > 1 ? `${stemOf(file.name)}#${i + 1}` : stemOf(file.name))
    return entryOf(document, id, file, check)
  })
}

function readComment(line: string, last: OpenDocument | undefined, open: (id: string) => OpenDocument): void {
  const [, key, value = ''] = /^#\s*(newdoc id|newdoc|annotator|text_without_tokens)\s*(?:=\s?(.*))?$/.exec(line) ?? []
  if (key?.startsWith('newdoc')) open(value.trim())
  else if (key === 'annotator' && last) last.annotator = value.trim()
  else if (key === 'text_without_tokens' && last) last.text = unescape(value)
}

function readRow(row: readonly string[], line: number, document: OpenDocument, check: Checker): void {
  const [id = '', form = ''] = row
  if (row.length !== 10 || !/^\d+([-.]\d+)?$/.test(id) || form === '')
    return check.fault('bad-line', '', {
      detail: say('columns', { n: row.length }),
      expected: say('conllu-columns'),
    })
  if (id.includes('-')) return check.note('skipped', 'ID', { what: say('multi-word', { id }) })
  if (id.includes('.')) return check.note('skipped', 'ID', { what: say('empty-node', { id }) })
  const misc = new Map((row[9] ?? '').split('|').map((pair) => splitAt(pair, '=')))
  document.text += unescape(misc.get('SpacesBefore') ?? '')
  document.tokens.push([document.text.length, document.text.length + form.length])
  document.text += form
  document.text += misc.get('SpaceAfter') === 'No' ? '' : unescape(misc.get('SpacesAfter') ?? '\\s')
  document.tags.push(misc.get('NER') ?? misc.get('ner') ?? misc.get('NE') ?? misc.get('name') ?? 'O')
  document.lines.push(line)
}

function splitAt(pair: string, separator: string): readonly [string, string] {
  const at = pair.indexOf(separator)
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
}

function entryOf(document: OpenDocument, id: string, file: SourceFile, check: Checker): DatasetEntry {
  const at = (rank: number) => check.at(file.name, document.lines[rank] ?? null)
  const spans = runsOf(document.tags, check, at).flatMap(({ from, to, label }, n) => {
    const [first, last] = [document.tokens[from], document.tokens[to - 1]]
    return first && last ? [importedSpan('conllu', `s${n + 1}`, [[first[0], last[1]]], label)] : []
  })
  return importedEntry(id, document.text, spans, {
    annotator: document.annotator || ANONYMOUS,
    tokens: document.tokens,
  })
}
