import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import { entry, SCHEMA, span, TROUBLES } from '../../src-core/formats/testing/samples.ts'
import { writeBundle, type BundleContent } from '../../src-core/review/bundle.ts'
import { postil } from './testing/postil.ts'

const folder = mkdtempSync(join(tmpdir(), 'postil-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const samples = Object.values(TROUBLES).sort((a, b) =>
  a.id < b.id || (a.id === b.id && a.annotator < b.annotator) ? -1 : 1,
)
const all = samples.map((sample) => `${entryToLine(sample, SCHEMA, 'codepoint')}\n`).join('')
const data = file('export/data.jsonl', all)
file('export/schema.json', schemaToJson(SCHEMA))

describe('postil', () => {
  it('answers a wrong call with 2 and says which calls there are', async () => {
    for (const argv of [['nothing'], ['validate'], ['stats', 'x', '--colour'], ['validate', join(folder, 'absent')]]) {
      const { status, err } = await postil(argv)
      expect([argv, status]).toEqual([argv, 2])
      expect(err).not.toBe('')
    }
  })

  it('helps with examples and tells its version', async () => {
    expect(await postil(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('Examples:') as string })
    expect(await postil(['--version'])).toMatchObject({ status: 0, out: '9.9.9\n' })
  })

  it('lists the formats', async () => {
    const { out } = await postil(['formats', '--json'])
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ id: 'postil', reads: true, writes: true, cannot: [] }),
    )
    expect((await postil(['formats'])).out).toMatch(/^postil +Postil JSONL .*lossless/s)
  })
})

