import { fromEntries } from '../../src-core/agreement/from-entries.ts'
import { GAMMA_DEFAULTS, type MeasureId, type MeasureResult, type Score } from '../../src-core/agreement/measure.ts'
import { isMeasureId, MEASURES } from '../../src-core/agreement/registry.ts'
import { agreementReport, type AgreementReport } from '../../src-core/agreement/report.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { plural } from '../../src-core/formats/plural.ts'
import { problem } from '../../src-core/formats/problem.ts'
import { TOKENISER } from '../../src-core/formats/tokens.ts'
import { datasetOf, inputAt } from './input.ts'
import { CallFault, DataFault, put, type Io } from './io.ts'

export interface AgreeOptions {
  readonly measure?: string
  readonly seed: string
  readonly inProgress?: boolean
  readonly gammaAlpha: string
  readonly gammaBeta: string
  readonly gammaDeltaEmpty: string
  readonly from?: string
  readonly json?: boolean
}

/** `postil agree`: how far the annotators of the files agree, over all, per pair, label and document. */
export async function agree(paths: readonly string[], options: AgreeOptions, io: Io): Promise<number> {
  const measures = measuresOf(options.measure)
  const gamma = {
    ...GAMMA_DEFAULTS,
    alpha: numberOf(options.gammaAlpha, '--gamma-alpha'),
    beta: numberOf(options.gammaBeta, '--gamma-beta'),
    deltaEmpty: numberOf(options.gammaDeltaEmpty, '--gamma-delta-empty'),
  }
  const seed = numberOf(options.seed, '--seed')
  const { documents, leftOut, tokens } = fromEntries(await entriesOf(paths, options.from, io), TOKENISER)
  const given = { measures, seed, inProgress: options.inProgress ?? false, gamma, leftOut, tokens }
  const report = agreementReport(documents, given)
  if (!report) return 1
  for (const { document, reason } of report.left_out)
    await put(io.stderr, `left out: ${document}: ${REASONS[reason]}\n`)
  await put(io.stdout, options.json ? `${JSON.stringify(report)}\n` : tables(report))
  return 0
}

const REASONS = {
  'text-differs': 'its annotators saw different texts; export it again from one version of the article',
  'same-annotator-twice': 'one annotator has two lines for it; give each file’s annotator a name of their own',
} as const

function measuresOf(list: string | undefined): MeasureId[] {
  if (list === undefined) return MEASURES.map(({ id }) => id)
  return list.split(',').map((word) => {
    const id = word.trim()
    if (isMeasureId(id)) return id
    throw new CallFault(`--measure ${id}: use ${MEASURES.map((measure) => measure.id).join(', ')}`)
  })
}

function numberOf(text: string, option: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new CallFault(`${option} ${text}: give a number, 0 or more`)
}

async function entriesOf(paths: readonly string[], from: string | undefined, io: Io): Promise<DatasetEntry[]> {
  const entries: DatasetEntry[] = []
  for (const path of paths) {
    const source = await datasetOf(await inputAt(path), from, io, [])
    for await (const entry of source.entries()) entries.push(entry)
  }
  if (entries.length === 0) throw new DataFault([problem('no-documents', '')], paths.join(' '))
  return entries
}

function tables(report: AgreementReport): string {
  const results = Object.entries(report.measures)
  const people = plural(report.annotators.length, 'annotator')
  const names = report.annotators.length ? ` (${report.annotators.join(', ')})` : ''
  const head = `${people}${names}, ${plural(report.documents, 'document')}, ${report.compared} compared; tokens: ${report.tokens}`
  const overall = results.map(([id, result]) => row(id, result))
  const parts = results.flatMap(([id, result]) => detail(id, result))
  const reasons = Object.entries(report.reasons).map(([code, sentence]) => `  ${code}: ${sentence}`)
  const sections = [head, '', ...overall, ...parts, ...(reasons.length ? ['', 'undefined values:', ...reasons] : [])]
  return `${sections.join('\n')}\n`
}

function detail(id: string, { pairs, labels }: MeasureResult): string[] {
  const byPair = pairs.length > 1 ? pairs.map((pair) => row(`  ${pair.a} · ${pair.b}`, pair)) : []
  const byLabel = Object.entries(labels).map(([label, score]) => row(`  ${label}`, score))
  return byPair.length + byLabel.length ? ['', id, ...byPair, ...byLabel] : []
}

function row(name: string, score: Score): string {
  const value = score.value === null ? `undefined (${score.undefined ?? ''})` : score.value.toFixed(4)
  return `${name.padEnd(24)} ${value.padStart(8)}  ${score.items} items`
}
