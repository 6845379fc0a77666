import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tableFromIPC } from 'apache-arrow'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { readParquet } from 'parquet-wasm/node'
import Papa from 'papaparse'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { DEFAULT_MATCHING, type Label, type LabelSchema } from '../annotation/schema.ts'
import { Checker } from './check.ts'
import { fit } from './fit.ts'
import type { Separator } from './format.ts'
import { readPostilLine } from './postil-read.ts'
import { formatById, FORMATS, isReadable } from './registry.ts'

/*
 * What formats that are only written must give, written by hand from RFC 4180, the TEI guidelines, the data of AVeriTeC,
 * schema.org and the columns that the documentation promises; and what readers find in it that share no code with ours.
 */

const root = fileURLToPath(new URL('./fixtures', import.meta.url))

const LABEL: Omit<Label, 'id' | 'name' | 'definition' | 'attributes'> = {
  ...{
    color: '#336699',
    badge: 'X',
    key: 'x',
    examples: [],
    overlap: true,
    matching: DEFAULT_MATCHING,
    retired: false,
  },
}
const attribute = (name: string) => ({ id: `a-${name}`, name, kind: 'text', required: false }) as const
const SCHEMA: LabelSchema = {
  ...{ id: 'press', name: 'Press', version: 1 },
  labels: [
    { ...LABEL, id: 'l1', name: 'Person', definition: 'Somebody & nobody.', attributes: [attribute('role')] },
    { ...LABEL, id: 'l2', name: 'Claim', definition: '', attributes: ['kind', 'verdict'].map(attribute) },
  ],
  relations: [],
}

const textIn = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

/** The files that the format writes of a case's given lines. */
function writtenOf(id: string, name: string, separator: Separator = ','): ReadonlyMap<string, string | Uint8Array> {
  const format = formatById(id)
  const given = readPostilLine(textIn(id, name, 'given.jsonl').trimEnd(), new Checker())
  if (!format?.write || !given) throw new Error(`${id} ${name}`)
  const { entry, refused } = fit(given, format, 'longest')
  expect(refused).toBe(0)
  const options = {
    schema: SCHEMA,
    unit: 'codepoint',
    name: 'data',
    annotators: ['amina'],
    software: 'Postil 0',
  } as const
  const writer = format.write({ ...options, separator })
  const files = new Map<string, string | Uint8Array>()
  for (const { file, data } of [...writer.add(entry), ...writer.end()])
    files.set(file, typeof data === 'string' ? `${String(files.get(file) ?? '')}${data}` : data)
  return files
}

const given = (id: string, name: string) => {
  const line = JSON.parse(textIn(id, name, 'given.jsonl')) as {
    text: string
    spans: { start: number; end: number; ranges?: [number, number][]; label: string }[]
  }
  const pieces = line.spans.flatMap(({ start, end, ranges, label }) =>
    (ranges ?? [[start, end] as const]).map(([from, to]) => [label, Array.from(line.text).slice(from, to).join('')]),
  )
  return { ...line, pieces }
}

