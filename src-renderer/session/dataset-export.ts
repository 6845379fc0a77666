import { chosenDocuments, entriesToWrite, type ExportSource } from './export-entries.ts'
import { writeFiles } from './export-files.ts'
import type { ExportOptions } from './export-options.ts'
import { outcomeOf, type ExportOutcome, type ExportRun } from './export-outcome.ts'
import { waitingTags } from './export-waiting.ts'
import { formatOf, Scales, type Weighing } from './export-weighing.ts'
import type { Host } from './host.ts'

/** What would not be written of the choice, or why that cannot be known. Postil JSONL holds whatever has a place. */
export async function weighExport(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: Pick<ExportRun, 'signal' | 'progress'>,
): Promise<Weighing | Extract<ExportOutcome, { readonly kind: 'cancelled' | 'failed' }>> {
  try {
    const format = await formatOf(options)
    const scales = new Scales(format, options.overlaps)
    scales.addWaiting(waitingTags(source, options))
    if (format.id === 'postil') return scales.weighing
    const { fit } = await import('../../src-core/formats/fit.ts')
    for await (const entry of entriesToWrite(host, source, options, run)) scales.add(entry, fit)
    return scales.weighing
  } catch (error) {
    const outcome = outcomeOf(error, run.signal)
    if (outcome.kind === 'cancelled' || outcome.kind === 'failed') return outcome
    throw error
  }
}

/**
 * Writes the chosen layers as a dataset: streams Postil JSONL to the main process, which proves it, turns it into the
 * format that is wanted, proves that and places it. After a fault, a failure or a cancel nothing of it stays on the disk.
 */
export async function exportDataset(
  host: Host,
  source: ExportSource,
  options: ExportOptions,
  run: ExportRun,
): Promise<ExportOutcome> {
  if (chosenDocuments(source, options).length === 0) return { kind: 'empty' }
  let job: string | null = null
  try {
    job = (await host.ask('export.begin', { target: run.target, replace: run.replace, grant: source.grant })).job
    const stop = abortWith(host, job, run.signal)
    await writeFiles(host, job, source, options, run)
    const { format, overlaps, unit, separator } = options
    const { software } = source
    const convert = format === 'postil' ? {} : { convert: { format, overlaps, unit, separator, software } }
    const answer = await host.ask('export.finish', { job, ...convert })
    stop()
    return 'faults' in answer ? { kind: 'faults', faults: answer.faults } : { kind: 'done', report: answer.report }
  } catch (error) {
    if (job !== null) await host.ask('export.abort', { job }).catch(() => null)
    return outcomeOf(error, run.signal)
  }
}

function abortWith(host: Host, job: string, signal: AbortSignal): () => void {
  const abort = () => void host.ask('export.abort', { job }).catch(() => null)
  signal.addEventListener('abort', abort, { once: true })
  return () => signal.removeEventListener('abort', abort)
}
