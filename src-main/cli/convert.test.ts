import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { FORMATS, isReadable } from '../../src-core/formats/registry.ts'
import { entry, SCHEMA, span, TROUBLES } from '../../src-core/formats/testing/samples.ts'
import { postil } from './testing/postil.ts'

const folder = mkdtempSync(join(tmpdir(), 'postil-convert-'))
afterAll(() => rmSync(folder, { recursive: true }))
const place = (name: string) => join(folder, name)

const samples = Object.values(TROUBLES).sort((a, b) =>
  a.id < b.id || (a.id === b.id && a.annotator < b.annotator) ? -1 : 1,
)
const lines = samples.map((sample) => `${entryToLine(sample, SCHEMA, 'codepoint')}\n`)
const data = place('data.jsonl')
writeFileSync(data, lines.join(''))

describe('postil convert', () => {
  for (const { id, layout, extensions } of FORMATS.filter(({ write }) => write))
    it(`writes ${id}, proved, and tells what was lost`, async () => {
      const out = place(layout === 'folder' ? id : `${id}${extensions[0] ?? ''}`)
      const { status, out: report, err } = await postil(['convert', data, '--to', id, '--out', out, '--json'])
      expect([status, err]).toEqual([0, ''])
      const told = JSON.parse(report) as { to: string; losses: { counts: Record<string, number> } }
      const losses = Object.values(told.losses.counts).reduce((a, b) => a + b)
      const account = layout === 'folder' ? join(out, 'losses.json') : place(`${id}.losses.json`)
      expect([told.to, existsSync(out), existsSync(account)]).toEqual([id, true, losses > 0])
    })

  for (const { id, layout, extensions } of FORMATS.filter((format) => format.write && isReadable(format)))
    it(`reads ${id} without being told, back to Postil JSONL that is valid`, async () => {
      const from = place(layout === 'folder' ? id : `${id}${extensions[0] ?? ''}`)
      const out = place(`from-${id}.jsonl`)
      expect(await postil(['convert', from, '--to', 'postil', '--out', out])).toMatchObject({ status: 0 })
      expect(await postil(['validate', out])).toMatchObject({ status: 0, err: '' })
    })

  it('gives the same bytes twice, and Postil JSONL as it was', async () => {
    const [first, second] = [place('same-1.jsonl'), place('same-2.jsonl')]
    for (const out of [first, second]) await postil(['convert', data, '--to', 'postil', '--out', out])
    expect(readFileSync(first, 'utf8')).toBe(readFileSync(second, 'utf8'))
    const plain = `${entryToLine(TROUBLES['emoji'] ?? entry('', '', []), { ...SCHEMA, labels: [] }, 'codepoint')}\n`
    expect((await postil(['convert', '-', '--to', 'postil', '--out', '-'], plain)).out).toBe(plain)
  })

  it('counts offsets in the unit that was asked for', async () => {
    const text = '😀 Awa'
    const line = `${entryToLine(entry('a', text, [span('s', 'PER', [[3, 6]])]), SCHEMA, 'codepoint')}\n`
    for (const [unit, start] of [
      ['codepoint', 2],
      ['utf16', 3],
      ['byte', 5],
    ] as const) {
      const { out } = await postil(['convert', '-', '--to', 'postil', '--out', '-', '--offsets', unit], line)
      expect(JSON.parse(out)).toMatchObject({ offset_unit: unit, spans: [{ start }] })
    }
  })

  it('applies the policy for overlaps, and with fail writes nothing', async () => {
    const out = place('failed.iob2')
    const { status, err } = await postil(['convert', data, '--to', 'iob2', '--out', out, '--overlaps', 'fail'])
    expect([status, err, existsSync(out)]).toEqual([1, expect.stringContaining('choose --overlaps'), false])
    const tags = async (policy: string) => {
      const line = `${entryToLine(TROUBLES['nested, crossing, same'] ?? entry('', '', []), SCHEMA, 'codepoint')}\n`
      const { out: columns } = await postil(['convert', '-', '--to', 'iob2', '--out', '-', '--overlaps', policy], line)
      return columns.split('\n').filter((row) => /\tB-/.test(row)).length
    }
    expect([await tags('longest'), await tags('first'), await tags('split')]).toEqual([1, 1, 7])
  })

  it('says how many spans were written where that is not how many were read', async () => {
    const line = `${entryToLine(TROUBLES['nested, crossing, same'] ?? entry('', '', []), SCHEMA, 'codepoint')}\n`
    const told = async (to: string, ...more: string[]) =>
      (await postil(['convert', '-', '--to', to, '--out', place(`count-${to}${more.length}`), ...more], line)).out
    expect(await told('iob2')).toContain('→ iob2: 1 document, 1 line, 6 spans, 1 written, each proved\n')
    expect(await told('doccano')).toContain('→ doccano: 1 document, 1 line, 6 spans, each proved\n')
    expect(JSON.parse(await told('iob2', '--json'))).toMatchObject({ spans: 6, written: 1 })
  })

  it('leaves nothing behind after a fault, and writes over nothing', async () => {
    const bad = place('bad.jsonl')
    writeFileSync(bad, `${lines[0] ?? ''}{"format":"postil/1"}\n`)
    const before = readdirSync(folder)
    expect(await postil(['convert', bad, '--to', 'brat', '--out', place('bad-brat')])).toMatchObject({
      status: 1,
      err: expect.stringContaining(`${bad}:2: id: it is missing`) as string,
    })
    expect(readdirSync(folder)).toEqual(before)
    expect(await postil(['convert', data, '--to', 'csv', '--out', data])).toMatchObject({ status: 2 })
    expect(readFileSync(data, 'utf8')).toBe(lines.join(''))
  })

  const calls: readonly [string, string[]][] = [
    ['an unknown format', ['--to', 'word', '--out', 'x']],
    ['an unknown policy', ['--to', 'csv', '--out', 'x', '--overlaps', 'some']],
    ['an unknown unit', ['--to', 'csv', '--out', 'x', '--offsets', 'letters']],
    ['a unit that the format cannot state', ['--to', 'brat', '--out', 'x', '--offsets', 'byte']],
    ['a folder on standard output', ['--to', 'brat', '--out', '-']],
    ['no destination', ['--to', 'csv']],
  ]
  for (const [description, words] of calls)
    it(`refuses ${description}`, async () => {
      expect(await postil(['convert', data, ...words])).toMatchObject({ status: 2, out: '' })
    })

  it('names the candidates when it is in doubt', async () => {
    const doubtful = '{"text":"x","answer":"accept","spans":[],"tokens":[],"ents":[]}\n'
    expect(await postil(['convert', '-', '--to', 'csv', '--out', '-'], doubtful)).toMatchObject({
      status: 1,
      err: expect.stringContaining('several formats fit: prodigy, spacy-doc') as string,
    })
  })
})

