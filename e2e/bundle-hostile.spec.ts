import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readBundle, writeBundle, type BundleContent } from '../src-core/review/bundle.ts'
import { expect, test } from './app.ts'
import { writeLayers } from './layers.ts'
import { Colleagues } from './pages/colleagues.ts'
import { Workbench } from './pages/workbench.ts'
import { storedState } from './stored.ts'

const STRIKE = '2021/grève-port.txt'

type Parts = Record<string, Uint8Array>

/** Changes what a file of layers holds, without its hashes. */
function altered(change: (parts: Parts) => void) {
  return (whole: Uint8Array): Uint8Array => {
    const parts: Parts = unzipSync(whole)
    change(parts)
    return zipSync(parts, { level: 9 })
  }
}

/** Writes another inflated size of the layers into both headers of the zip. */
function lying(zip: Uint8Array, size: number): Uint8Array {
  const text = strFromU8(zip, true)
  const view = new DataView(zip.buffer, zip.byteOffset)
  view.setUint32(text.indexOf('data.jsonl') - 30 + 22, size, true)
  view.setUint32(text.lastIndexOf('data.jsonl') - 46 + 24, size, true)
  return zip
}

const bomb = altered((parts) => (parts['data.jsonl'] = new Uint8Array(60_000_000)))

const HOSTILE: readonly (readonly [string, (whole: Uint8Array) => Uint8Array, RegExp])[] = [
  ['a path that leaves the folder', altered((parts) => (parts['../../evil.sh'] = strToU8('x'))), /no business there/],
  ['an absolute path', altered((parts) => (parts['/tmp/evil'] = strToU8('x'))), /no business there/],
  ['a huge size, stated', (whole) => lying(whole.slice(), 0xfffffffe), /larger than any/],
  ['a huge size, hidden behind a small one', (whole) => lying(bomb(whole), 1000), /not what was sent|cut off/],
  ['a huge size, real', bomb, /not what was sent|larger than any/],
  ['cut off in the middle', (whole) => whole.slice(0, whole.length / 2), /cut off/],
  ['cut off before its last byte', (whole) => whole.slice(0, -1), /cut off/],
  [
    'other words than its hash is of',
    altered((parts) => {
      const lines = strFromU8(parts['data.jsonl'] ?? new Uint8Array())
      parts['data.jsonl'] = strToU8(lines.replace('"Person"', '"Claim"'))
    }),
    /not what was sent/,
  ],
]

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Another file of layers made of one, with hashes that are right. */
async function forge(path: string, change: (bundle: BundleContent) => BundleContent): Promise<string> {
  const read = await readBundle(readFileSync(path), digest)
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  const forged = path.replace('karim', 'forged')
  writeFileSync(forged, await writeBundle(change(read.bundle), digest))
  return forged
}

function authored(bundle: BundleContent, id: string): BundleContent {
  const author = { ...bundle.author, id }
  const entries = bundle.entries.map((entry) => ({ ...entry, annotatorId: id }))
  return { ...bundle, author, annotators: [author], entries }
}

function identified(bundle: BundleContent, id: string): BundleContent {
  const entries = bundle.entries.map((entry) => ({
    ...entry,
    spans: entry.spans.map((span, i) => (i === 0 ? { ...span, id } : span)),
  }))
  return { ...bundle, entries }
}

const FOREIGN: readonly (readonly [string, (bundle: BundleContent) => BundleContent, RegExp])[] = [
  [
    'a layer of a stranger',
    (bundle) => ({ ...bundle, annotators: [{ id: 'id-nobody', name: 'nobody' }] }),
    /somebody whom the file does not name/,
  ],
  ['a tag with the id of the schema', (bundle) => identified(bundle, 'schema'), /that only a project may give: schema/],
  ['a verdict of gold in his own layer', (bundle) => decided(bundle, 'gold'), /what gold is said to have decided/],
]

function decided(bundle: BundleContent, by: string): BundleContent {
  const verdict = { id: 'verdict', spans: ['x'], outcome: 'reject', reason: null, extra: {} } as const
  const at = new Date(bundle.made).toISOString()
  return { ...bundle, entries: bundle.entries.map((entry) => ({ ...entry, decisions: [{ ...verdict, by, at }] })) }
}

test('hostile files of layers are refused one by one, each in words, and nothing is touched', async ({
  start,
  corpus,
  scratch,
}) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.annotate('amina', /Les dockers de Port-Aubrac/, [['Maëlle Quintin', 'p']])
  const good = join(scratch, 'karim.postil')
  await writeLayers(good, corpus, {
    name: 'karim',
    tags: {
      [STRIKE]: [
        ['arsenal d’Orvault', 'Organization'],
        ['Maëlle Quintin', 'Person'],
      ],
    },
  })
  const before = await storedState(page)
  const files = readdirSync(corpus, { recursive: true })

  const post = new Colleagues(running)
  const refused = page.getByRole('dialog', { name: 'This file cannot be opened' })
  for (const [what, make, words] of HOSTILE) {
    const path = join(scratch, 'hostile.postil')
    writeFileSync(path, make(new Uint8Array(readFileSync(good))))
    await post.pick(path)
    await expect(refused.getByRole('alert'), what).toContainText(words)
    await expect(refused.getByRole('alert'), what).toContainText('Nothing was changed: every tag here is as it was.')
    await page.keyboard.press('Escape')
    await expect(refused).toHaveCount(0)
  }

  // All in order but for whose they are.
  const hers = before.spans[0] ?? { id: '', annotator: '' }
  for (const [what, change, words] of FOREIGN) {
    await post.pick(await forge(good, change))
    await expect(refused.getByRole('alert'), what).toContainText(words)
    await expect(refused.getByRole('alert'), what).toContainText('Nothing was changed: every tag here is as it was.')
    await expect(refused.getByRole('alert'), what).toContainText('save their layers again')
    await page.keyboard.press('Escape')
    await expect(refused).toHaveCount(0)
  }
  // A layer that says it is hers: hers stays.
  await post.pick(await forge(good, (bundle) => authored(bundle, hers.annotator)))
  await expect(page.getByRole('row', { name: /^Your own: what is here stays/ })).toBeVisible()
  await page.getByRole('button', { name: 'Bring in' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await storedState(page)).toEqual(before)
  expect(readdirSync(corpus, { recursive: true })).toEqual(files)

  // Two may have imported the same ids: his tag comes in under another one, and hers stays as it is.
  await post.pick(await forge(good, (bundle) => identified(bundle, hers.id)))
  await expect(page.getByText('1 record has the identifier of somebody else’s here.')).toBeVisible()
  await page.getByRole('button', { name: 'Bring in' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await bench.settled()
  const { spans } = await storedState(page)
  expect(spans).toHaveLength(before.spans.length + 2)
  expect(spans).toContainEqual(hers)
  expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length)
})
