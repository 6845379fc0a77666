import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { apply, isEmpty, type Items } from '../annotation/edit.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { entryOf } from '../formats/layer-to-entry.ts'
import { randomInt, seededRandom } from '../random.ts'
import { BUNDLE_LIMITS, readBundle, writeBundle, type BundleContent } from './bundle.ts'
import { annotatorOf } from './bundle-ids.ts'
import { incomingLayers } from './incoming.ts'
import { mergeLayers, type Receiver } from './merge.ts'
import { layer, randomItems, SCHEMA } from './testing/desk.ts'

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const TEXT = 'Le préfet 😀 a dit « non » à Mopti. '.repeat(40)
const PEOPLE = ['id-amina', 'id-bruno']

function layerItems(seed: number, annotator: string, document: string): Items {
  const items = new Map([...randomItems(seed, [annotator], document)])
  const record = { ...layer(annotator, 'done', document) }
  return items.size ? items : new Map([[record.id, record]])
}

function entryFor(items: Items, annotator: string, document: string): DatasetEntry {
  return entryOf({
    entry: { id: document, text: TEXT, sha256: 'f'.repeat(64), encoding: 'utf-8', meta: {}, lang: 'fr' },
    items: items.values(),
    annotatorName: annotator.replace('id-', ''),
    annotatorId: annotator,
    excluded: [],
    schema: SCHEMA,
    annotatorNames: new Map(PEOPLE.map((id) => [id, id.replace('id-', '')])),
  })
}

function content(seed = 1): BundleContent {
  const documents = ['a.txt', '2022/é.txt']
  return {
    kind: 'layers',
    author: { id: 'id-amina', name: 'amina' },
    made: 1_700_000_000_000,
    app: '0.1.0',
    annotators: PEOPLE.map((id) => ({ id, name: id.replace('id-', '') })),
    entries: documents.flatMap((document, d) =>
      PEOPLE.map((who, p) => entryFor(layerItems(seed + 7 * d + p, who, document), who, document)),
    ),
    schema: SCHEMA,
  }
}

async function readOk(bytes: Uint8Array): Promise<BundleContent> {
  const outcome = await readBundle(bytes, digest)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.fault))
  return outcome.bundle
}

async function faultOf(bytes: Uint8Array, limits = BUNDLE_LIMITS): Promise<string> {
  const outcome = await readBundle(bytes, digest, limits)
  return outcome.ok ? 'read' : outcome.fault.code
}

/** Takes a bundle apart, changes its files and puts it together again, with the hashes of what is now in it. */
async function tampered(change: (files: Record<string, string>) => void, rehash = true): Promise<Uint8Array> {
  const zipped = await writeBundle(content(), digest)
  const files = Object.fromEntries(Object.entries(unzipSync(zipped)).map(([name, bytes]) => [name, strFromU8(bytes)]))
  change(files)
  if (rehash && files['manifest.json']?.startsWith('{')) {
    const manifest = JSON.parse(files['manifest.json']) as { files?: Record<string, unknown> }
    for (const name of ['data.jsonl', 'schema.json'])
      if (manifest.files?.[name] && files[name] !== undefined)
        manifest.files[name] = { bytes: strToU8(files[name]).length, sha256: digest(strToU8(files[name])) }
    files['manifest.json'] = JSON.stringify(manifest)
  }
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) satisfies Zippable,
  )
}

function append(files: Record<string, string>, name: string, text: string): void {
  files[name] = `${files[name] ?? ''}${text}`
}

function changeLine(change: (line: Record<string, unknown>) => void) {
  return (files: Record<string, string>) => {
    const [first = '{}', ...rest] = (files['data.jsonl'] ?? '').split('\n')
    const line = JSON.parse(first) as Record<string, unknown>
    change(line)
    files['data.jsonl'] = [JSON.stringify(line), ...rest].join('\n')
  }
}

