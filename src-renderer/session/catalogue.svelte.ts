import type { EntryColumns } from '../../src-core/source/entry-columns.ts'
import { comparePaths } from '../../src-core/source/path-order.ts'
import type { CorpusEntry, EventName, Events, HostError, PackedEntries, Skipped } from '../../src-main/ipc/contract.ts'
import type { EntryHead, EntryTable } from '../store/entry-table.ts'
import type { Host } from './host.ts'
import { SlotMarks } from './slot-marks.ts'

export interface ScanState {
  readonly running: boolean
  /** Files found so far, and how many of them are read. */
  readonly found: number
  readonly done: number
  readonly cancelled: boolean
  readonly problem: HostError | null
}

/** What a scan found out. */
export interface ScanFindings {
  /** Whether the stored catalogue does not know all of it yet. */
  readonly news: boolean
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

const utf8 = new TextDecoder()
const IDLE: ScanState = { running: false, found: 0, done: 0, cancelled: false, problem: null }
/** How often the list follows a scan: making it anew takes the longer the more it holds. */
const REPAINT_MS = 120
const REPAINT_MS_EACH = 1 / 100

/** The documents of the open folder, filled while the scan runs. */
export class Catalogue {
  readonly #host: Host
  readonly #grant: string
  readonly #table: EntryTable
  /** In natural order of their paths, and the place of each by its slot in the table. */
  #ids: string[]
  #places: number[] = []
  #list = $state.raw<readonly string[]>([])
  #skipped = $state.raw<readonly Skipped[]>([])
  #scan = $state.raw<ScanState>(IDLE)
  #stop: (() => void) | null = null
  #unordered = false
  #replaced: string[] = []
  readonly #arrived = new Set<string>()
  #listener: (replaced: readonly string[]) => void = () => undefined
  #arrangement = 0
  #looked: boolean

  /** @param table what is known already; it is filled further while the scan runs. */
  constructor(host: Host, grant: string, table: EntryTable) {
    this.#host = host
    this.#grant = grant
    this.#table = table
    this.#ids = table.ids()
    this.#looked = table.size > 0
    this.#unordered = this.#ids.some((id, i) => i > 0 && comparePaths(this.#ids[i - 1] ?? '', id) > 0)
    if (this.#unordered) this.#sort()
    else this.#notePlaces()
    this.#list = [...this.#ids]
  }

  /** Of all documents that have a file, in natural order of their paths. */
  get ids(): readonly string[] {
    return this.#list
  }

  /** Another number says that the list has not just grown at its end. */
  get arrangement(): number {
    return this.#arrangement
  }

  /** Whether a scan ever went through the folder. */
  get looked(): boolean {
    return this.#looked
  }

  /** Of files that were not there when the folder was opened, or last read before that. */
  get arrived(): ReadonlySet<string> {
    return this.#arrived
  }

  get skipped(): readonly Skipped[] {
    return this.#skipped
  }

  get scan(): ScanState {
    return this.#scan
  }

  /** Calls the listener, of which there is one, when there are other documents, or some whose entries were replaced. */
  onChange(listener: (replaced: readonly string[]) => void): void {
    this.#listener = listener
  }

  get(id: string): CorpusEntry | undefined {
    return this.#table.get(id)
  }

  /** What the list shows of a document. */
  head(id: string): EntryHead | undefined {
    return this.#table.head(id)
  }

  /** Where a document stands, or will when the list follows; -1 for one that has no file. */
  placeOf(id: string): number {
    return this.#places[this.#table.slotOf(id)] ?? -1
  }

  /** All of them, each made when it is its turn. */
  *entries(): Generator<CorpusEntry> {
    for (const id of this.#list) {
      const entry = this.#table.get(id)
      if (entry) yield entry
    }
  }

  /**
   * Reads the folder again; files of unchanged size and time are not opened. Resolves when the scan ended; the table
   * knows then what is to be stored.
   */
  async rescan({ again, encodings, encoding }: ScanWishes): Promise<ScanFindings> {
    this.#stop?.()
    const scan = crypto.randomUUID()
    const known = this.#table.known(new Set(again === 'all' ? this.#ids : again))
    const present = new SlotMarks()
    this.#skipped = []
    this.#scan = { ...IDLE, running: true }
    const done = this.#until('corpus.done', (event) => event.scan === scan)
    let painted = 0
    const stop = this.#host.on('corpus.batch', (batch) => {
      if (batch.scan !== scan) return
      this.#take(batch, present)
      if (performance.now() - painted < Math.max(REPAINT_MS, this.#table.size * REPAINT_MS_EACH)) return
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

  #take(batch: Events['corpus.batch'], present: SlotMarks): void {
    if (batch.unchanged !== '') for (const id of batch.unchanged.split('\0')) present.add(this.#table.slotOf(id))
    this.#table.reserve(batch.found)
    if (batch.entries.json.length > 0) this.#putAll(columnsIn(batch.entries), present)
    if (batch.skipped.length) this.#skipped = [...this.#skipped, ...batch.skipped]
    this.#scan = { ...this.#scan, found: batch.found, done: batch.done }
  }

  #putAll(columns: EntryColumns<Uint8Array>, present: SlotMarks): void {
    for (const [at, id] of columns.ids.entries()) {
      const known = this.#table.slotOf(id) >= 0
      const slot = this.#table.put(columns, at)
      present.add(slot)
      if (known) this.#replaced.push(id)
      else {
        this.#append(id, slot)
        if (this.#looked) this.#arrived.add(id)
      }
    }
  }

  #append(id: string, slot: number): void {
    this.#unordered ||= comparePaths(this.#ids.at(-1) ?? '', id) > 0
    this.#places[slot] = this.#ids.push(id) - 1
  }

  #finish(end: Events['corpus.done'], present: SlotMarks): ScanFindings {
    const problem = typeof end.outcome === 'string' ? null : end.outcome
    const complete = end.outcome === 'complete'
    const removed = complete ? this.#ids.filter((id) => !present.has(this.#table.slotOf(id))) : []
    if (removed.length > 0) this.#remove(removed)
    if (this.#unordered) this.#sort()
    this.#looked = true
    this.#publish()
    this.#scan = { ...this.#scan, running: false, cancelled: end.outcome === 'cancelled', problem, found: end.found }
    return { news: this.#table.changed().length > 0, complete, lines: end.lines }
  }

  #remove(ids: readonly string[]): void {
    for (const id of ids) this.#table.remove(id)
    this.#ids = this.#ids.filter((id) => this.#table.slotOf(id) >= 0)
    this.#arrangement++
    this.#notePlaces()
  }

  #publish(): void {
    const replaced = this.#replaced
    this.#replaced = []
    this.#list = [...this.#ids]
    this.#listener(replaced)
  }

  /** Parts come in natural order; only files that are new beside known ones ask for a sort, once, at the end. */
  #sort(): void {
    this.#unordered = false
    this.#ids = [...this.#ids].sort(comparePaths)
    this.#arrangement++
    this.#notePlaces()
  }

  #notePlaces(): void {
    this.#places = []
    for (const [place, id] of this.#ids.entries()) this.#places[this.#table.slotOf(id)] = place
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

function columnsIn({ json, sha256 }: PackedEntries): EntryColumns<Uint8Array> {
  return { ...(JSON.parse(utf8.decode(json)) as Omit<EntryColumns<Uint8Array>, 'sha256'>), sha256 }
}
