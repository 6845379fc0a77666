import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Skipped } from '../ipc/contract.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { decode } from './detect.ts'
import { WESTERN } from './encodings.ts'
import { readArticle, readEntries, type FileEntries, type ReadingWishes } from './read.ts'
import { walk } from './walk.ts'

const WISHES: ReadingWishes = { encoding: { file: null, folder: null }, tables: [] }
const DETECT = WISHES.encoding
const FRENCH =
  'L’été, Noémie a goûté à l’œuvre du cinéaste\u00a0: «\u00a0ça me plaît\u00a0», dit-elle, où que l’on soit. Là-bas, rien n’a changé depuis Noël.'
/** ISO-8859-15 has no curly apostrophe. */
const PLAIN_FRENCH = FRENCH.replaceAll('’', "'")

async function scanned(root: string): Promise<FileEntries> {
  const all = { entries: [] as FileEntries['entries'][number][], skipped: [] as Skipped[] }
  for (const found of walk(root)) {
    const told = 'reason' in found ? { entries: [], skipped: [found] } : await readEntries(found, WISHES)
    all.entries.push(...told.entries)
    all.skipped.push(...told.skipped)
  }
  return all
}

interface Nasty {
  readonly content: string | Buffer
  readonly name?: string
  /** The text that a person must see, and in which encoding it was found; or why there is none. */
  readonly text?: string
  readonly encoding?: string
  readonly reason?: Skipped['reason']
}

const half = (text: string): Buffer => Buffer.from(text).subarray(0, Buffer.byteLength(text) - 1)

const FILES: Readonly<Record<string, Nasty>> = {
  'nothing in it': { content: '', text: '', encoding: 'utf-8' },
  'a byte order mark only': { content: '\ufeff', text: '', encoding: 'utf-8-bom' },
  'a mark of UTF-16 only': { content: Buffer.from('fffe', 'hex'), text: '', encoding: 'utf-16le-bom' },
  'UTF-16 LE with its mark': {
    content: iconv.encode(FRENCH, 'utf-16le', { addBOM: true }),
    text: FRENCH,
    encoding: 'utf-16le-bom',
  },
  'UTF-16 BE with its mark': {
    content: iconv.encode(FRENCH, 'utf-16be', { addBOM: true }),
    text: FRENCH,
    encoding: 'utf-16be-bom',
  },
  'UTF-16 LE without a mark': { content: iconv.encode(FRENCH, 'utf-16le'), text: FRENCH, encoding: 'utf-16le' },
  'UTF-16 BE without a mark': { content: iconv.encode(FRENCH, 'utf-16be'), text: FRENCH, encoding: 'utf-16be' },
  'a NUL in its text': { content: `${FRENCH}\0 fin`, text: `${FRENCH}\0 fin`, encoding: 'utf-8' },
  'NULs and little else': { content: Buffer.alloc(400), reason: 'binary' },
  'lone carriage returns': { content: 'Un\rdeux\r\rtrois', text: 'Un\rdeux\r\rtrois', encoding: 'utf-8' },
  'line ends of all kinds': {
    content: 'a\r\nb\nc\rd\n\re\u2028f\u0085g',
    text: 'a\r\nb\nc\rd\n\re\u2028f\u0085g',
    encoding: 'utf-8',
  },
  'UTF-8 that is broken off inside a character': {
    content: half(`${FRENCH} é`),
    text: `${FRENCH} \uFFFD`,
    encoding: 'utf-8',
  },
  'few words of UTF-8 with almost as many bytes that are none': {
    content: Buffer.concat([
      Buffer.from('Été cassé. Le mot caf'),
      Buffer.from([0xe9, 0xff, 0xfe]),
      Buffer.from(' déjà lu.'),
    ]),
    ...{ text: 'Été cassé. Le mot caf\uFFFD\uFFFD\uFFFD déjà lu.', encoding: 'utf-8' },
  },
  'UTF-8 with one byte that is none': {
    content: Buffer.concat([Buffer.from(FRENCH), Buffer.from([0xff]), Buffer.from(FRENCH)]),
    ...{ text: `${FRENCH}\uFFFD${FRENCH}`, encoding: 'utf-8' },
  },
  'Windows-1252': { content: iconv.encode(FRENCH, 'windows-1252'), text: FRENCH, encoding: 'windows-1252' },
  'ISO-8859-15': { content: iconv.encode(PLAIN_FRENCH, 'iso-8859-15'), text: PLAIN_FRENCH, encoding: 'iso-8859-15' },
  'Mac Roman': { content: iconv.encode(FRENCH, 'macintosh'), text: FRENCH, encoding: 'macintosh' },
  'no-break spaces, marks inside and a surrogate pair': {
    content: 'a\u00a0b\u202fc\ufeffd🙂e\u0301',
    ...{ text: 'a\u00a0b\u202fc\ufeffd🙂e\u0301', encoding: 'utf-8' },
  },
  'a picture’s bytes': { content: Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), reason: 'binary' },
  'a decomposed name': { name: 'e\u0301te\u0301.txt', content: 'x', text: 'x', encoding: 'utf-8' },
  'a composed name': { name: 'été.txt', content: 'x', text: 'x', encoding: 'utf-8' },
  'spaces, quotes and signs in its name': {
    name: ' « a » "b" \'c\' %2F & #?.txt',
    content: 'x',
    text: 'x',
    encoding: 'utf-8',
  },
  'a name of 255 bytes': { name: `${'é'.repeat(125)}a.txt`, content: 'x', text: 'x', encoding: 'utf-8' },
  'a line break in its name': { name: 'a\nb.txt', content: 'x', text: 'x', encoding: 'utf-8' },
  'the name of a table’s row': { name: 'a.csv#1.txt', content: 'x', reason: 'row-name' },
  'a Word document by name only': { name: 'a.docx', content: 'x', reason: 'damaged' },
  'a PDF by name only': { name: 'a.pdf', content: '%PDF-1.4 x', reason: 'damaged' },
}

