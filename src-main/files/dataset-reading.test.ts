import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prove } from '../../src-core/formats/compare.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { fit } from '../../src-core/formats/fit.ts'
import { FORMATS, isReadable } from '../../src-core/formats/registry.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import { written } from '../../src-core/formats/testing/files.ts'
import { SCHEMA, TROUBLES } from '../../src-core/formats/testing/samples.ts'
import { compareEntries } from '../cli/entry-order.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { readDataset, type DatasetTask } from './dataset-reading.ts'

async function reading(task: Partial<DatasetTask> & { readonly path: string }) {
  const entries: DatasetEntry[] = []
  const whole = { folder: false, format: null, articles: null, ...task }
  const tell = (json: string): void => void entries.push(...(JSON.parse(json) as DatasetEntry[]))
  const result = await readDataset(whole, { tell, stopped: () => false })
  return { result, entries }
}

const WORK = Object.values(TROUBLES).sort(compareEntries)
const READABLE = FORMATS.filter((format) => format.write && isReadable(format))

describe('the folder of an export is read back, whatever the format, with card, plot and schema beside the data', () => {
  test.each(READABLE.map((format) => [format.id, format] as const))('%s', async (_, format) => {
    const entries = WORK.map((entry) => fit(entry, format, 'longest').entry)
    const folder = tempFolder()
    const prefix = format.layout === 'folder' ? 'data/' : ''
    for (const [name, data] of written(format, entries))
      plant(folder, { [`${prefix}${name}`]: typeof data === 'string' ? data : Buffer.from(data) })
    plant(folder, {
      'README.md': '---\nlicense: other\n---\n# A dataset\n',
      'schema.json': schemaToJson(SCHEMA),
      'labels.svg': '<svg/>',
      'losses.json': '{}',
      SHA256SUMS: '',
    })
    const { result, entries: found } = await reading({ path: folder, folder: true })
    expect(result).toMatchObject({ ok: true, value: { kind: 'read', format: format.id, entries: found.length } })
    expect(result.ok && result.value.kind === 'read' && result.value.schema).toBe(schemaToJson(SCHEMA))
    expect(prove(entries, found, format.carries)).toEqual([])
  })
})

const LINE = {
  ...{ format: 'postil/1', id: 'a.txt', annotator: 'amina', state: 'done', lang: 'fr', encoding: 'utf-8' },
  ...{ offset_unit: 'codepoint', meta: {}, labels: [], relations: [], excluded: [], decisions: [] },
}
const HASH = '8d6d0c1fa18f8b1cbe9bb4a51b3c54eed45da94bf53cd6c4c9d8b7a9ecaae3e4'

describe('what is wrong is said, and nothing of it is used', () => {
  test.each([
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'not-utf8'],
    ['a letter', Buffer.from('Chère amie,\n\nvoici.\n'), 'unknown-format'],
    ['an empty file', Buffer.from(''), 'unknown-format'],
    ['a line cut short', Buffer.from('{"format":"postil/1","id":"a","annotator":"b"'), 'unknown-format'],
    [
      'a doccano line with a span beyond the text',
      Buffer.from('{"text":"Lac","label":[[0,9,"LOC"]]}\n'),
      'out-of-bounds',
    ],
    [
      'an XMI with entities',
      Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><xmi:XMI xmlns:xmi="x"/>'),
      'declared-entity',
      'data.xmi',
    ],
  ])('%s', async (_, bytes, code, name = 'data.jsonl') => {
    const path = join(tempFolder(), name)
    writeFileSync(path, bytes)
    const { result } = await reading({ path })
    expect(result).toMatchObject({ ok: true, value: { kind: 'faults', problems: [{ code }] } })
  })

  test('a file that is gone is no fault of its data', async () => {
    const { result } = await reading({ path: join(tempFolder(), 'nothing.jsonl') })
    expect(result).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('a fault late in a long file takes back what was told before', async () => {
    const path = join(tempFolder(), 'data.jsonl')
    const good = `${JSON.stringify({ text: 'Le lac '.repeat(20_000), label: [[3, 6, 'LOC']] })}\n`
    writeFileSync(path, `${good.repeat(20)}{"text": 7}\n`)
    const { result, entries } = await reading({ path })
    expect(entries.length).toBeGreaterThan(0)
    expect(result).toMatchObject({ ok: true, value: { kind: 'faults', problems: [{ line: 21 }] } })
  })
})

describe('lines of Postil JSONL without their text', () => {
  const spans = [{ id: 's', start: 3, end: 6, label: 'LOC', text: 'lac', attributes: {}, origin: 'manual' }]
  const lineOf = (sha256: string) => JSON.stringify({ ...LINE, text: null, sha256, spans })

  test('get it from the article of their name when it is the same file', async () => {
    const folder = tempFolder()
    plant(folder, { 'articles/a.txt': 'Le lac.', 'data.jsonl': '' })
    const { createHash } = await import('node:crypto')
    writeFileSync(join(folder, 'data.jsonl'), `${lineOf(createHash('sha256').update('Le lac.').digest('hex'))}\n`)
    const { entries } = await reading({ path: join(folder, 'data.jsonl'), articles: join(folder, 'articles') })
    expect(entries).toMatchObject([{ id: 'a.txt', text: 'Le lac.', spans: [{ ranges: [[3, 6]] }] }])
  })

  test('are refused when the file is another one', async () => {
    const folder = tempFolder()
    plant(folder, { 'articles/a.txt': 'Le lac !', 'data.jsonl': `${lineOf(HASH)}\n` })
    const { result } = await reading({ path: join(folder, 'data.jsonl'), articles: join(folder, 'articles') })
    expect(result).toMatchObject({ ok: true, value: { kind: 'faults', problems: [{ code: 'no-text' }] } })
  })
})
