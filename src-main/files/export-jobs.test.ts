import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Events } from '../ipc/contract.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { useThreads } from '../testing/threads.ts'
import { ExportJobs } from './export-jobs.ts'
import { Partials } from './partials.ts'

const threads = useThreads(1)
const TEXT = 'Été 🙂 : l’élu\r\nfin'
const SHA = createHash('sha256').update(TEXT).digest('hex')

interface Bench {
  readonly base: string
  readonly corpus: string
  readonly out: string
  readonly target: string
  readonly jobs: ExportJobs
  readonly progress: Events['export.progress'][]
}

async function bench(base = tempFolder()): Promise<Bench> {
  const [corpus, out] = [join(base, 'corpus'), join(base, 'out')]
  plant(corpus, { 'a.txt': TEXT })
  mkdirSync(out, { recursive: true })
  const progress: Events['export.progress'][] = []
  const jobs = new ExportJobs({
    partials: await Partials.open(join(base, 'exports.json')),
    pool: threads(),
    nowMs: () => performance.now(),
    progress: (event) => progress.push(event),
  })
  return { base, corpus, out, target: join(out, 'dataset'), jobs, progress }
}

function span(start: number, end: number, text: string | null, more: object = {}) {
  return { id: `s${start}`, start, end, label: 'X', text, attributes: {}, ...more }
}

function line(spans: readonly object[], more: object = {}): string {
  const head = { format: 'postil/1', id: 'a.txt', annotator: 'amina', state: 'done', lang: 'fr', text: TEXT }
  const rest = { sha256: SHA, encoding: 'utf-8', offset_unit: 'codepoint', spans, ...more }
  return `${JSON.stringify({ ...head, ...rest })}\n`
}

async function begin({ jobs, target, corpus }: Bench, replace = false): Promise<string> {
  const begun = await jobs.begin({ target, corpus, replace })
  if (!begun.ok) throw new Error(begun.error.code)
  return begun.value.job
}

async function exported(at: Bench, files: Readonly<Record<string, string>>, replace = false) {
  const job = await begin(at, replace)
  for (const [name, text] of Object.entries(files)) await at.jobs.write(job, name, Buffer.from(text))
  return at.jobs.finish(job)
}

describe('an export', () => {
  it('stands in its place, whole, with sums that sha256sum confirms', async () => {
    const at = await bench()
    const result = await exported(at, {
      'data.jsonl': line([span(4, 5, '🙂')]),
      'schema.json': '{}',
      'docs/a.ann': 'T1',
    })
    expect(result).toMatchObject({
      ok: true,
      value: { report: { documents: 1, spans: 1, provedAgainstFiles: 1, location: at.target } },
    })
    expect(readdirSync(at.out)).toEqual(['dataset'])
    expect(readdirSync(at.target).sort()).toEqual(['SHA256SUMS', 'data.jsonl', 'docs', 'schema.json'])
    const check = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: at.target, encoding: 'utf8' })
    expect(check).toBe('data.jsonl: OK\ndocs/a.ann: OK\nschema.json: OK\n')
  })

  it('keeps the order of pieces that are sent without waiting', async () => {
    const at = await bench()
    const job = await begin(at)
    const pieces = Array.from({ length: 200 }, (_, i) => `${i}\n`)
    await Promise.all(pieces.map((piece) => at.jobs.write(job, 'numbers.txt', Buffer.from(piece))))
    await at.jobs.finish(job)
    expect(readFileSync(join(at.target, 'numbers.txt'), 'utf8')).toBe(pieces.join(''))
  })

  it('writes hundreds of files without running out of handles', async () => {
    const at = await bench()
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`docs/${i}.ann`, `T${i}\n`]))
    const job = await begin(at)
    for (const round of ['1', '2'])
      for (const [name, text] of Object.entries(files)) await at.jobs.write(job, name, Buffer.from(text + round))
    expect(await at.jobs.finish(job)).toMatchObject({ ok: true })
    expect(readFileSync(join(at.target, 'docs/7.ann'), 'utf8')).toBe('T7\n1T7\n2')
  })

  it('tells how far it is', async () => {
    const at = await bench()
    await exported(at, { 'data.jsonl': line([]) })
    expect(at.progress[0]).toMatchObject({ phase: 'writing', total: 0 })
    expect(at.progress.at(-1)).toMatchObject({ phase: 'proving' })
    expect(at.progress.at(-1)?.done).toBe(at.progress.at(-1)?.total)
  })
})

