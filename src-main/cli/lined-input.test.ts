import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { postil } from './testing/postil.ts'

const folder = mkdtempSync(join(tmpdir(), 'postil-lined-'))
afterAll(() => rmSync(folder, { recursive: true }))

function plant(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const line = (id: string, text: string) =>
  JSON.stringify({ text, label: [[0, 2, 'PER']], meta: { id, annotator: 'awa' } })

async function converted(path: string) {
  const { status, out, err } = await postil(['convert', path, '--to', 'postil', '--out', '-'])
  const entries = out
    .split('\n')
    .filter(Boolean)
    .map((each) => JSON.parse(each) as { id: string; text: string })
  return { status, err, entries }
}

describe('files of a record a line', () => {
  it('come out in the order of their ids wherever their lines stand, with BOM, CRLF, blank lines and long texts', async () => {
    const texts = [
      ['c', 'Éloi 😀'],
      ['a', 'Awa\u2028'],
      ['é', 'Zoé'.padEnd(3_000_000, ' à')],
      ['b', 'Bø'],
    ] as const
    const file = plant('mixed.jsonl', `\ufeff${texts.map(([id, text]) => line(id, text)).join('\r\n\r\n')}`)
    const { status, entries } = await converted(file)
    expect(status).toBe(0)
    const wanted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(entries.map(({ id, text }) => [id, text])).toEqual(wanted)
  })

  it('are refused with their line, whether the fault is seen in the line or between two', async () => {
    const twice = plant('twice.jsonl', [line('b', 'Awa'), line('a', 'Bo'), line('b', 'Cé')].join('\n'))
    expect(await converted(twice)).toMatchObject({ status: 1, entries: [] })
    expect((await converted(twice)).err).toContain('b · awa')
    const broken = plant('broken.jsonl', [line('b', 'Awa'), '{"text":"Bo","label":[[0,9,"PER"]]}'].join('\n'))
    expect((await converted(broken)).err).toMatch(/broken\.jsonl.*:2/)
    expect(await converted(plant('blank.jsonl', `${line('a', 'Awa')}\n`.repeat(0)))).toMatchObject({ status: 1 })
  })

  it('tell once what was passed over, however often they are read', async () => {
    const accepted = { text: 'Awa', tokens: [{ text: 'Awa', start: 0, end: 3, id: 0 }], spans: [], answer: 'accept' }
    const lines = [accepted, { ...accepted, text: 'Bo', tokens: [], answer: 'reject' }]
    const file = plant('notes.jsonl', lines.map((each) => JSON.stringify({ ...each, _view_id: 'ner' })).join('\n'))
    const { out } = await postil(['convert', file, '--to', 'doccano', '--out', join(folder, 'out.jsonl'), '--json'])
    expect(JSON.parse(out)).toMatchObject({ from: 'prodigy', lines: 1, notes: [{ line: 2 }] })
  })
})