describe('postil split', () => {
  const texts = Array.from(
    { length: 40 },
    (_, i) => `Article ${i}. Awa est à Gao ${'abcdefghij'[i % 10] ?? ''} ${i * i} ${'mot'.repeat(i)} fin.`,
  )
  const many = texts.map((text, i) =>
    entryToLine(
      entry(`d${String(i).padStart(2, '0')}`, text, [span('s', i % 4 ? 'LOC' : 'PER', [[0, 7]])]),
      SCHEMA,
      'codepoint',
    ),
  )
  const twin = entryToLine(entry('e', texts[39] ?? '', [span('s', 'LOC', [[0, 7]])]), SCHEMA, 'codepoint')
  const source = place('many.jsonl')
  writeFileSync(source, `${[...many, twin].join('\n')}\n`)
  const idsIn = (file: string) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { id: string }).id)

  it('moves whole documents, in the ratio, the same with the same seed', async () => {
    const outs = [place('split-1'), place('split-2'), place('split-3')]
    for (const [i, out] of outs.entries())
      await postil(['split', source, '--out', out, '--seed', i < 2 ? '5' : '6', '--group-by', 'none'])
    const parts = outs.map((out) => ['train', 'dev', 'test'].map((name) => idsIn(join(out, `${name}.jsonl`))))
    expect(parts[0]).toEqual(parts[1])
    expect(parts[2]).not.toEqual(parts[1])
    expect(parts[0]?.flat().sort()).toEqual([...many.keys()].map((i) => `d${String(i).padStart(2, '0')}`).concat('e'))
    expect(parts[0]?.map((ids) => ids.length)).toEqual([33, 4, 4])
    expect(readdirSync(outs[0] ?? '').sort()).toEqual([
      'README.md',
      'SHA256SUMS',
      'dev.jsonl',
      'labels.svg',
      'schema.json',
      'test.jsonl',
      'train.jsonl',
    ])
  })

  it('keeps near-duplicates on one side and says so', async () => {
    const out = place('split-family')
    const { out: report } = await postil(['split', source, '--out', out, '--ratio', '50,50', '--json'])
    expect(JSON.parse(report)).toMatchObject({ group_by: 'family' })
    const sides = ['train', 'test'].map((name) => idsIn(join(out, `${name}.jsonl`)))
    expect(sides.some((ids) => ids.includes('e') && ids.includes('d39'))).toBe(true)
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('1 family of near-duplicates was kept together')
    expect(await postil(['validate', out])).toMatchObject({ status: 0 })
  })

  it('refuses a ratio, a seed and a grouping that are none', async () => {
    for (const words of [
      ['--ratio', '80'],
      ['--ratio', '80,0,20'],
      ['--seed', 'x'],
      ['--group-by', 'colour'],
    ])
      expect(await postil(['split', source, '--out', place('none'), ...words])).toMatchObject({ status: 2 })
    expect(existsSync(place('none'))).toBe(false)
  })
})

describe('postil agree', () => {
  it('compares the annotators of two files in the keys of the contract', async () => {
    const line = (annotator: string, end: number) =>
      `${entryToLine(entry('a', 'Awa Koné vit à Ségou.', [span('s', 'PER', [[0, end]]), span('t', 'LOC', [[15, 20]])], { annotator }), SCHEMA, 'codepoint')}\n`
    writeFileSync(place('amina.jsonl'), line('amina', 8))
    writeFileSync(place('karim.jsonl'), line('karim', 3))
    const call = ['agree', place('amina.jsonl'), place('karim.jsonl'), '--measure', 'f1-strict,f1-partial']
    const { status, out } = await postil([...call, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      ...{ annotators: ['amina', 'karim'], documents: 1 },
      measures: {
        'f1-strict': { value: 0.5, undefined: null },
        'f1-partial': { value: 0.75, pairs: [{ a: 'amina', b: 'karim' }] },
      },
    })
    expect((await postil(call)).out).toMatch(/^f1-strict +0\.5000/m)
  })

  it('refuses an unknown measure', async () => {
    expect(await postil(['agree', data, '--measure', 'luck'])).toMatchObject({ status: 2 })
  })
})