function changeManifest(change: (manifest: Record<string, unknown>) => void) {
  return (files: Record<string, string>) => {
    const manifest = JSON.parse(files['manifest.json'] ?? '{}') as Record<string, unknown>
    change(manifest)
    files['manifest.json'] = JSON.stringify(manifest)
  }
}

function remark(id: string) {
  return { id, span: null, ranges: [[0, 2]], parent: null, body: 'Why?', resolved: false, created: null, updated: null }
}

function verdict(by: string) {
  return { id: 'd', spans: ['gone'], outcome: 'reject', reason: null, by, at: '2026-11-22T09:00:00Z' }
}

/** A tag of another document than the first line's. */
function elsewhere(): string {
  return content().entries.find(({ id, spans }) => id === 'a.txt' && spans.length > 0)?.spans[0]?.id ?? ''
}

function link(line: Record<string, unknown>, to: string, document: string | null) {
  const [from] = line['spans'] as { id: string }[]
  return { id: 'r', type: 'said_by', from: from?.id, to, to_document: document, attributes: {} }
}

function asked(...ids: readonly string[]) {
  return { id: 'share-1', name: 'Amina', documents: ids.map((id) => ({ id, sha256: null })), blind: true }
}

describe('a bundle', () => {
  test('a starter says what is asked, and layers that come back say what they answer', async () => {
    const starter: BundleContent = { ...content(), kind: 'starter', entries: [], share: asked('b.txt', 'a.txt') }
    const back = await readOk(await writeBundle(starter, digest))
    expect([back.kind, back.share, back.entries]).toEqual(['starter', asked('b.txt', 'a.txt'), []])
    const answer = await readOk(await writeBundle({ ...content(), answers: 'share-1' }, digest))
    expect([answer.answers, answer.share]).toEqual(['share-1', undefined])
  })

  test('comes back as it was, and the same content gives the same bytes', async () => {
    const made = content()
    const bytes = await writeBundle(made, digest)
    const back = await readOk(bytes)
    const stamp = (entry: DatasetEntry) => ({ ...entry, extra: { ...entry.extra, version: made.made } })
    const sorted = [...made.entries].sort((a, b) => (a.id + a.annotator < b.id + b.annotator ? -1 : 1))
    expect(back.entries.map(({ spans }) => spans.length)).toEqual(sorted.map(({ spans }) => spans.length))
    expect(await writeBundle({ ...made, entries: sorted.map(stamp) }, digest)).toEqual(bytes)
    expect(await writeBundle({ ...made, entries: [...made.entries].reverse() }, digest)).toEqual(bytes)
    expect(await writeBundle(back, digest)).toEqual(bytes)
    expect(back.schema).toEqual(SCHEMA)
  })

  test('own layers are stamped anew, others’ keep the stamp they came with', async () => {
    const back = await readOk(await writeBundle(content(), digest))
    const later = await readOk(
      await writeBundle({ ...back, author: { id: 'id-bruno', name: 'bruno' }, made: 1_800_000_000_000 }, digest),
    )
    const versions = new Map(later.entries.map((entry) => [annotatorOf(entry), entry.extra['version']]))
    expect(Object.fromEntries(versions)).toEqual({ 'id-amina': 1_700_000_000_000, 'id-bruno': 1_800_000_000_000 })
  })

  test('travels: opened, merged, opened again without any change; counts in are counts out', async () => {
    const bundle = await readOk(await writeBundle(content(), digest))
    const receiver: Receiver = {
      own: new Set(['id-bruno']),
      documents: new Map([
        ['a.txt', 'f'.repeat(64)],
        ['2022/é.txt', null],
      ]),
    }
    const open = (items: Items) => {
      const { layers, spansIn } = incomingLayers(bundle, { schema: SCHEMA, existing: items })
      return { ...mergeLayers(items, layers, receiver), counted: spansIn }
    }
    const first = open(new Map())
    expect(first.layers.map(({ annotator, fate }) => [annotator, fate])).toEqual([
      ['id-amina', 'added'],
      ['id-bruno', 'own-layer'],
      ['id-amina', 'added'],
      ['id-bruno', 'own-layer'],
    ])
    expect([first.spansIn, first.counted]).toEqual([
      first.counted,
      bundle.entries.reduce((sum, { spans }) => sum + spans.length, 0),
    ])
    const items = apply(new Map(), first.edit)
    expect(isEmpty(open(items).edit)).toBe(true)
  })

  test('names that the schema does not have are counted, to be mapped', async () => {
    const bundle = await readOk(await writeBundle(content(), digest))
    const schema = { ...SCHEMA, labels: SCHEMA.labels.filter(({ id }) => id !== 'per'), relations: [] }
    const people = bundle.entries.flatMap(({ spans }) => spans).filter(({ label }) => label === 'per').length
    expect(people).toBeGreaterThan(0)
    const incoming = incomingLayers(bundle, { schema, existing: new Map() })
    expect(incoming.unknownLabels.get('per')).toBe(people)
    expect(
      incomingLayers(bundle, { schema, existing: new Map(), labels: new Map([['per', 'org']]) }).unknownLabels.size,
    ).toBe(0)
  })
})

