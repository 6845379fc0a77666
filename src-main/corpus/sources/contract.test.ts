import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { pdfFile, wordFile } from '../../../src-core/source/testing/made-files.ts'
import type { TableChoice } from '../../../src-core/source/table-choice.ts'
import { SOURCES } from './registry.ts'
import type { How, Source } from './source.ts'

const COLUMNS: TableChoice = {
  ...{ text: 'texte', id: 'ref', title: null, date: null },
  ...{ header: true, encoding: null, dataset: null },
}
const HOW: How = { encoding: { file: null, folder: null }, tables: [COLUMNS] }

/** A good file of each kind, with the text that it must give; adding a source asks for one here. */
const GOOD: Readonly<Record<Source['kind'], { readonly bytes: Buffer; readonly texts: readonly string[] }>> = {
  text: { bytes: Buffer.from('L’été\r\n\tsuit.\u00a0'), texts: ['L’été\r\n\tsuit.\u00a0'] },
  html: {
    bytes: Buffer.from(
      '<html lang="fr"><head><meta charset="utf-8"><title>Le phare</title><style>p{}</style></head><body><nav>Accueil</nav>' +
        `<article><h1>Le phare</h1><p>Le phare d’Orvault <b>s’allume</b>&nbsp;à nouveau.</p>${'<p>Une phrase de plus, dite par le gardien à qui voulait l’entendre.</p>'.repeat(3)}</article>` +
        '<script>alert(1)</script></body></html>',
    ),
    texts: [
      `Le phare\n\nLe phare d’Orvault s’allume\u00a0à nouveau.${'\n\nUne phrase de plus, dite par le gardien à qui voulait l’entendre.'.repeat(3)}`,
    ],
  },
  docx: {
    bytes: Buffer.from(wordFile(['Un titre', 'Le maire & « l’adjoint »'])),
    texts: ['Un titre\n\nLe maire & « l’adjoint »'],
  },
  pdf: {
    bytes: Buffer.from(pdfFile([['Le maire défend', 'le pont.', '', 'Un autre.'], ['Page deux.']])),
    texts: ['Le maire défend\nle pont.\n\nUn autre.\n\nPage deux.'],
  },
  csv: { bytes: Buffer.from('ref,texte\na,"Un, deux"\nb,Trois\n'), texts: ['Un, deux', 'Trois'] },
  tsv: { bytes: Buffer.from('ref\ttexte\na\tUn, deux\nb\tTrois\n'), texts: ['Un, deux', 'Trois'] },
  jsonl: {
    bytes: Buffer.from('{"ref":"a","texte":"Un\\ndeux"}\n{"ref":"b","texte":"Trois"}\n'),
    texts: ['Un\ndeux', 'Trois'],
  },
}

const RUNS = { seed: 20_261_122, numRuns: 60 }

describe.each(SOURCES.map((source) => [source.kind, source] as const))('the source %s', (kind, source) => {
  const { bytes, texts } = GOOD[kind]

  it('reads what a good file says, and again the same', async () => {
    const first = await source.read(bytes, HOW)
    expect(first.pieces.map(({ text }) => text)).toEqual(texts)
    expect(first.refused).toEqual([])
    expect(await source.read(Buffer.from(bytes), HOW)).toEqual(first)
  })

  it('leaves the bytes as they are', async () => {
    const own = Buffer.from(bytes)
    await source.read(own, HOW)
    expect(own.equals(bytes)).toBe(true)
  })

  it('gives a row an id where it is a table, and none where it is not', async () => {
    const { pieces } = await source.read(bytes, HOW)
    expect(pieces.map(({ row }) => row)).toEqual(source.table ? ['a', 'b'] : [null])
  })

  it('answers with articles or a reason, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        expectAnswer(await source.read(Buffer.from(noise), HOW))
      }),
      RUNS,
    )
  })

  it('answers so too for files that were cut or changed', { timeout: 30_000 }, async () => {
    const change = fc.record({ cut: fc.nat(bytes.length), at: fc.nat(bytes.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(change, async ({ cut, at, byte }) => {
        const broken = Buffer.from(bytes)
        broken[at] = byte
        expectAnswer(await source.read(broken, HOW))
        expectAnswer(await source.read(bytes.subarray(0, cut), HOW))
      }),
      RUNS,
    )
  })

  it('gives text that can be written as UTF-8 and read again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (string) => {
        const { pieces } = await source.read(Buffer.from(string.replaceAll('\0', '')), HOW)
        for (const { text } of pieces) expect(Buffer.from(text).toString()).toBe(text)
      }),
      RUNS,
    )
  })
})

