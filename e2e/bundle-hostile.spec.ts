import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
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
    await expect(refused.getByRole('alert'), what).toContainText('Nothing was changed.')
    await page.keyboard.press('Escape')
    await expect(refused).toHaveCount(0)
  }

  // A layer that claims the id of a tag of hers stays outside, though all else about the file is in order.
  const [hers] = before.spans
  const thief = join(scratch, 'thief.postil')
  await writeLayers(
    thief,
    corpus,
    { name: 'karim', tags: { [STRIKE]: [['Maëlle Quintin', 'Person']] } },
    () => hers?.id ?? '',
  )
  await post.pick(thief)
  await expect(page.getByRole('row', { name: /It claims tags of somebody else: left out 1 1/ })).toBeVisible()
  await page.getByRole('button', { name: 'Bring in' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  expect(await storedState(page)).toEqual(before)
  expect(readdirSync(corpus, { recursive: true })).toEqual(files)
  await post.receive(good)
  await bench.settled()
  expect((await storedState(page)).spans).toHaveLength(before.spans.length + 2)
})
