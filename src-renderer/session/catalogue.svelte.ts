import type { CorpusEntry, EventName, Events, HostError, PackedKnown, Skipped } from '../../src-main/ipc/contract.ts'
import type { CatalogueChange } from '../store/catalogue.ts'
import type { Host } from './host.ts'

export interface ScanState {
  readonly running: boolean
  /** Files found so far, and how many of them are read. */
  readonly found: number
  readonly done: number
  readonly cancelled: boolean
  readonly problem: HostError | null
}

/** What a scan found out. */
export interface ScanFindings extends CatalogueChange {
  /** Whether all of the folder was seen, so that what was not found is gone. */
  readonly complete: boolean
  readonly lines: Events['corpus.done']['lines']
}

/** How a folder is to be read. */
export interface ScanWishes {
  /** Read also when they seem unchanged. */
  readonly again: Iterable<string> | 'all'
  readonly encodings: Readonly<Record<string, string>>
  readonly encoding: string | null
}

const IDLE: ScanState = { running: false, found: 0, done: 0, cancelled: false, problem: null }
const REPAINT_MS = 120

const byPath = new Intl.Collator(undefined, { numeric: true, sensitivity: 'variant' })

/** The documents of the open folder, filled while the scan runs. */
export class Catalogue {
  readonly #host: Host
  readonly #grant: string
  readonly #entries = new Map<string, CorpusEntry>()
  #list = $state.raw<readonly CorpusEntry[]>([])
  #skipped = $state.raw<readonly Skipped[]>([])
  #scan = $state.raw<ScanState>(IDLE)
  #stop: (() => void) | null = null
  #known = 0
  #unordered = false
  #fresh: CorpusEntry[] = []
  #listener: () => void = () => undefined
  #arrangement = 0

  constructor(host: Host, grant: string, known: readonly CorpusEntry[]) {
    this.#host = host
    this.#grant = grant
    for (const entry of known) this.#entries.set(entry.id, entry)
    this.#publish()
  }

  /** In natural order of their paths. */
  get list(): readonly CorpusEntry[] {
    return this.#list
  }

  /** Another number says that the list has not just grown at its end. */
  get arrangement(): number {
    return this.#arrangement
  }

  get skipped(): readonly Skipped[] {
    return this.#skipped
  }

  get scan(): ScanState {
    return this.#scan
  }

  /** Calls the listener, of which there is one, when the list or an entry has changed. */
  onChange(listener: () => void): void {
    this.#listener = listener
  }

  get(id: string): CorpusEntry | undefined {
    return this.#entries.get(id)
  }

  /**
   * Reads the folder again; files of unchanged size and time are not opened. Resolves when the scan ended, with what
   * the stored catalogue does not know yet.
   */
  async rescan({ again, encodings, encoding }: ScanWishes): Promise<ScanFindings> {
    this.#stop?.()
    const scan = crypto.randomUUID()
    const known = again === 'all' ? packKnown(new Map()) : packKnown(without(this.#entries, again))
    const present = new Set<string>()
    this.#known = this.#entries.size
    this.#unordered = false
    this.#fresh = []
    this.#skipped = []
    this.#scan = { ...IDLE, running: true }
    const done = this.#until('corpus.done', (event) => event.scan === scan)
    let painted = 0
    const stop = this.#host.on('corpus.batch', (batch) => {
      if (batch.scan !== scan) return
      this.#take(batch, present)
      if (performance.now() - painted < REPAINT_MS) return
      painted = performance.now()
      this.#publish()
    })
    this.#stop = () => void this.#host.ask('corpus.cancel', { scan })
    const wishes = { encodings, ...(encoding === null ? {} : { encoding }) }
    await this.#host.ask('corpus.scan', { grant: this.#grant, scan, known, ...wishes })
    const end = await done
    stop()
    this.#stop = null
    return this.#finish(end, present)
  }

  cancel(): void {
    this.#stop?.()
  }

  #take(batch: Events['corpus.batch'], present: Set<string>): void {
    if (batch.unchanged !== '') for (const id of batch.unchanged.split('\0')) present.add(id)
    for (const entry of batch.entries.flatMap((list) => JSON.parse(list) as CorpusEntry[])) {
      if (this.#entries.has(entry.id)) this.#arrangement++
      this.#unordered ||= this.#known > 0 && !this.#entries.has(entry.id)
      present.add(entry.id)
      this.#entries.set(entry.id, entry)
      this.#fresh.push(entry)
    }
    if (batch.skipped.length) this.#skipped = [...this.#skipped, ...batch.skipped]
    this.#scan = { ...this.#scan, found: batch.found, done: batch.done }
  }

  #finish(end: Events['corpus.done'], present: ReadonlySet<string>): ScanFindings {
    const problem = typeof end.outcome === 'string' ? null : end.outcome
    const removed = end.outcome === 'complete' ? [...this.#entries.keys()].filter((id) => !present.has(id)) : []
    for (const id of removed) this.#entries.delete(id)
    if (removed.length > 0 || this.#unordered) this.#arrangement++
    if (this.#unordered) this.#sort()
    this.#publish()
    this.#scan = { ...this.#scan, running: false, cancelled: end.outcome === 'cancelled', problem, found: end.found }
    return { put: this.#fresh, removed, complete: end.outcome === 'complete', lines: end.lines }
  }

  /** Batches come in natural order; only files that are new beside known ones ask for a sort, once, at the end. */
  #publish(): void {
    this.#list = [...this.#entries.values()]
    this.#listener()
  }

  #sort(): void {
    const sorted = [...this.#entries.values()].sort((a, b) => byPath.compare(a.id, b.id))
    this.#entries.clear()
    for (const entry of sorted) this.#entries.set(entry.id, entry)
  }

  #until<N extends EventName>(name: N, when: (event: Events[N]) => boolean): Promise<Events[N]> {
    return new Promise((resolve) => {
      const stop = this.#host.on(name, (event) => {
        if (!when(event)) return
        stop()
        resolve(event)
      })
    })
  }
}

function without(entries: ReadonlyMap<string, CorpusEntry>, ids: Iterable<string>): ReadonlyMap<string, CorpusEntry> {
  const rest = new Map(entries)
  for (const id of ids) rest.delete(id)
  return rest
}

function packKnown(entries: ReadonlyMap<string, CorpusEntry>): PackedKnown {
  const list = [...entries.values()]
  return {
    ids: [...entries.keys()].join('\0'),
    bytes: Float64Array.from(list, (entry) => entry.bytes),
    modifiedMs: Float64Array.from(list, (entry) => entry.modifiedMs),
  }
}
