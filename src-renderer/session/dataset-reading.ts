import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { FormatId } from '../../src-core/formats/format.ts'
import type { Problem } from '../../src-core/formats/problem.ts'
import type { DatasetFile, DatasetRead, GrantId, HostError } from '../../src-main/ipc/contract.ts'
import { HostFailure, type Host } from './host.ts'

/** A dataset as it was read, whatever its format. */
export interface Dataset {
  readonly name: string
  readonly format: FormatId
  readonly entries: readonly DatasetEntry[]
  /** What the reader repaired or passed over. */
  readonly notes: readonly Problem[]
  /** The label schema that lies beside the data. */
  readonly schema: LabelSchema | null
}

export type DatasetReading =
  | { readonly kind: 'read'; readonly dataset: Dataset }
  | Extract<DatasetRead, { readonly kind: 'faults' }>
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: HostError }

export interface ReadingRun {
  /** Null lets the format be recognised. */
  readonly format: FormatId | null
  /** The folder of the articles, from which lines without their text get it. */
  readonly grant: GrantId | null
  readonly signal: AbortSignal
  /** Entries so far; nobody knows how many there will be. */
  readonly progress: (entries: number) => void
}

/** Reads a dataset that a person picked; the main process parses it in a thread and hands it over in parts. */
export async function readDataset(host: Host, file: DatasetFile, run: ReadingRun): Promise<DatasetReading> {
  const read = crypto.randomUUID()
  const entries: DatasetEntry[] = []
  const stopBatches = host.on('dataset.batch', (batch) => {
    if (batch.read !== read) return
    for (const entry of JSON.parse(batch.entries) as DatasetEntry[]) entries.push(entry)
    run.progress(entries.length)
  })
  const cancel = () => void host.ask('dataset.cancel', { read }).catch(() => null)
  run.signal.addEventListener('abort', cancel)
  try {
    const done = doneOf(host, read)
    await host.ask('dataset.read', { source: file.source, read, format: run.format, grant: run.grant })
    return await readingOf(file, await done, entries)
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error
    return { kind: 'failed', error: error.error }
  } finally {
    run.signal.removeEventListener('abort', cancel)
    stopBatches()
  }
}

function doneOf(host: Host, read: string): Promise<DatasetRead | 'cancelled' | HostError> {
  return new Promise((resolve) => {
    const stop = host.on('dataset.done', (event) => {
      if (event.read !== read) return
      stop()
      resolve(event.outcome)
    })
  })
}

async function readingOf(
  { name }: DatasetFile,
  outcome: DatasetRead | 'cancelled' | HostError,
  entries: readonly DatasetEntry[],
): Promise<DatasetReading> {
  if (outcome === 'cancelled') return { kind: 'cancelled' }
  if ('code' in outcome) return { kind: 'failed', error: outcome }
  if (outcome.kind === 'faults') return outcome
  const { format, notes, schema } = outcome
  return { kind: 'read', dataset: { name, format, entries, notes, schema: await schemaOf(schema) } }
}

/** One that cannot be read is as good as none: the data says its own names. */
async function schemaOf(json: string | null): Promise<LabelSchema | null> {
  if (json === null) return null
  const outcome = (await import('../../src-core/formats/schema-json.ts')).schemaFromJson(json)
  return outcome.ok ? outcome.schema : null
}
