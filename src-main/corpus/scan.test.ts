import { createHash } from 'node:crypto'
import { renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { CorpusEntry, Events, PackedEntries, PackedKnown } from '../ipc/contract.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { useThreads } from '../testing/threads.ts'
import { entryWith, type EntryColumns } from '../../src-core/source/entry-columns.ts'
import { startScan, type ScanRequest } from './scan.ts'

const NOTHING_KNOWN: PackedKnown = { ids: '', bytes: new Float64Array(), modifiedMs: new Float64Array() }
const threads = useThreads(2)

interface Seen {
  readonly batches: Events['corpus.batch'][]
  readonly done: Events['corpus.done']
}

function scan(root: string, options: Partial<ScanRequest> = {}, cancelAfter = Infinity): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const batches: Events['corpus.batch'][] = []
    const request = { scan: 's', root, known: NOTHING_KNOWN, encodings: {}, encoding: null, tables: [], ...options }
    const cancel = startScan(request, {
      pool: threads(),
      report: reject,
      batch: (batch) => {
        batches.push(batch)
        if (batches.length >= cancelAfter) cancel()
      },
      done: (done) => resolve({ batches, done }),
    })
  })
}

function listed({ json, sha256 }: PackedEntries): CorpusEntry[] {
  if (json.length === 0) return []
  const columns = JSON.parse(new TextDecoder().decode(json)) as Omit<EntryColumns<Uint8Array>, 'sha256'>
  const { ids, titles, dates, lengths, encodings, bytes, modifiedMs, rests } = columns
  return ids.map((id, i) => {
    const head = { id, title: titles[i] ?? '', date: dates[i] ?? null, length: lengths[i] ?? 0 }
    const file = { encoding: encodings[i] ?? '', bytes: bytes[i] ?? 0, modifiedMs: modifiedMs[i] ?? 0 }
    const hash = Buffer.from(sha256.subarray(32 * i, 32 * (i + 1))).toString('hex')
    return entryWith({ ...head, ...file, sha256: hash }, rests[i] ?? '')
  })
}

function entriesOf({ batches }: Seen): CorpusEntry[] {
  return batches.flatMap(({ entries }) => listed(entries))
}

function known(entries: readonly CorpusEntry[]): PackedKnown {
  return {
    ids: entries.map(({ id }) => id).join('\0'),
    bytes: Float64Array.from(entries, ({ bytes }) => bytes),
    modifiedMs: Float64Array.from(entries, ({ modifiedMs }) => modifiedMs),
  }
}