describe('postil validate', () => {
  it('accepts a sound file, a folder and standard input, with a summary on the last line', async () => {
    const counted = '13 lines, 12 documents, 2 annotators, 35 spans, 1 relation, no faults\n'
    expect(await postil(['validate', data])).toEqual({ status: 0, out: `${data}: ${counted}`, err: '' })
    expect(await postil(['validate', join(folder, 'export')])).toMatchObject({ status: 0 })
    expect(await postil(['validate', '-'], all)).toEqual({ status: 0, out: `standard input: ${counted}`, err: '' })
  })

  it('names file, line, field, fault and remedy', async () => {
    const bad = file('bad.jsonl', `${all.split('\n').slice(0, 2).join('\n')}\n{"format":"postil/1"}\nnonsense\n`)
    const { status, err, out } = await postil(['validate', bad])
    expect(status).toBe(1)
    expect(err.split('\n')).toContain(`${bad}:3: id: it is missing; add it: a string`)
    expect(err).toContain(`${bad}:4: this is not JSON`)
    expect(out).toContain('faults')
  })

  it('says the same to machines', async () => {
    const { status, out, err } = await postil(['validate', '-', '--json'], '{"format":"postil/1"}\n')
    expect([status, err]).toEqual([1, ''])
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([expect.objectContaining({ line: 1, field: 'id', code: 'missing' })]) as unknown[],
    })
  })

  const line = (id: string, more = {}) => entryToLine(entry(id, 'abc', [], more), SCHEMA, 'codepoint')
  const cases: readonly [string, string | Uint8Array, string][] = [
    ['a document twice for one annotator', `${line('a')}\n${line('a')}\n`, ':2: "a · amina" stands here twice'],
    ['lines out of order', `${line('b')}\n${line('a')}\n`, ':2: the line stands behind "b · amina"'],
    ['two texts of one document', `${line('a')}\n${line('a', { annotator: 'b', text: 'abd' })}\n`, ':2: text: '],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff, 0x0a), ':1: the bytes are not UTF-8'],
    ['a byte order mark', `\ufeff${line('a')}\n`, ':1: the file begins with a byte order mark'],
    ['an empty file', '', 'no document is in it'],
    [
      'a relation into a document that is not there',
      `${entryToLine(entry('a', 'abc', [span('s', 'CLAIM', [[0, 1]])], { relations: [{ id: 'r', type: 'said_by', from: 's', to: 'x', toDocument: 'b', attributes: {}, extra: {} }] }), SCHEMA, 'utf16')}\n`,
      ':1: relations[0].to: nothing has the id',
    ],
  ]
  for (const [description, content, expected] of cases)
    it(`refuses ${description}`, async () => {
      const { status, err } = await postil(['validate', '-'], content)
      expect([status, err]).toEqual([1, expect.stringContaining(expected)])
    })

  describe('with --repair', () => {
    const two = [span('s1', 'PERSON', [[0, 3]]), span('s2', 'PERSON', [[4, 8]])]
    const whole = `${entryToLine(entry('a', 'Awa Koné parle.', two), SCHEMA, 'codepoint')}\n`
    const faulty = file(
      'faulty.jsonl',
      whole
        .replace('"start":0,"end":3', '"start":90,"end":93')
        .replace('"id":"s2"', '"id":"s1"')
        .replace('"relations":[]', '"relations":[{"id":"r","type":"t","from":"s1","to":"gone"}]'),
    )

    it('says what it would mend, writes nothing, and answers 1', async () => {
      const before = readFileSync(faulty)
      const names = readdirSync(folder)
      const { status, out } = await postil(['validate', faulty, '--repair'])
      expect(status).toBe(1)
      expect(out.split('\n').slice(0, 3)).toEqual([
        'repair:1: spans[0]: the tag is at 90–93, and its words "Awa" stand once, at 0–3; it goes there',
        'repair:1: spans[1].id: "s1" stands here twice; this one becomes "s1-2"',
        'repair:1: relations[0]: nothing has the id "gone"; the relation is left out',
      ])
      expect(out).toMatch(/; 3 repairs possible, nothing is written without --out\n$/)
      expect(readFileSync(faulty)).toEqual(before)
      expect(readdirSync(folder)).toEqual(names)
    })

    it('writes a sound copy where --out says, and answers 0', async () => {
      const mended = join(folder, 'mended.jsonl')
      const { status, out, err } = await postil(['validate', faulty, '--repair', '--out', mended])
      expect([status, err]).toEqual([0, ''])
      expect(out).toMatch(/mended\.jsonl: 1 line.* no faults; 3 repairs made\n$/)
      expect(await postil(['validate', mended])).toMatchObject({ status: 0 })
      expect(JSON.parse(readFileSync(mended, 'utf8'))).toMatchObject({
        spans: [{ id: 's1', start: 0, end: 3 }, { id: 's1-2' }],
        relations: [],
      })
      expect(await postil(['validate', faulty, '--repair', '--out', mended])).toMatchObject({ status: 2 })
    })

    it('keeps what it cannot mend, says so, and answers 1', async () => {
      const doubtful = file('doubtful.jsonl', `${whole.replace('"text":"Awa"', '"text":"Ada"')}nonsense\n`)
      const copy = join(folder, 'doubtful-copy.jsonl')
      const { status, err, out } = await postil(['validate', doubtful, '--repair', '--out', copy, '--json'])
      expect([status, err]).toEqual([1, ''])
      expect(JSON.parse(out)).toMatchObject({ ok: false, repairs: [], repaired: copy })
      expect(readFileSync(copy)).toEqual(readFileSync(doubtful))
    })

    it.each([
      ['a folder', ['export', '--repair']],
      ['standard input', ['-', '--repair']],
      ['--out alone', ['faulty.jsonl', '--out', 'x.jsonl']],
      ['a folder that is not there', ['faulty.jsonl', '--repair', '--out', 'nowhere/x.jsonl']],
    ])('refuses %s with 2', async (_, [name = '', ...rest]) => {
      const path = name === '-' ? name : join(folder, name)
      const args = rest.map((each) => (each.endsWith('.jsonl') ? join(folder, each) : each))
      expect(await postil(['validate', path, ...args], '')).toMatchObject({ status: 2 })
    })
  })

  it('compares with the articles’ own bytes', async () => {
    const text = 'Awa Koné\r\nà Ségou'
    file('articles/été/a.txt', Buffer.from(text, 'latin1'))
    const sha256 = createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex')
    const good = entry('été/a.txt', text, [], { encoding: 'windows-1252', sha256 })
    const check = (sample: typeof good) =>
      postil(['validate', '-', '--against', join(folder, 'articles')], `${entryToLine(sample, SCHEMA, 'byte')}\n`)
    expect(await check(good)).toMatchObject({ status: 0, out: expect.stringContaining('1 line compared') as string })
    expect(await check({ ...good, sha256: 'b'.repeat(64) })).toMatchObject({
      status: 1,
      err: expect.stringContaining('the file has the hash') as string,
    })
    expect(await check({ ...good, text: text.replace('\r', '') })).toMatchObject({
      status: 1,
      err: expect.stringContaining('offset 8') as string,
    })
    expect(await check({ ...good, id: '../run' })).toMatchObject({
      status: 1,
      err: expect.stringContaining('no file ../run') as string,
    })
  })
})