describe('the proof', () => {
  const good: readonly (readonly [string, string])[] = [
    ['code points', line([span(0, 3, 'Été'), span(4, 5, '🙂'), span(8, 13, 'l’élu')])],
    ['UTF-16', line([span(4, 6, '🙂')], { offset_unit: 'utf16' })],
    ['bytes', line([span(0, 5, 'Été'), span(6, 10, '🙂')], { offset_unit: 'byte' })],
    [
      'a discontinuous span',
      line([
        span(0, 13, 'Été … l’élu', {
          ranges: [
            [0, 3],
            [8, 13],
          ],
        }),
      ]),
    ],
    ['an export without texts', line([span(0, 3, null)], { text: null })],
    ['no spans at all', line([])],
    ['a document that has no file', line([span(0, 3, 'Été')], { id: 'none.txt', sha256: null, encoding: null })],
    ['a document whose file has changed since', line([span(0, 1, 'b')], { text: 'b', sha256: '0'.repeat(64) })],
  ]
  it.each(good)('accepts %s', async (_what, text) => {
    expect(await exported(await bench(), { 'data.jsonl': text })).toMatchObject({ ok: true, value: { report: {} } })
  })

  const bad: readonly (readonly [string, string, object])[] = [
    ['a span that is one off', line([span(5, 6, '🙂')]), { span: 's5', expected: '🙂', found: ' ' }],
    [
      'UTF-16 offsets that claim to be code points',
      line([span(9, 14, 'l’élu')]),
      { expected: 'l’élu', found: '’élu\r' },
    ],
    ['a span past the end', line([span(17, 99, 'n')]), { span: 's17', found: '' }],
    ['an empty span', line([span(3, 3, '')]), { span: 's3' }],
    [
      'a span past the end of the file, in an export without texts',
      line([span(17, 99, null)], { text: null }),
      { span: 's17' },
    ],
    ['a negative offset', line([span(-3, 3, 'Été')]), { expected: 'postil/1' }],
    ['half a character in bytes', line([span(0, 1, 'É')], { offset_unit: 'byte' }), { expected: 'É', found: '\uFFFD' }],
    [
      'pieces outside the hull',
      line([
        span(0, 5, 'Été … l’élu', {
          ranges: [
            [0, 3],
            [8, 13],
          ],
        }),
      ]),
      { span: 's0' },
    ],
    ['a text that is not the file’s', line([], { text: TEXT.replace('\r', '') }), { document: 'a.txt', span: '' }],
    ['a composed accent where the file has another', line([], { text: TEXT.normalize('NFD') }), { document: 'a.txt' }],
    ['broken JSON', '{"format":"postil/1",\n', { line: 1, expected: 'JSON' }],
    ['a fault on a later line', line([]) + line([span(0, 3, 'été')]), { line: 2, file: 'data.jsonl' }],
  ]
  it.each(bad)('finds %s, and nothing is left of the export', async (_what, text, fault) => {
    const at = await bench()
    const result = await exported(at, { 'data.jsonl': text })
    expect(result).toMatchObject({ ok: true, value: { faults: [fault] } })
    expect(readdirSync(at.out)).toEqual([])
  })

  it('finds a byte that the disk turned over after it was written', async () => {
    const at = await bench()
    const job = await begin(at)
    await at.jobs.write(job, 'data.jsonl', Buffer.from(line([span(0, 3, 'Été')])))
    const path = join(at.out, readdirSync(at.out)[0] ?? '', 'data.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"text":"Été"', '"text":"Ete"'))
    expect(await at.jobs.finish(job)).toMatchObject({ value: { faults: [{ expected: 'Ete', found: 'Été' }] } })
  })
})