function expectAnswer({ pieces, refused }: Awaited<ReturnType<Source['read']>>): void {
  for (const { text } of pieces) expect(typeof text).toBe('string')
  for (const { reason } of refused) expect(reason).not.toBe('')
}

it('has no two sources for one extension', () => {
  const extensions = SOURCES.flatMap((source) => source.extensions)
  expect(new Set(extensions).size).toBe(extensions.length)
})

const source = (kind: Source['kind']): Source => {
  const found = SOURCES.find((each) => each.kind === kind)
  if (!found) throw new Error(kind)
  return found
}

async function read(kind: Source['kind'], content: string | Uint8Array, choice: Partial<TableChoice> = {}) {
  const tables = [{ ...COLUMNS, ...choice }]
  const { pieces, refused } = await source(kind).read(Buffer.from(content), { ...HOW, tables })
  return {
    pieces: pieces.map(({ row, text }) => [row, text]),
    refused: refused.map(({ row, reason }) => [row, reason]),
  }
}

describe('a table', () => {
  const rows = [
    ['a', 'Un texte'],
    ['b', 'Un autre'],
  ]

  it.each([
    ['semicolons and CRLF, as French Excel writes them', 'ref;texte\r\na;Un texte\r\nb;Un autre\r\n'],
    ['a byte order mark', '\ufeffref;texte\na;Un texte\nb;Un autre\n'],
    ['a first line that names the separator', 'sep=;\r\nref;texte\r\na;Un texte\r\nb;Un autre'],
    ['lone carriage returns', 'ref,texte\ra,Un texte\rb,Un autre'],
    ['blank lines', '\nref,texte\n\na,Un texte\n\n\nb,Un autre\n'],
    ['cells beyond the names', 'ref,texte\na,Un texte,x,y\nb,Un autre\n'],
    ['quotes', '"ref","texte"\n"a","Un texte"\n"b","Un autre"\n'],
  ])('reads CSV with %s', async (_, content) => {
    expect(await read('csv', content)).toEqual({ pieces: rows, refused: [] })
  })

  it.each(['windows-1252', 'utf-16le', 'macintosh', 'iso-8859-15'])('reads CSV in %s', async (encoding) => {
    const text = 'L’œuvre de Noémie a coûté cher à l’État, où l’été dure'
    const bytes = iconv.encode(`ref;texte\r\né1;"${text}"\r\n`, encoding, { addBOM: encoding.startsWith('utf') })
    const expected = encoding === 'iso-8859-15' ? text.replaceAll('’', '?') : text
    expect((await read('csv', bytes)).pieces).toEqual([['é1', expected]])
  })

  it('keeps line breaks, quotes and spaces inside cells as they are', async () => {
    const { pieces } = await read('csv', 'ref,texte\na," Un\r\n""deux""\u00a0\n\tfin "\n')
    expect(pieces).toEqual([['a', ' Un\r\n"deux"\u00a0\n\tfin ']])
  })

  it('refuses a table whose last quote never closes, since it would swallow rows', async () => {
    expect(await read('csv', 'ref,texte\na,"Un\nb,Deux\n')).toEqual({ pieces: [], refused: [[null, 'damaged']] })
  })

  it('names rows that can be no article, and reads the others', async () => {
    const content = 'ref,texte\na,Un\n,Deux\na,Trois\nb,\n'
    expect(await read('csv', content)).toEqual({
      pieces: [['a', 'Un']],
      refused: [
        ['2', 'row-id'],
        ['a', 'row-id'],
        ['b', 'row-empty'],
      ],
    })
  })

  it('waits for a choice, and for another when the columns are not those', async () => {
    expect((await source('csv').read(GOOD.csv.bytes, { ...HOW, tables: [] })).refused).toEqual([
      { row: null, reason: 'columns' },
    ])
    expect((await read('csv', GOOD.csv.bytes, { text: 'contenu' })).refused).toEqual([[null, 'columns']])
    expect((await source('csv').read(GOOD.csv.bytes, { ...HOW, tables: [null] })).refused).toEqual([
      { row: null, reason: 'left-out' },
    ])
  })

  it('gives rows the same ids in whatever order they stand, with and without a column of ids', async () => {
    const lines = ['x,Un', 'y,Deux', 'z,Deux', 'w,Trois']
    const of = async (order: readonly string[], id: string | null) =>
      Object.fromEntries(
        (await read('csv', `ref,texte\n${order.join('\n')}\n`, { id })).pieces.map(([row, text]) => [
          String(row),
          text,
        ]),
      )
    for (const id of ['ref', null]) {
      const straight = await of(lines, id)
      expect(Object.keys(straight)).toHaveLength(4)
      expect(await of([...lines].reverse(), id)).toEqual(straight)
    }
  })

  it('reads the names of columns as a choice says, and without names calls them by number', async () => {
    const { pieces } = await read('csv', 'a,Un\nb,Deux\n', { header: false, id: '1', text: '2' })
    expect(pieces).toEqual([
      ['a', 'Un'],
      ['b', 'Deux'],
    ])
  })

  it('opens objects of JSON Lines into columns and keeps the other cells as metadata', async () => {
    const content = '{"ref":7,"meta":{"url":"https://x.fr","n":{"a":[1,2]}},"tags":["x","y"],"texte":"Un","non":null}\n'
    const { pieces } = await source('jsonl').read(Buffer.from(content), HOW)
    expect(pieces).toMatchObject([
      { row: '7', text: 'Un', fields: { 'meta.url': 'https://x.fr', 'meta.n.a': '1, 2', tags: 'x, y' } },
    ])
  })

  it('takes title and date from their columns', async () => {
    const choice = { ...COLUMNS, title: 'titre', date: 'le' }
    const { pieces } = await source('csv').read(
      Buffer.from('ref,titre,le,texte\na,Le  phare,30/04/2024,Un\nb,,bientôt,Deux\n'),
      { ...HOW, tables: [choice] },
    )
    expect(pieces.map(({ title, date }) => [title, date])).toEqual([
      ['Le phare', '2024-04-30'],
      [null, null],
    ])
  })

  it('reads the lines of JSON that are objects and names the others', async () => {
    const content = '{"ref":"a","texte":"Un"}\nnull\n{"ref":"b","texte":\n{"ref":"c","texte":"\\ud83d!"}\n'
    expect(await read('jsonl', content)).toEqual({
      pieces: [
        ['a', 'Un'],
        ['c', '\uFFFD!'],
      ],
      refused: [
        ['2', 'damaged'],
        ['3', 'damaged'],
      ],
    })
  })

  it.each([
    ['Postil', '{"format":"postil/1","id":"x","annotator":"a","spans":[],"ref":"a","texte":"Un"}'],
    ['doccano', '{"ref":"a","text":"Un","texte":"Un","label":[[0,2,"PER"]]}'],
    ['Prodigy', '{"ref":"a","text":"Un","texte":"Un","tokens":[{"text":"Un"}],"spans":[]}'],
  ])('asks before it takes a dataset of %s for articles', async (name, line) => {
    expect((await read('jsonl', line)).refused).toEqual([[null, 'columns']])
    expect((await read('jsonl', line, { dataset: name })).pieces).toEqual([['a', 'Un']])
  })

  it('survives rows that are too long, too many columns and nesting without end', async () => {
    const long = 'x'.repeat(10_000_001)
    expect((await read('csv', `ref,texte\na,${long}\nb,Un\n`)).refused).toEqual([['a', 'too-large']])
    expect((await read('csv', `${'c,'.repeat(2000)}\n`)).refused).toEqual([[null, 'too-complex']])
    const nested = `{"ref":"a","texte":"Un","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    expectAnswer(await source('jsonl').read(Buffer.from(nested), HOW))
    const deep = `{"ref":"a","texte":"Un","x":${'{"y":'.repeat(20_000)}1${'}'.repeat(20_000)}}`
    expectAnswer(await source('jsonl').read(Buffer.from(deep), HOW))
  })
})

describe('a web page', () => {
  const page = (body: string, head = ''): string =>
    `<!doctype html><html><head>${head}</head><body>${body}</body></html>`
  const PARAGRAPH =
    '<p>Le gardien du phare d’Orvault a rendu ses clefs, dit-on, et personne ne les a reprises depuis lundi.</p>'

  it('leaves out what stands around the article', async () => {
    const body = `<nav><a href="/">Accueil</a> <a href="/s">Sport</a></nav><article>${PARAGRAPH.repeat(4)}</article><footer>Tous droits réservés</footer>`
    const { pieces } = await read('html', page(body))
    expect(pieces[0]?.[1]).not.toMatch(/Accueil|droits/)
  })

  it('reads all of a page in which no article stands out', async () => {
    expect((await read('html', '<p>Un<br>deux</p><ul><li>trois</li><li>quatre</li></ul>')).pieces).toEqual([
      [null, 'Un\ndeux\n\ntrois\nquatre'],
    ])
  })

  it('takes title, author, site and date from the head', async () => {
    const head =
      '<title>Le phare – Gazette</title><meta property="og:title" content="Le phare"><meta property="og:site_name" content="Gazette">' +
      '<meta property="article:published_time" content="2024-04-30T05:59:00+02:00"><meta name="author" content="Yvon Le Braz">'
    const { pieces } = await source('html').read(
      Buffer.from(page(`<article>${PARAGRAPH.repeat(4)}</article>`, head)),
      HOW,
    )
    expect(pieces).toMatchObject([
      { title: 'Le phare', date: '2024-04-30', fields: { author: 'Yvon Le Braz', source: 'Gazette' } },
    ])
  })

  it.each([
    ['windows-1252', 'iso-8859-1'],
    ['macintosh', 'x-mac-roman'],
    ['utf-8', 'iso-8859-1'],
  ])('in %s that names itself %s is read as it is', async (encoding, named) => {
    const bytes = iconv.encode(page(PARAGRAPH, `<meta charset="${named}">`), encoding)
    const { pieces } = await source('html').read(bytes, HOW)
    expect(pieces).toMatchObject([{ encoding }])
    expect(pieces[0]?.text).toContain('d’Orvault')
  })

  it.each([
    ['nests without end', '<div>'.repeat(50_000)],
    ['has elements without end', '<p>x</p>'.repeat(70_000)],
    ['is too long', 'x'.repeat(10_000_001)],
  ])('is refused when it %s', async (_, body) => {
    expect((await read('html', page(body))).refused).toEqual([[null, 'too-complex']])
  })

  it('is refused when nobody can read anything on it', async () => {
    expect((await read('html', page('<script>x</script>'))).refused).toEqual([[null, 'no-text']])
  })
})

describe('a Word document', () => {
  const BOMB = wordFile(['x'.repeat(60_000_000)])

  it('is read as it stands after all corrections', async () => {
    const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`
    const body =
      `<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>${run('Un')}<w:r><w:tab/><w:br/></w:r><w:ins>${run('deux')}</w:ins>` +
      `<w:del><w:r><w:delText>zéro</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>` +
      `<w:p><mc:AlternateContent><mc:Choice>${run('cadre')}</mc:Choice><mc:Fallback>${run('cadre')}</mc:Fallback></mc:AlternateContent></w:p>`
    expect((await read('docx', wordFile([], body))).pieces).toEqual([[null, 'Un\t\ndeux\n\ncadre']])
  })

  it('is refused when it unpacks to far more than an article', async () => {
    expect(BOMB.length).toBeLessThan(200_000)
    expect((await read('docx', BOMB)).refused).toEqual([[null, 'too-complex']])
  })

  it('is refused when its size is a lie', async () => {
    const lie = Buffer.from(BOMB)
    for (let at = lie.indexOf('PK\u0001\u0002'); at >= 0; at = lie.indexOf('PK\u0001\u0002', at + 4))
      lie.writeUInt32LE(100, at + 24)
    const { pieces, refused } = await read('docx', lie)
    expect([pieces, refused.length]).toEqual([[], 1])
  })

  it.each([
    ['declares entities', '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:p/>', 'too-complex'],
    ['nests without end', '<w:p>'.repeat(5000), 'too-complex'],
    ['is broken off', '<w:p><w:r>', 'damaged'],
  ])('is refused when it %s', async (_, body, reason) => {
    expect((await read('docx', wordFile(['Un'], body))).refused).toEqual([[null, reason]])
  })

  it('is refused with a word of its own when it is protected, empty, or none', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)])
    expect((await read('docx', old)).refused).toEqual([[null, 'protected']])
    expect((await read('docx', wordFile([]))).refused).toEqual([[null, 'no-text']])
    expect((await read('docx', 'Un texte')).refused).toEqual([[null, 'damaged']])
  })
})

describe('a PDF', () => {
  it('is refused when its pages are pictures, and when it is none', async () => {
    expect((await read('pdf', pdfFile([[]]))).refused).toEqual([[null, 'no-text']])
    expect((await read('pdf', '%PDF-1.4 rien')).refused).toEqual([[null, 'damaged']])
  })

  it('is refused when it has more pages than anybody reads', async () => {
    const pages = Array.from({ length: 2001 }, () => ['x'])
    expect((await read('pdf', pdfFile(pages))).refused).toEqual([[null, 'too-complex']])
  })
})