describe('postil stats', () => {
  it('counts labels, annotators, documents, origins and lengths', async () => {
    const { status, out } = await postil(['stats', data, '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      ...{ documents: 12, lines: 13, spans: 35, labels: { PER: 13, LOC: 14, CLAIM: 8 } },
      annotators: { amina: { documents: 12, spans: 34 }, gold: { documents: 1, spans: 1 } },
      origins: { adjudicated: 1, manual: 33, 'suggested:rules': 1 },
      lengths: { least: 0 },
      per_document: { 'emoji.txt': { length: 54, spans: 4 } },
    })
    expect((await postil(['stats', '-', '--from', 'postil'], all)).out).toMatch(/^PER +13$/m)
  })

  it('refuses what is in no known format, and names the line of a fault', async () => {
    expect(await postil(['stats', '-'], 'hello\n')).toMatchObject({
      status: 1,
      err: expect.stringContaining('no format fits') as string,
    })
    expect(await postil(['stats', '-', '--from', 'postil'], '{"format":"postil/1"}\n')).toMatchObject({
      status: 1,
      err: expect.stringContaining('standard input:1: id') as string,
    })
    expect(await postil(['stats', data, '--from', 'word'])).toMatchObject({ status: 2 })
  })
})

const TEXT = 'Ana Ruiz a traversé Lodra.'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const ANA = { id: 'id-ana', name: 'ana' }
const LAYERS: BundleContent = {
  ...{ kind: 'layers', author: ANA, made: 1, app: 'tests', annotators: [ANA], schema: SCHEMA },
  entries: [
    entry('a.txt', TEXT, [span('s', 'PER', [[0, 8]])], {
      ...{ annotator: 'ana', annotatorId: 'id-ana', sha256: sha256(Buffer.from(TEXT)) },
    }),
  ],
}

describe('files of layers', () => {
  it('are made of a dataset, and read by every call', async () => {
    const target = join(folder, 'all.postil')
    const { status, out } = await postil(['bundle', data, '--author', 'id-1', '--out', target])
    expect([status, out]).toEqual([0, `${target}: 13 layers, 35 spans, by amina\n`])
    const [packed, plain] = [await postil(['stats', target, '--json']), await postil(['stats', data, '--json'])]
    const counts = ({ out: json }: { out: string }) => (JSON.parse(json) as { labels: unknown }).labels
    expect(counts(packed)).toEqual(counts(plain))
    expect(await postil(['bundle', data, '--author', 'id-1', '--out', target])).toMatchObject({ status: 2 })
    expect(await postil(['bundle', data, '--out', join(folder, 'x.postil')])).toMatchObject({ status: 2 })
  })

  it('are validated, against the articles too, and carry their labels into what is made of them', async () => {
    const articles = join(folder, 'read')
    mkdirSync(articles)
    writeFileSync(join(articles, 'a.txt'), TEXT)
    const packed = join(folder, 'sent.postil')
    writeFileSync(packed, await writeBundle(LAYERS, sha256))
    expect(await postil(['validate', packed, '--against', articles])).toEqual({
      ...{ status: 0, err: '' },
      out: `${packed}: 1 line, 1 document, 1 annotator, 1 span, 0 relations, 1 line compared with the articles, no faults\n`,
    })
    writeFileSync(join(articles, 'a.txt'), `${TEXT} `)
    const { status, err } = await postil(['validate', packed, '--against', articles])
    expect([status, err]).toEqual([1, expect.stringContaining(`${packed}:1: sha256`) as string])

    const made = join(folder, 'made')
    expect(await postil(['convert', packed, '--to', 'huggingface', '--out', made])).toMatchObject({ status: 0 })
    expect(readFileSync(join(made, 'README.md'), 'utf8')).toContain('B-LOC')
  })

  it('that ask somebody to annotate are validated too: each document is the coordinator’s', async () => {
    const articles = join(folder, 'asked')
    mkdirSync(articles)
    writeFileSync(join(articles, 'a.txt'), TEXT)
    const documents = [
      { id: 'a.txt', sha256: sha256(Buffer.from(TEXT)) },
      { id: 'b.txt', sha256: null },
    ]
    const share = { ...{ id: 's', name: 'karim', blind: true }, documents }
    const starter = join(folder, 'starter.postil')
    writeFileSync(starter, await writeBundle({ ...LAYERS, kind: 'starter', entries: [], share }, sha256))
    expect((await postil(['validate', starter])).out).toBe(
      `${starter}: 0 lines, 2 documents, 0 annotators, 0 spans, 0 relations, no faults\n`,
    )
    const { status, err } = await postil(['validate', starter, '--against', articles])
    expect([status, err]).toEqual([1, expect.stringContaining('b.txt') as string])
  })

  it('that were damaged on their way are refused', async () => {
    const damaged = file('damaged.postil', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))
    for (const call of ['stats', 'validate']) {
      const { status, err } = await postil([call, damaged])
      expect([status, err]).toEqual([1, expect.stringContaining('not-a-zip') as string])
    }
  })
})