describe('a target', () => {
  it('is refused where something stands, and kept', async () => {
    const at = await bench()
    plant(at.target, { 'mine.txt': 'mine' })
    const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: false })
    expect(refused).toMatchObject({ ok: false, error: { code: 'exists' } })
  })

  it('is replaced when it is a dataset and the person says so', async () => {
    const at = await bench()
    await exported(at, { 'data.jsonl': line([]), 'old.json': '{}' })
    expect(await exported(at, { 'data.jsonl': line([span(0, 3, 'Été')]) }, true)).toMatchObject({ ok: true })
    expect(readdirSync(at.target).sort()).toEqual(['SHA256SUMS', 'data.jsonl'])
    expect(readdirSync(at.out)).toEqual(['dataset'])
  })

  it.each([
    ['a folder of other things', (target: string) => plant(target, { 'thesis.txt': 'x' }), 'thesis.txt'],
    ['a file', (target: string) => writeFileSync(target, 'x'), 'dataset'],
    ['a link', (target: string) => symlinkSync('/tmp', target), 'dataset'],
  ])('is never replaced when it is %s', async (_what, put, name) => {
    const at = await bench()
    put(at.target)
    const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: true })
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-a-dataset', params: { name } } })
    expect(existsSync(at.target)).toBe(true)
  })

  it('keeps what a person has put beside a dataset since', async () => {
    const at = await bench()
    await exported(at, { 'data.jsonl': line([]) })
    plant(at.target, { 'notes.txt': 'mine' })
    const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: true })
    expect(refused).toMatchObject({ error: { code: 'not-a-dataset', params: { name: 'notes.txt' } } })
  })

  it.each(['corpus/dataset', 'corpus'])('is refused in the folder of the articles: %s', async (name) => {
    const at = await bench()
    const refused = await at.jobs.begin({ target: join(at.base, name), corpus: at.corpus, replace: true })
    expect(refused).toMatchObject({ ok: false, error: { code: 'inside-corpus' } })
  })

  it('is refused in the folder of the articles behind a link', async () => {
    const at = await bench()
    symlinkSync(at.corpus, join(at.base, 'link'))
    const refused = await at.jobs.begin({ target: join(at.base, 'link', 'x'), corpus: at.corpus, replace: false })
    expect(refused).toMatchObject({ ok: false, error: { code: 'inside-corpus' } })
  })

  it('is not left half replaced when it appears while the export is written', async () => {
    const at = await bench()
    const job = await begin(at)
    await at.jobs.write(job, 'data.jsonl', Buffer.from(line([])))
    plant(at.target, { 'mine.txt': 'mine' })
    expect(await at.jobs.finish(job)).toMatchObject({ ok: false, error: { code: 'exists' } })
    expect(readdirSync(at.out)).toEqual(['dataset'])
    expect(readdirSync(at.target)).toEqual(['mine.txt'])
  })
})