describe('what is only written is what its specification shows', () => {
  it.each([
    ['csv', 'comma', 'data.csv', ','],
    ['csv', 'semicolon', 'data.csv', ';'],
    ['tei', 'standoff', 'data.xml', ','],
  ] as const)('to the byte: %s %s', (id, name, file, separator) => {
    expect(writtenOf(id, name, separator).get(file)).toBe(textIn(id, name, file))
  })

  it.each([
    ['averitec', 'claim', 'data.json'],
    ['claimreview', 'graph', 'data.jsonld'],
  ])('as JSON, its keys in their order: %s %s', (id, name, file) => {
    const found: unknown = JSON.parse(String(writtenOf(id, name).get(file)))
    expect(JSON.stringify(found, null, 1)).toBe(textIn(id, name, file).trimEnd())
  })

  it.each(['data.parquet', 'data.texts.parquet'])('as a table of typed columns: %s', async (name) => {
    const bytes = writtenOf('parquet', 'tables').get(name)
    if (!(bytes instanceof Uint8Array)) throw new Error('no bytes')
    expect([bytes.slice(0, 4), bytes.slice(-4)].map((four) => new TextDecoder().decode(four))).toEqual(['PAR1', 'PAR1'])
    const file = bytes.slice().buffer
    const metadata = parquetMetadata(file)
    expect(metadata.key_value_metadata).toEqual([{ key: 'offset_unit', value: 'codepoint' }])
    const rows = await parquetReadObjects({ file })
    expect(JSON.stringify(rows, null, 1)).toBe(textIn('parquet', 'tables', `${name}.json`).trimEnd())
  })

  it.each(['data.parquet', 'data.texts.parquet'])('as Apache Arrow reads it, another implementation: %s', (name) => {
    const bytes = writtenOf('parquet', 'tables').get(name)
    if (!(bytes instanceof Uint8Array)) throw new Error('no bytes')
    const table = tableFromIPC(readParquet(bytes).intoIPCStream())
    expect(JSON.stringify(table.toArray(), null, 1)).toBe(textIn('parquet', 'tables', `${name}.json`).trimEnd())
    const types = new Set(table.schema.fields.map(({ name: column, type }) => `${column} ${String(type)}`))
    expect([...types].every((type) => /Utf8|Int32/.test(type))).toBe(true)
    expect(table.schema.metadata.get('offset_unit')).toBe('codepoint')
  })

  it('there is a case for each of them', () => {
    const only = FORMATS.filter((format) => !isReadable(format)).map(({ id }) => id)
    expect(only.filter((id) => readdirSync(join(root, id)).length === 0)).toEqual([])
    expect(only).toEqual(['tei', 'csv', 'parquet', 'averitec', 'claimreview'])
  })
})

describe('readers of their own find every tag', () => {
  it('in TEI: characters counted in the element that the pointer names, after an XML parser', () => {
    const { pieces } = given('tei', 'standoff')
    const parser = new SaxesParser({ xmlns: true })
    const texts = new Map<string, string>()
    const annotations: { readonly label: string; readonly target: string; readonly ana: string }[] = []
    const categories = new Map<string, string>()
    const open: (string | null)[] = []
    parser.on('opentag', ({ local, attributes }) => {
      const value = (name: string) => attributes[name]?.value ?? ''
      open.push(value('xml:id') || null)
      if (local === 'category') categories.set(`#${value('xml:id')}`, value('n'))
      if (local === 'annotation') annotations.push({ label: value('n'), target: value('target'), ana: value('ana') })
    })
    parser.on('text', (text) => {
      for (const id of open) if (id) texts.set(id, `${texts.get(id) ?? ''}${text}`)
    })
    parser.on('closetag', () => void open.pop())
    parser.write(String(writtenOf('tei', 'standoff').get('data.xml'))).close()
    const found = annotations.flatMap(({ target, ana }) =>
      target.split(' ').map((pointer) => {
        const [, id = '', start, length] = /^#string-range\(#(.+),(\d+),(\d+)\)$/.exec(pointer) ?? []
        const characters = Array.from(texts.get(id) ?? '')
        return [categories.get(ana), characters.slice(Number(start), Number(start) + Number(length)).join('')]
      }),
    )
    expect(found).toEqual(pieces)
  })

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
  ] as const)(
    'in CSV with a %s: a splitter of twenty lines after RFC 4180, and Papa Parse alike',
    (name, separator) => {
      const text = String(writtenOf('csv', name, separator).get('data.csv'))
      const [head = [], ...rows] = rowsOf(text.replace('\ufeff', ''), separator)
      const cell = (row: readonly string[], column: string) => row[head.indexOf(column)] ?? ''
      const { text: whole, pieces } = given('csv', name)
      const characters = Array.from(whole)
      expect(rows.map((row) => [cell(row, 'label'), cell(row, 'text')])).toEqual(pieces)
      expect(
        rows.map((row) => characters.slice(Number(cell(row, 'start')), Number(cell(row, 'end'))).join('')),
      ).toEqual(rows.map((row) => cell(row, 'text')))
      const papa = Papa.parse<string[]>(text.replace('\ufeff', ''), { delimiter: separator, skipEmptyLines: true }).data
      expect([head, ...rows]).toEqual(papa)
    },
  )
})

/** Quotes doubled within quotes, separators and line ends within them kept, CRLF between rows. */
function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? ''
    if (quoted && character === '"' && text[i + 1] === '"') cell += text.charAt(i++)
    else if (character === '"') quoted = !quoted
    else if (quoted || (character !== separator && character !== '\r')) cell += character
    else {
      row.push(cell)
      cell = ''
      if (character === separator) continue
      rows.push(row)
      row = []
      i++
    }
  }
  return rows
}
