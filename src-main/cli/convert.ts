import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { fit } from '../../src-core/formats/fit.ts'
import type { Format, Piece, Separator } from '../../src-core/formats/format.ts'
import { SchemaGatherer } from '../../src-core/formats/infer-schema.ts'
import {
  LossGatherer,
  lossSentences,
  OVERLAP_POLICIES,
  reportForMachines,
  type LossReport,
  type OverlapPolicy,
} from '../../src-core/formats/losses.ts'
import { OFFSET_UNITS } from '../../src-core/formats/postil-read.ts'
import { plural } from '../../src-core/formats/plural.ts'
import { say } from '../../src-core/formats/phrase.ts'
import { problem, type Problem } from '../../src-core/formats/problem.ts'
import { formatIds } from '../../src-core/formats/registry.ts'
import { schemaFromJson } from '../../src-core/formats/schema-json.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import { isParted, PartProof } from '../files/part-proof.ts'
import { proveWholes, UsedNames, type WholeFile } from '../files/whole-proof.ts'
import { faultJson, faultLine } from './faults.ts'
import { compareEntries } from './entry-order.ts'
import { datasetOf, formatNamed, inputAt, type DatasetSource, type Input } from './input.ts'
import { CallFault, DataFault, put, type Io } from './io.ts'
import { Output } from './output.ts'
import { provedOrFault, refuse } from './prove-written.ts'
import { StandardOutput, type Sink } from './sink.ts'

export interface ConvertOptions {
  readonly to: string
  readonly out: string
  readonly from?: string
  readonly overlaps: string
  readonly offsets?: string
  readonly separator?: string
  readonly json?: boolean
}

/** What was asked for, after it was checked. */
interface Task {
  readonly format: Format
  readonly unit: OffsetUnit
  readonly policy: OverlapPolicy
  readonly separator: Separator
}

/** `postil convert`: reads, fits, writes aside, reads back, proves each span, and only then moves into place. */
export async function convert(path: string, options: ConvertOptions, io: Io): Promise<number> {
  const task = taskOf(options)
  const input = await inputAt(path)
  const notes: Problem[] = []
  const source = await datasetOf(input, options.from, io, notes)
  const facts = await factsOf(source, source.schema ?? schemaBeside(input))
  const sink = options.out === '-' ? standardOutput(task, io) : new Output(options.out, task.format)
  try {
    const { report, spans, entries, files, used } = await written(source, facts, task, sink, io)
    refuse(await proveWholes(pathsOf(files, sink), used), sink)
    if (entries !== 'proved') await provedOrFault(entries ?? fitted(source, task), sink, task)
    const lossy = lossSentences(report).length > 0
    const out = await sink.finish(lossy ? `${JSON.stringify(reportForMachines(report), null, 1)}\n` : null)
    await tell({ input, from: source.format, out, facts, report, spans, notes }, options, io)
    return 0
  } catch (error) {
    sink.discard()
    throw error
  }
}

function standardOutput({ format }: Task, io: Io): Sink {
  if (format.layout === 'folder') throw new CallFault(`--out -: ${format.id} is a folder; name one`)
  return new StandardOutput(io, format.extensions[0] ?? '')
}

const SEPARATORS: Readonly<Record<string, Separator>> = { comma: ',', semicolon: ';' }

function taskOf({ to, overlaps, offsets, separator: word = 'comma' }: ConvertOptions): Task {
  const format = formatNamed(to)
  if (!format.write)
    throw new CallFault(`the format ${to} is only read; formats that are written: ${formatIds('write').join(', ')}`)
  const policy = OVERLAP_POLICIES.find((each) => each === overlaps)
  if (!policy) throw new CallFault(`--overlaps ${overlaps}: use ${OVERLAP_POLICIES.join(', ')}`)
  const unit = OFFSET_UNITS.find((each) => each === (offsets ?? 'codepoint'))
  if (!unit) throw new CallFault(`--offsets ${offsets ?? ''}: use ${OFFSET_UNITS.join(', ')}`)
  const fixed = format.carries.unit
  if (offsets !== undefined && fixed !== 'any' && fixed !== unit)
    throw new CallFault(
      `--offsets ${offsets}: ${to} counts in ${fixed}${fixed === 'token' ? 's' : ''} and has no place to say otherwise`,
    )
  const separator = Object.hasOwn(SEPARATORS, word) ? SEPARATORS[word] : undefined
  if (!separator) throw new CallFault(`--separator ${word}: use ${Object.keys(SEPARATORS).join(', ')}`)
  if (separator === ';' && to !== 'csv') throw new CallFault(`--separator ${word}: ${to} is no table of text`)
  return { format, unit, policy, separator }
}

/** The schema of an export beside the data, if there is one. */
export function schemaBeside({ path, folder }: Input): LabelSchema | null {
  const beside = path === '-' ? '' : join(folder ? path : dirname(path), 'schema.json')
  if (beside === '' || !existsSync(beside)) return null
  const outcome = schemaFromJson(readFileSync(beside, 'utf8'))
  return outcome.ok ? outcome.schema : null
}

interface Facts {
  readonly schema: LabelSchema
  readonly annotators: readonly string[]
  readonly documents: number
  readonly lines: number
}