describe('nothing half-written stays', () => {
  it('after an abort in the middle', async () => {
    const at = await bench()
    const job = await begin(at)
    await at.jobs.write(job, 'data.jsonl', Buffer.from(line([])))
    await at.jobs.abort(job)
    expect(readdirSync(at.out)).toEqual([])
    expect(await at.jobs.write(job, 'data.jsonl', Buffer.from(line([])))).toMatchObject({
      error: { code: 'cancelled' },
    })
  })

  it('after an abort during the proof', async () => {
    const at = await bench()
    const job = await begin(at)
    const many = line([span(0, 3, 'Été')]).repeat(2000)
    for (let i = 0; i < 10; i++) await at.jobs.write(job, 'data.jsonl', Buffer.from(many))
    const finished = at.jobs.finish(job)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await at.jobs.abort(job)
    expect(await finished).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(readdirSync(at.out)).toEqual([])
  })

  it('when the process ends, and the next start finds nothing to clear', async () => {
    const at = await bench()
    await at.jobs.write(await begin(at), 'data.jsonl', Buffer.from(line([])))
    at.jobs.abortNow()
    expect(readdirSync(at.out)).toEqual([])
    await (await Partials.open(join(at.base, 'exports.json'))).sweep()
    expect(readFileSync(join(at.base, 'exports.json'), 'utf8')).toContain('"partials": []')
  })

  it('after a crash: the next start clears it away', async () => {
    const at = await bench()
    await at.jobs.write(await begin(at), 'data.jsonl', Buffer.from(line([])))
    expect(readdirSync(at.out)).toHaveLength(1)
    await (await Partials.open(join(at.base, 'exports.json'))).sweep()
    expect(readdirSync(at.out)).toEqual([])
  })

  it('after a crash between the two renames: the next start puts the old dataset back', async () => {
    const at = await bench()
    const [partial, aside] = [join(at.out, '.dataset.postil-partial-1'), join(at.out, '.dataset.postil-old-1')]
    plant(aside, { 'data.jsonl': 'old' })
    plant(partial, { 'data.jsonl': 'new' })
    const partials = await Partials.open(join(at.base, 'exports.json'))
    await partials.note({ partial, target: at.target, aside })
    await partials.sweep()
    expect(readdirSync(at.out)).toEqual(['dataset'])
    expect(readFileSync(join(at.target, 'data.jsonl'), 'utf8')).toBe('old')
  })

  it('clears away nothing whose name is not its own, whatever the list says', async () => {
    const at = await bench()
    const partials = await Partials.open(join(at.base, 'exports.json'))
    await partials.note({ partial: at.corpus, target: at.target, aside: at.corpus })
    await partials.sweep()
    expect(readdirSync(at.corpus)).toEqual(['a.txt'])
  })
})

const IS_ROOT = process.getuid?.() === 0

describe.runIf(IS_ROOT && process.platform === 'linux')('a disk', () => {
  const mounted: string[] = []
  afterEach(() => {
    for (const folder of mounted.splice(0)) execFileSync('umount', [folder])
  })

  function mount(folder: string, options: string): boolean {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
      mounted.push(folder)
      return true
    } catch {
      return false
    }
  }

  it('that is full is named, and nothing stays on it', async ({ skip }) => {
    const at = await bench()
    if (!mount(at.out, 'size=256k')) return skip('tmpfs cannot be mounted here')
    const job = await begin(at)
    const results = []
    for (let i = 0; i < 5; i++) results.push(await at.jobs.write(job, 'data.jsonl', Buffer.from('x'.repeat(100_000))))
    expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'no-space' } })
    expect(readdirSync(at.out)).toEqual([])
  })

  it('that is read-only is named', async ({ skip }) => {
    const at = await bench()
    if (!mount(at.out, 'ro,size=256k')) return skip('tmpfs cannot be mounted here')
    const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: false })
    expect(refused).toMatchObject({ ok: false, error: { code: 'read-only' } })
  })
})

it.skipIf(IS_ROOT)('names a folder that may not be written', async () => {
  const at = await bench()
  chmodSync(at.out, 0o500)
  onTestFinished(() => chmodSync(at.out, 0o700))
  const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: false })
  expect(refused).toMatchObject({ ok: false, error: { code: 'read-only' } })
})

it('names a folder that is not there', async () => {
  const at = await bench()
  rmSync(at.out, { recursive: true })
  const refused = await at.jobs.begin({ target: at.target, corpus: at.corpus, replace: false })
  expect(refused).toMatchObject({ ok: false, error: { code: 'not-found' } })
})