test('what speaks of tags that the bundle does not hold is read: colleagues’ tags, and those that are gone', async () => {
  const said = changeLine((line) => {
    line['decisions'] = [verdict('amina')]
    line['comments'] = [
      { ...remark('c'), span: 'a colleague’s' },
      { ...remark('e'), parent: 'a colleague’s' },
    ]
  })
  expect(await faultOf(await tampered(said))).toBe('read')
})

describe('hostile or broken bundles are refused with a code', () => {
  const cases: [string, (files: Record<string, string>) => void, string][] = [
    ['a file with a path', (files) => void (files['../../evil.sh'] = 'x'), 'foreign-file'],
    ['an absolute path', (files) => void (files['/etc/passwd'] = 'x'), 'foreign-file'],
    ['a path of Windows', (files) => void (files['..\\manifest.json'] = 'x'), 'foreign-file'],
    ['a file more', (files) => void (files['notes.txt'] = 'x'), 'foreign-file'],
    ['a file less', (files) => void delete files['schema.json'], 'missing-file'],
    ['a manifest that is no JSON', (files) => void (files['manifest.json'] = 'hello'), 'wrong-manifest'],
    ['a manifest without an author', changeManifest((m) => void delete m['author']), 'wrong-manifest'],
    ['a format of the future', changeManifest((m) => void (m['format'] = 'postil-bundle/2')), 'newer-format'],
    ['another format', changeManifest((m) => void (m['format'] = 'zip')), 'wrong-manifest'],
    [
      'an annotator twice',
      changeManifest(
        (m) =>
          void (m['annotators'] = [
            { id: 'x', name: 'a' },
            { id: 'x', name: 'b' },
          ]),
      ),
      'repeated-id',
    ],
    ['a starter that asks nothing', changeManifest((m) => void (m['kind'] = 'starter')), 'wrong-manifest'],
    [
      'a share of documents above the folder',
      changeManifest((m) => void (m['share'] = asked('../x'))),
      'wrong-manifest',
    ],
    [
      'a share that names a document twice',
      changeManifest((m) => void (m['share'] = asked('x', 'x'))),
      'wrong-manifest',
    ],
    ['fewer layers than told', changeManifest((m) => void (m['layers'] = 9)), 'wrong-count'],
    [
      'a layer of a stranger',
      changeManifest((m) => void (m['annotators'] = [{ id: 'id-amina', name: 'amina' }])),
      'foreign-annotator',
    ],
    ['a schema that is none', (files) => void (files['schema.json'] = '{"labels":3}'), 'wrong-schema'],
    ['a line that is no JSON', (files) => append(files, 'data.jsonl', 'x\n'), 'wrong-line'],
    ['a layer twice', (files) => append(files, 'data.jsonl', files['data.jsonl'] ?? ''), 'repeated-layer'],
    ['a document above the folder', changeLine((line) => void (line['id'] = '../../home/x.txt')), 'wrong-document-id'],
    [
      'a tag with the id of the schema',
      changeLine((line) => void (line['comments'] = [remark('schema')])),
      'reserved-id',
    ],
    [
      'a record with the id of a layer of somebody else',
      changeLine((line) => void (line['comments'] = [remark('layer\nid-me\na.txt')])),
      'reserved-id',
    ],
    [
      'a record with the id of a person',
      changeLine((line) => void (line['comments'] = [remark('id-bruno')])),
      'reserved-id',
    ],
    [
      'a person with the id of the schema',
      changeManifest((m) => void (m['author'] = { id: 'schema', name: 'amina' })),
      'reserved-id',
    ],
    [
      'a decision by somebody whom nobody names',
      changeLine((line) => void (line['decisions'] = [verdict('nobody')])),
      'foreign-annotator',
    ],
    [
      'a tag that stands for somebody whom nobody names',
      changeLine((line) => {
        for (const span of line['spans'] as Record<string, unknown>[]) span['from'] = ['nobody']
      }),
      'foreign-annotator',
    ],
    [
      'a decision of another in somebody’s own layer',
      changeLine((line) => void (line['decisions'] = [verdict('bruno')])),
      'foreign-decider',
    ],
    [
      'a decision on a tag of another document',
      changeLine((line) => void (line['decisions'] = [{ ...verdict('amina'), spans: [elsewhere()] }])),
      'foreign-reference',
    ],
    [
      'a comment on a tag of another document',
      changeLine((line) => void (line['comments'] = [{ ...remark('c'), span: elsewhere() }])),
      'foreign-reference',
    ],
    [
      'a relation to a document above the folder',
      changeLine((line) => void (line['relations'] = [link(line, 'x', '../x.txt')])),
      'wrong-document-id',
    ],
    [
      'a relation to a tag that lies in another document than it says',
      changeLine((line) => void (line['relations'] = [link(line, elsewhere(), 'b.txt')])),
      'foreign-reference',
    ],
    [
      'a relation to a tag of another layer',
      changeLine((line) => void (line['relations'] = [link(line, elsewhere(), null)])),
      'wrong-line',
    ],
    [
      'a starter that brings layers',
      changeManifest((m) => Object.assign(m, { kind: 'starter', share: asked('a.txt') })),
      'starter-with-layers',
    ],
    ['a document on a drive', changeLine((line) => void (line['id'] = 'C:/x.txt')), 'wrong-document-id'],
    ['a document with a backslash', changeLine((line) => void (line['id'] = 'a\\x.txt')), 'wrong-document-id'],
  ]
  test.each(cases)('%s', async (_, change, code) => {
    expect(await faultOf(await tampered(change))).toBe(code)
  })

  test('the untampered one is read, so the cases above fail for their own reason', async () => {
    expect(await faultOf(await tampered(() => undefined))).toBe('read')
  })

  test('content that is not what the manifest was made for', async () => {
    expect(await faultOf(await tampered((files) => append(files, 'data.jsonl', '\n'), false))).toBe('wrong-hash')
    expect(await faultOf(await tampered((files) => append(files, 'schema.json', ' '), false))).toBe('wrong-hash')
  })

  test('an id of another layer’s record', async () => {
    const twice = { ...content() }
    const [first, ...rest] = twice.entries.filter(({ spans }) => spans.length > 0)
    const [second] = rest
    if (!first || !second) throw new Error('no spans')
    const stolen = {
      ...second,
      relations: [],
      spans: second.spans.map((span, i) => (i === 0 ? { ...span, id: first.spans[0]?.id ?? '' } : span)),
    }
    const entries = twice.entries.map((entry) => (entry === second ? stolen : entry))
    expect(await faultOf(await writeBundle({ ...twice, entries }, digest))).toBe('repeated-id')
  })

  test('bytes that are not UTF-8', async () => {
    const bytes = await tampered(() => undefined)
    const files = unzipSync(bytes)
    files['manifest.json'] = new Uint8Array([0x7b, 0xff, 0x7d])
    expect(await faultOf(zipSync(files))).toBe('not-utf8')
  })

  test('the prototype as a name', async () => {
    const bytes = await tampered(() => undefined)
    const named = zipSync({ ...unzipSync(bytes), __prot0__: strToU8('{}') })
    expect(await faultOf(renameInZip(named, '__prot0__', '__proto__'))).toBe('foreign-file')
  })

  test('a file twice in the zip', async () => {
    const bytes = await tampered(() => undefined)
    const doubled = renameInZip(
      zipSync({ ...unzipSync(bytes), 'manifest.jsoX': strToU8('{}') }),
      'manifest.jsoX',
      'manifest.json',
    )
    expect(await faultOf(doubled)).toBe('repeated-file')
  })

  test('too large: the zip, or what it says it inflates to; a size that lies fails its hash', async () => {
    const bytes = await tampered(() => undefined)
    expect(await faultOf(bytes, { ...BUNDLE_LIMITS, zipped: 100 })).toBe('too-large')
    expect(await faultOf(bytes, { ...BUNDLE_LIMITS, inflated: 1000 })).toBe('too-large')
    const bomb = zipSync({ ...unzipSync(bytes), 'data.jsonl': new Uint8Array(30_000_000) }, { level: 9 })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await faultOf(bomb, { ...BUNDLE_LIMITS, inflated: 5_000_000 })).toBe('too-large')
    expect(await faultOf(liarAbout(bomb, 'data.jsonl', 1000), { ...BUNDLE_LIMITS, inflated: 5_000_000 })).toBe(
      'wrong-hash',
    )
  })

  test('not a zip at all', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(10), strToU8('PK'), new Uint8Array(70_000).fill(80)])
      expect(await faultOf(bytes)).toMatch(/^(not-a-zip|missing-file)$/)
  })

  test('cut anywhere or with any byte changed it is refused or read as it was, never thrown, never half', async () => {
    const bytes = await tampered(() => undefined)
    const whole = JSON.stringify((await readOk(bytes)).entries)
    const random = seededRandom(6, 'hostile')
    for (let i = 0; i < 60; i++) {
      const cut = bytes.slice(0, randomInt(random, bytes.length))
      expect(await faultOf(cut)).not.toBe('read')
      const broken = bytes.slice()
      const at = randomInt(random, bytes.length)
      broken[at] = (broken[at] ?? 0) ^ (1 << randomInt(random, 8))
      const outcome = await readBundle(broken, digest)
      if (outcome.ok) expect(JSON.stringify(outcome.bundle.entries)).toBe(whole)
    }
  })

  test('random bytes behind the signature of a zip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 22, maxLength: 400 }), async (noise) => {
        noise.set([0x50, 0x4b, 0x05, 0x06], noise.length - 22)
        expect(await faultOf(noise)).not.toBe('read')
      }),
      { seed: 6, numRuns: 60 },
    )
  })
})

function renameInZip(zip: Uint8Array, from: string, to: string): Uint8Array {
  const text = strFromU8(zip, true).replaceAll(from, to)
  return strToU8(text, true)
}

/** Writes another uncompressed size into the central directory and the local header. */
function liarAbout(zip: Uint8Array, name: string, size: number): Uint8Array {
  const text = strFromU8(zip, true)
  const lied = zip.slice()
  const view = new DataView(lied.buffer)
  const local = text.indexOf(name) - 30
  const central = text.lastIndexOf(name) - 46
  view.setUint32(local + 22, size, true)
  view.setUint32(central + 24, size, true)
  return lied
}