/** One pass to know all names before anything is written; lines out of order are the data's fault. */
async function factsOf(source: DatasetSource, known: LabelSchema | null): Promise<Facts> {
  const gatherer = new SchemaGatherer(known)
  const annotators = new Set<string>()
  let [documents, lines] = [0, 0]
  let previous: DatasetEntry | null = null
  for await (const entry of source.entries()) {
    const order: number = previous === null ? -1 : compareEntries(previous, entry)
    if (order >= 0 && previous) throw new DataFault([outOfOrder(previous, lines + 1, order === 0)], source.shown)
    if (previous?.id !== entry.id) documents++
    lines++
    gatherer.add(entry)
    annotators.add(entry.annotator)
    previous = entry
  }
  return { schema: gatherer.schema, annotators: [...annotators].sort(), documents, lines }
}

function outOfOrder({ id, annotator }: DatasetEntry, line: number, same: boolean): Problem {
  const name = JSON.stringify(`${id} · ${annotator}`)
  return { ...(same ? problem('duplicate', '', { id: name }) : problem('order', '', { previous: name })), line }
}

async function* fitted(source: DatasetSource, { format, policy }: Task): AsyncGenerator<DatasetEntry> {
  for await (const entry of source.entries()) yield fit(entry, format, policy).entry
}

interface Written {
  readonly report: LossReport
  readonly spans: number
  /**
   * What was written and is to be proved; null for formats of lines, whose entries are fitted again rather than kept;
   * `proved` for those that were proved part by part.
   */
  readonly entries: readonly DatasetEntry[] | null | 'proved'
  readonly files: ReadonlySet<string>
  readonly used: UsedNames
}

async function written(source: DatasetSource, facts: Facts, task: Task, sink: Sink, io: Io): Promise<Written> {
  const { schema, annotators } = facts
  const writer = task.format.write?.({
    schema,
    annotators,
    unit: task.unit,
    name: sink.name,
    software: `Postil ${io.version}`,
    separator: task.separator,
  })
  const losses = new LossGatherer()
  const proof = sink.back && isParted(task.format) ? new PartProof(task.format, sink.back) : null
  const entries: DatasetEntry[] | null = task.format.readLine || proof ? null : []
  const files = new Set<string>()
  const used = new UsedNames()
  const putAll = (pieces: readonly Piece[]): string[] => {
    sink.put(pieces)
    const names = pieces.map(({ file }) => file)
    for (const name of names) files.add(name)
    return names
  }
  let [refused, spans] = [0, 0]
  for await (const entry of source.entries()) {
    const one = fit(entry, task.format, task.policy)
    losses.add(entry.spans.length, one.losses)
    refused += one.refused
    if (refused > 0) continue
    const names = putAll(writer?.add(one.entry) ?? [])
    used.add(one.entry)
    spans += one.entry.spans.length
    proof?.add(one.entry, names)
    entries?.push(one.entry)
  }
  if (refused > 0) {
    const params = { count: refused, what: say('overlapping-spans'), format: task.format.id }
    throw new DataFault([problem('fails-policy', '', params)], source.shown)
  }
  const last = putAll(writer?.end() ?? [])
  if (proof) refuse(proof.end(last), sink)
  const report = losses.report(task.format.id, task.policy)
  return { report, spans, entries: proof ? 'proved' : entries, files, used }
}

/** What goes to standard output is not on the disk, and is read back as a whole. */
function pathsOf(files: Iterable<string>, sink: Sink): WholeFile[] {
  return [...files].flatMap((name) => {
    const path = sink.pathOf(name)
    return path === null ? [] : [{ name, path }]
  })
}

interface Told {
  readonly input: Input
  readonly from: Format
  readonly out: readonly string[]
  readonly facts: Facts
  readonly report: LossReport
  /** How many spans were written: fewer than were read where some are left out, more where some are cut. */
  readonly spans: number
  readonly notes: readonly Problem[]
}

/** What was done and lost; beside the data on standard output it goes to standard error. */
async function tell(
  { input, from, out, facts, report, spans, notes }: Told,
  { out: target, json }: ConvertOptions,
  io: Io,
): Promise<void> {
  const stream = target === '-' ? io.stderr : io.stdout
  const { documents, lines } = facts
  if (json) {
    const repaired = notes.map((note) => faultJson(note, input.shown))
    const machine = {
      from: from.id,
      to: report.format,
      out,
      documents,
      lines,
      spans: report.spans,
      written: spans,
      losses: reportForMachines(report),
      notes: repaired,
    }
    return put(stream, `${JSON.stringify(machine)}\n`)
  }
  for (const note of notes) await put(io.stderr, `note: ${faultLine(note, input.shown)}\n`)
  const sentences = lossSentences(report)
  const lost = sentences.length ? sentences.map((sentence) => `  ${sentence}\n`).join('') : '  nothing is lost\n'
  const counted = `${plural(report.spans, 'span')}${spans === report.spans ? '' : `, ${spans} written`}`
  const files = out.map((each) => `  ${each}\n`).join('')
  await put(
    stream,
    `${input.shown} (${from.id}) → ${report.format}: ${plural(documents, 'document')}, ${plural(lines, 'line')}, ${counted}, each proved\n${files}losses (overlaps: ${report.policy})\n${lost}`,
  )
}
