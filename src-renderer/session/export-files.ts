import { AgreementGatherer } from '../../src-core/formats/card-agreement.ts'
import { CardCounter } from '../../src-core/formats/card-counter.ts'
import { datasetCard } from '../../src-core/formats/card.ts'
import type { Format } from '../../src-core/formats/format.ts'
import { labelPlot } from '../../src-core/formats/label-plot.ts'
import { lossSentences, reportForMachines } from '../../src-core/formats/losses.ts'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import type { OffsetUnit } from '../../src-core/text/offset.ts'
import { splitsOf } from './dataset-splits.ts'
import { entriesToWrite, type ExportSource } from './export-entries.ts'
import type { ExportOptions } from './export-options.ts'
import { Refused, type ExportRun } from './export-outcome.ts'
import { waitingTags } from './export-waiting.ts'
import { formatOf, Scales } from './export-weighing.ts'
import type { Host } from './host.ts'

/** Chromium makes and unmakes room of its own for each piece near a megabyte, and copies it several times on its way. */
const MESSAGE_BYTES = 1 << 19

/** Streams the chosen entries, the card and all that goes with them to a job of the main process. */
export async function writeFiles(
  host: Host,
  job: string,
  source: ExportSource,
  options: ExportOptions,
  run: ExportRun,
): Promise<void> {
  const format = await formatOf(options)
  const splits = options.splits && (await splitsOf(entriesToWrite(host, source, options, quietly(run)), options.splits))
  const names = splits?.names ?? ['data']
  const lossless = format.id === 'postil'
  const fileOf = (part: string) => `${lossless ? '' : SOURCE}${part}.jsonl`
  const send = (file: string, bytes: Uint8Array) => host.ask('export.write', { job, file, bytes })
  const write = (file: string, text: string) => send(file, ENCODER.encode(text))
  const out = new Map(names.map((name) => [name, new LineWriter((bytes) => send(fileOf(name), bytes))]))
  for (const name of names) await write(fileOf(name), '')
  const counter = new CardCounter(source.schema)
  const together = new AgreementGatherer()
  const scales = new Scales(format, options.overlaps)
  scales.addWaiting(waitingTags(source, options))
  const { fit } = await import('../../src-core/formats/fit.ts')
  for await (const entry of entriesToWrite(host, source, options, run)) {
    const part = splits?.partOf(entry.id) ?? 'data'
    counter.add(entry, splits ? part : null)
    together.add(entry)
    if (!lossless) scales.add(entry, fit)
    // The others are made of the lines, which then go: they need the text whatever is handed over.
    const withText = options.withText || !lossless
    await out.get(part)?.line(entryToLine(entry, source.schema, options.unit, { withText }))
  }
  for (const writer of out.values()) await writer.end()
  run.signal.throwIfAborted()
  const { report, refused } = scales.weighing
  if (refused > 0) throw new Refused(refused)
  const losses = lossSentences(report)
  if (losses.length > 0) await write('losses.json', `${JSON.stringify(reportForMachines(report), null, 1)}\n`)
  await write('schema.json', schemaToJson(source.schema))
  await write('labels.svg', labelPlot(counter.counts.labels, source.schema))
  await write(
    'README.md',
    datasetCard({
      title: source.title,
      schema: source.schema,
      counts: counter.counts,
      format: lossless ? 'Postil JSONL (`postil/1`)' : format.name,
      unit: unitOf(format, options),
      ...(format.hub && { head: format.hub.head(source.schema) }),
      ...(format.advice && { advice: format.advice }),
      files: names.map((name) => cardFile(format, name, splits !== null)),
      software: source.software,
      plot: 'labels.svg',
      losses,
      ...(await inPieces(together.values(), run.signal)),
      ...(splits && { splits: splits.about }),
    }),
  )
}

const PIECE_MS = 10

/** Long work in pieces, so that no frame waits for it. */
async function inPieces(values: ReturnType<AgreementGatherer['values']>, signal: AbortSignal) {
  let began = performance.now()
  for (;;) {
    const step = values.next()
    if (step.done) return { agreement: step.value.agreement, agreementNote: step.value.note }
    if (performance.now() - began < PIECE_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
    began = performance.now()
  }
}

/** Where the main process looks for lines that are to become another format. */
const SOURCE = 'postil-source/'

const SPLIT_NAMES: Readonly<Record<string, string>> = { dev: 'validation' }

function cardFile(format: Format, name: string, split: boolean) {
  const file =
    format.layout === 'folder' ? `${name}/${format.hub?.rows ?? '*'}` : `${name}${format.extensions[0] ?? ''}`
  return split ? { name: file, split: SPLIT_NAMES[name] ?? name } : { name: file }
}

/** What positions in the files count; null where that is no unit of text. */
function unitOf({ carries: { unit } }: Format, options: ExportOptions): OffsetUnit | null {
  if (unit === 'any') return options.unit
  return unit === 'token' || unit === 'none' ? null : unit
}

/** Without telling how far it came: a pass before the one that writes. */
function quietly({ signal }: Pick<ExportRun, 'signal'>): Pick<ExportRun, 'signal' | 'progress'> {
  return { signal, progress: () => undefined }
}

const ENCODER = new TextEncoder()

/** Gathers lines into messages of their bytes that keep frames free; while one is on its way the next is made. */
class LineWriter {
  readonly #write: (bytes: Uint8Array) => Promise<null>
  readonly #room = new Uint8Array(MESSAGE_BYTES)
  #used = 0
  #sent: Promise<null> = Promise.resolve(null)

  constructor(write: (bytes: Uint8Array) => Promise<null>) {
    this.#write = write
  }

  async line(line: string): Promise<void> {
    for (let rest = this.#take(line); rest !== ''; rest = this.#take(rest)) await this.#send()
    if (this.#take('\n') === '') return
    await this.#send()
    this.#take('\n')
  }

  async end(): Promise<void> {
    if (this.#used > 0) await this.#send()
    await this.#sent
  }

  /** Answers what there is no more room for. */
  #take(text: string): string {
    const { read, written } = ENCODER.encodeInto(text, this.#room.subarray(this.#used))
    this.#used += written
    return text.slice(read)
  }

  async #send(): Promise<void> {
    const bytes = this.#room.slice(0, this.#used)
    this.#used = 0
    await this.#sent
    this.#sent = this.#write(bytes)
    // Whoever sends next is told.
    this.#sent.catch(() => undefined)
  }
}