function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i % 7}/article-${i}.txt`, `Texte ${i}\n`]))
}

describe('a scan', () => {
  it('reads, hashes and measures every article in natural order, and says where it stands', async () => {
    const root = tempFolder()
    const text = ' date 2021-12 \nUn titre d’été 🙂\n\nLe texte.\r\n'
    plant(root, { 'b/10.txt': 'dix', 'b/9.txt': text, 'a.md': 'un' })
    const seen = await scan(root)
    expect(entriesOf(seen).map(({ id }) => id)).toEqual(['a.md', 'b/9.txt', 'b/10.txt'])
    expect(entriesOf(seen)[1]).toMatchObject({
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
      encoding: 'utf-8',
      length: text.length,
      date: '2021-12',
    })
    expect(seen.batches.at(-1)).toMatchObject({ found: 3, done: 3 })
    expect(seen.done).toMatchObject({ scan: 's', outcome: 'complete', found: 3, missing: false })
  })

  it('tells of thousands in several batches, the first one small, none twice, in order', async () => {
    const root = tempFolder()
    plant(root, manyFiles(3000))
    const seen = await scan(root)
    const ids = entriesOf(seen).map(({ id }) => id)
    expect(seen.batches.length).toBeGreaterThan(2)
    expect(entriesOf({ ...seen, batches: seen.batches.slice(0, 1) }).length).toBeLessThan(100)
    for (const { entries } of seen.batches) expect(entries.json.length).toBeLessThan(128 * 1024)
    expect(new Set(ids).size).toBe(3000)
    expect(ids).toEqual([...ids].sort(new Intl.Collator('en', { numeric: true }).compare))
  })

  it('proposes to leave out the lines that repeat across the folder, however its files are parted', async () => {
    const root = tempFolder()
    const text = (i: number) => `Titre ${i}\n\nTexte numéro ${i}.\n\n${i % 100 === 0 ? 'Les infos du port\n' : ''}`
    plant(root, Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`${i}.txt`, text(i)])))
    const { done } = await scan(root)
    expect(done.lines).toMatchObject({ documents: 600, rules: { lines: ['les infos du port'] } })
  })

  it('opens only what has changed since', async () => {
    const root = tempFolder()
    plant(root, { 'same.txt': 'un', 'longer.txt': 'deux', 'touched.txt': 'trois', 'gone.txt': 'quatre' })
    const before = entriesOf(await scan(root))
    writeFileSync(join(root, 'longer.txt'), 'deux et demi')
    utimesSync(join(root, 'touched.txt'), 1, 1)
    rmSync(join(root, 'gone.txt'))
    plant(root, { 'new.txt': 'cinq' })
    const seen = await scan(root, { known: known(before) })
    expect(entriesOf(seen).map(({ id }) => id)).toEqual(['longer.txt', 'new.txt', 'touched.txt'])
    expect(seen.batches.map((batch) => batch.unchanged).filter(Boolean)).toEqual(['same.txt'])
  })

  it('passes over what is binary or too large, with the reason, and shows an empty file', async () => {
    const root = tempFolder()
    plant(root, { 'empty.txt': '', 'image.txt': Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex') })
    plant(root, { 'huge.txt': '', 'x.jpg': '' })
    truncateSync(join(root, 'huge.txt'), 50_000_001)
    const seen = await scan(root)
    expect(entriesOf(seen)).toMatchObject([{ id: 'empty.txt', length: 0, bytes: 0 }])
    expect(seen.batches.flatMap((batch) => batch.skipped)).toEqual([
      { id: 'x.jpg', reason: 'type' },
      { id: 'huge.txt', reason: 'too-large' },
      { id: 'image.txt', reason: 'binary' },
    ])
    expect(seen.batches.at(-1)).toMatchObject({ found: 3, done: 3 })
  })

  it('reads old encodings as they are, and as a person says', async () => {
    const root = tempFolder()
    const text = 'Été à l’œuvre'
    plant(root, { 'a.txt': iconv.encode(text, 'windows-1252'), 'b.txt': iconv.encode(text, 'macintosh') })
    const encodings = async (options: Partial<ScanRequest>) =>
      entriesOf(await scan(root, options)).map(({ encoding }) => encoding)
    expect(await encodings({})).toEqual(['windows-1252', 'macintosh'])
    expect(await encodings({ encodings: { 'b.txt': 'windows-1252' } })).toEqual(['windows-1252', 'windows-1252'])
    expect(await encodings({ encoding: 'iso-8859-15' })).toEqual(['iso-8859-15', 'iso-8859-15'])
  })

  it('stops when it is told to, and says nothing more than that', async () => {
    const root = tempFolder()
    plant(root, manyFiles(4000))
    const { batches, done } = await scan(root, {}, 1)
    expect(done).toMatchObject({ outcome: 'cancelled', missing: false })
    expect(batches).toHaveLength(1)
    expect((await scan(root)).done).toMatchObject({ outcome: 'complete', found: 4000 })
  })

  it('says that the folder is gone, and not that its articles are', async () => {
    const root = join(tempFolder(), 'unplugged')
    const { batches, done } = await scan(root)
    expect(done).toMatchObject({ outcome: { code: 'folder-missing', params: { location: root } }, missing: true })
    expect(batches.filter((batch) => batch.entries.json.length > 0)).toEqual([])
  })

  it('says so too when the folder vanishes in the middle', async () => {
    const root = tempFolder()
    plant(root, manyFiles(3000))
    const finished = scan(root)
    renameSync(root, `${root}-away`)
    const { done } = await finished
    rmSync(`${root}-away`, { recursive: true })
    expect(done.missing).toBe(true)
  })
})

describe('an article', () => {
  it('comes with its exact text, whatever is in the way in the queue', async () => {
    const root = tempFolder()
    const text = 'e\u0301\r\n« l’été » 🙂'
    plant(root, { 'sub/a.txt': text, ...manyFiles(2000) })
    const scanning = scan(root)
    const read = await threads().run('article', { root, id: 'sub/a.txt', encoding: null, tables: [] }, { urgent: true })
    expect(read).toMatchObject({ ok: true, value: { id: 'sub/a.txt', text, encoding: 'utf-8' } })
    await scanning
  })

  it('is refused outside the folder, and when it is too large', async () => {
    const root = tempFolder()
    plant(root, { 'huge.txt': '' })
    truncateSync(join(root, 'huge.txt'), 50_000_001)
    const read = (id: string) => threads().run('article', { root, id, encoding: null, tables: [] })
    expect(await read('../x.txt')).toMatchObject({ ok: false, error: { code: 'outside-folder' } })
    expect(await read('huge.txt')).toMatchObject({ ok: false, error: { code: 'too-large' } })
    expect(await read('none.txt')).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })
})
