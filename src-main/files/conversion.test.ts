import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Checker } from '../../src-core/formats/check.ts'
import { SchemaGatherer } from '../../src-core/formats/infer-schema.ts'
import { formatById, formatIds } from '../../src-core/formats/registry.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import { plant, tempFolder } from '../testing/folder.ts'
import { useThreads } from '../testing/threads.ts'
import type { Conversion } from '../ipc/contract.ts'
import { ExportJobs } from './export-jobs.ts'
import { Partials } from './partials.ts'

const threads = useThreads(1)
const TEXT = 'Été\u2028 🙂 : l’élue Ana Ruiz parle.\n'

function line(id: string): string {
  const sha256 = createHash('sha256').update(TEXT).digest('hex')
  const span = { id: 's1', start: 16, end: 24, label: 'Person', text: 'Ana Ruiz', attributes: {}, origin: 'manual' }
  const head = { format: 'postil/1', id, annotator: 'amina', state: 'done', lang: 'fr', text: TEXT, labels: [] }
  const rest = { sha256, encoding: 'utf-8', offset_unit: 'codepoint', meta: {}, relations: [], excluded: [] }
  return `${JSON.stringify({ ...head, ...rest, decisions: [], spans: [span] })}\n`
}

async function begun(parts: readonly string[]) {
  const base = tempFolder()
  const [corpus, target] = [join(base, 'corpus'), join(base, 'dataset')]
  plant(corpus, { 'a.txt': TEXT, 'data/postil-source.txt': TEXT })
  const partials = await Partials.open(join(base, 'exports.json'))
  const jobs = new ExportJobs({ partials, pool: threads(), nowMs: () => performance.now(), progress: () => undefined })
  const answer = await jobs.begin({ target, corpus, replace: false })
  if (!answer.ok) throw new Error(answer.error.code)
  const { job } = answer.value
  for (const [i, part] of parts.entries())
    await jobs.write(
      job,
      `postil-source/${part}.jsonl`,
      Buffer.from(line(['a.txt', 'data/postil-source.txt'][i] ?? '')),
    )
  const gatherer = new SchemaGatherer(null)
  const entry = formatById('postil')?.readLine?.(line('a.txt'), new Checker())
  if (entry) gatherer.add(entry)
  await jobs.write(job, 'schema.json', Buffer.from(schemaToJson(gatherer.schema)))
  return { base, target, jobs, job }
}

async function exported(convert: Conversion, parts: readonly string[]) {
  const { target, jobs, job } = await begun(parts)
  return { target, answer: await jobs.finish(job, convert) }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
}

it.each(formatIds('write').filter((id) => id !== 'postil'))(
  'an export as %s is proved, summed, and keeps nothing of the lines it was made of',
  async (format) => {
    const convert = { format, overlaps: 'longest', unit: 'codepoint', separator: ',', software: 'Postil 0' } as const
    const { target, answer } = await exported(convert, ['train', 'test'])
    expect(answer).toMatchObject({ ok: true, value: { report: { documents: 2, spans: 2, provedAgainstFiles: 2 } } })
    expect(existsSync(join(target, 'postil-source'))).toBe(false)
    const named = readFileSync(join(target, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    expect(named.map((each) => each.slice(66)).sort()).toEqual(filesIn(target).filter((name) => name !== 'SHA256SUMS'))
    for (const part of ['train', 'test']) expect(filesIn(target).some((name) => name.startsWith(part))).toBe(true)
  },
)

it.each([0, 5, 20, 60])('a conversion that is cancelled after %i ms leaves nothing beside its target', async (ms) => {
  const { base, jobs, job } = await begun(['data'])
  await jobs.write(
    job,
    'postil-source/data.jsonl',
    Buffer.from(Array.from({ length: 400 }, (_, i) => line(`d${i}`)).join('')),
  )
  const done = jobs.finish(job, {
    format: 'brat',
    overlaps: 'longest',
    unit: 'codepoint',
    separator: ',',
    software: 'Postil 0',
  })
  await new Promise((resolve) => setTimeout(resolve, ms))
  await jobs.abort(job)
  const { ok } = await done
  await new Promise((resolve) => setTimeout(resolve, 200))
  const left = readdirSync(base).filter((name) => name !== 'corpus' && name !== 'exports.json')
  expect(left).toEqual(ok ? ['dataset'] : [])
})