describe('a file', () => {
  it.each(Object.entries(FILES))('with %s', async (_, { name = 'a.txt', content, text, encoding, reason }) => {
    const root = tempFolder()
    plant(root, { [name]: content })
    const { entries, skipped } = await scanned(root)
    if (reason) {
      expect([entries, skipped]).toEqual([[], [{ id: name, reason }]])
      return
    }
    const id = name.normalize('NFC')
    expect([entries, skipped]).toMatchObject([[{ id, encoding, length: text?.length }], []])
    expect(await readArticle(root, id, WISHES)).toMatchObject({ ok: true, value: { id, text, encoding } })
  })

  it('of 50 MB and a byte is refused, in the list and when it is opened', async () => {
    const root = tempFolder()
    for (const name of ['a.txt', 'a.csv', 'a.html', 'a.docx', 'a.pdf']) {
      plant(root, { [name]: '' })
      truncateSync(join(root, name), 50_000_001)
    }
    const { entries, skipped } = await scanned(root)
    expect([entries, new Set(skipped.map(({ reason }) => reason)), skipped.length]).toEqual([
      [],
      new Set(['too-large']),
      5,
    ])
    expect(await readArticle(root, 'a.pdf', WISHES)).toMatchObject({ ok: false, error: { code: 'too-large' } })
  })

  it.skipIf(process.getuid?.() === 0)('that may not be read says so', async () => {
    const root = tempFolder()
    plant(root, { 'a.txt': 'x', 'b.docx': 'x' })
    for (const name of ['a.txt', 'b.docx']) chmodSync(join(root, name), 0)
    expect((await scanned(root)).skipped.map(({ reason }) => reason)).toEqual(['unreadable', 'unreadable'])
  })

  it('that went between being found and being read says so', async () => {
    expect(await readEntries({ id: 'a.txt', path: join(tempFolder(), 'a.txt') }, WISHES)).toEqual({
      entries: [],
      skipped: [{ id: 'a.txt', reason: 'unreadable' }],
    })
  })
})

const RUNS = { seed: 20_261_122, numRuns: 300 }

describe('decoding', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 80 }).map((text) => new Uint8Array(Buffer.from(text))),
    fc
      .tuple(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom(...WESTERN, 'utf-16le', 'utf-16be'))
      .map(([text, encoding]) => new Uint8Array(iconv.encode(text, encoding))),
  )

  it('never fails and loses no byte: each is in the text, or a sign for it is', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const decoded = await decode(Buffer.from(given), DETECT)
        if (decoded === null) return
        const { text, encoding } = decoded
        if (WESTERN.includes(encoding)) expect(text.length).toBe(given.length)
        else if (encoding === 'utf-8' && !text.includes('\uFFFD')) expect(Buffer.from(text)).toEqual(Buffer.from(given))
        else if (given.length > 4) expect(text).not.toBe('')
      }),
      RUNS,
    )
  })

  it('takes UTF-8 for what it is though some bytes are broken', async () => {
    const broken = fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0x80, max: 0xff }) })
    await fc.assert(
      fc.asyncProperty(broken, async ({ at, byte }) => {
        const given = Buffer.from(FRENCH.repeat(3))
        given[at] = byte
        const decoded = await decode(given, DETECT)
        expect(decoded?.encoding).toBe('utf-8')
        expect(decoded?.text).toContain('Noémie a goûté')
      }),
      RUNS,
    )
  })
})

describe('scanning', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.replace(/[/\0]/g, '_'))
    .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) < 200)
  const ending = fc.constantFrom('.txt', '.md', '.csv', '.jsonl', '.html', '.docx', '.pdf', '.png', '')
  const file = fc.tuple(name, ending, fc.uint8Array({ maxLength: 64 }), fc.boolean())

  it('tells of every file once, as an article or with a reason, and changes none', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 8 }), name, async (files, target) => {
        const root = tempFolder()
        for (const [base, end, content, deep] of files)
          try {
            plant(root, { [`${deep ? 'sub/' : ''}${base}${end}`]: Buffer.from(content) })
          } catch {
            // Two names that are one on this disk, or a folder of that name.
          }
        try {
          symlinkSync(target, join(root, 'link.txt'))
        } catch {
          // A file has the name.
        }
        const before = contentsOf(root)
        const { entries, skipped } = await scanned(root)
        const told = [...entries, ...skipped].map(({ id }) => id)
        const hidden = (path: string): boolean => path.split('/').some((part) => part.startsWith('.'))
        for (const path of Object.keys(before))
          if (!hidden(path)) expect(told.filter((id) => id === path.normalize('NFC')).length).toBeGreaterThan(0)
        expect(contentsOf(root)).toEqual(before)
      }),
      { ...RUNS, numRuns: 60 },
    )
  })
})

function contentsOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const place = join(folder, path)
    const stat = statSync(place, { throwIfNoEntry: false })
    if (stat?.isFile()) found[path] = readFileSync(place, 'hex')
  }
  return found
}
