import { foreseen, type BulkCounts, type BulkDeed } from '../../../src-core/annotation/bulk.ts'
import { isLayerItem, type DocumentId, type Id, type Item, type Span } from '../../../src-core/annotation/records.ts'
import type { Edit } from '../../../src-core/annotation/edit.ts'
import { DEFAULT_MATCHING, labelById, type Matching } from '../../../src-core/annotation/schema.ts'
import type { Query } from '../../../src-core/text/search.ts'
import type { DocumentHits } from '../../../src-main/ipc/contract.ts'
import type { I18n } from '../../i18n/i18n.svelte.ts'
import { runBulk, type BulkDocument, type BulkReport } from '../../session/bulk.ts'
import { searchCorpus, type SearchOutcome, type SearchProgress } from '../../session/corpus-search.ts'
import type { Host } from '../../session/host.ts'
import type { ProjectSession } from '../../session/project-session.svelte.ts'
import { isExact, isThere, sorted, tagsOf } from './lines.ts'
import type { Line, SearchState, Sort, Where, Working } from './types.ts'

/** The list grows this often while a search runs. */
const REPAINT_MS = 150

/** A search in the whole folder: its hits, which of them are ticked, and what is done to those. */
export class Concordance {
  readonly project: ProjectSession
  readonly #host: Host
  readonly #i18n: I18n
  pattern = $state('')
  kind = $state<Query['kind']>('text')
  matching = $state.raw<Matching>(DEFAULT_MATCHING)
  where = $state.raw<Where>({ place: 'anywhere', label: null })
  sort = $state<Sort>('document')
  /** Whether hits in passages that are left out are shown too. */
  leftOut = $state(false)
  /** The label that ticked lines are given. */
  label = $state<Id | null>(null)
  /** Whether Enter tags: the search was begun for a label. */
  armed = $state(false)
  state = $state.raw<SearchState>({ kind: 'idle' })
  working = $state.raw<Working | null>(null)
  report = $state.raw<BulkReport | null>(null)
  /** The line that was opened last. */
  opened = $state<string | null>(null)
  #asked = $state.raw<Query | null>(null)
  #lines = $state.raw<readonly Line[]>([])
  #spans = $state.raw<ReadonlyMap<DocumentId, readonly Span[]>>(new Map())
  /** Whether a line is ticked unless it is an exception. */
  #ticked = $state(false)
  #exceptions = $state.raw<ReadonlySet<string>>(new Set())
  #fresh: Line[] = []
  readonly #found = new Map<DocumentId, Map<Id, Span>>()
  #stop: () => void = () => undefined
  #run = 0
  #begun = false
  #paintedMs = 0
  #reading: Promise<void> = Promise.resolve()
  #abort: AbortController | null = null

  constructor(project: ProjectSession, host: Host, i18n: I18n) {
    this.project = project
    this.#host = host
    this.#i18n = i18n
    project.onEdit((edit) => this.#follow(edit))
  }

  /** The lines that stand where they should, in the chosen order. */
  readonly lines: readonly Line[] = $derived.by(() =>
    sorted(
      this.#lines.filter(
        (line) => (this.leftOut || !line.leftOut) && isThere(line.range, this.spansOf(line.document), this.where),
      ),
      this.sort,
      this.#i18n.language,
    ),
  )

  readonly ticked: readonly Line[] = $derived.by(() => this.lines.filter((line) => this.isTicked(line)))

  /** In how many documents the lines are. */
  readonly documents: number = $derived.by(() => new Set(this.lines.map(({ document }) => document)).size)

  get searching(): boolean {
    return this.state.kind === 'searching'
  }

  /** Whether the form says something else than what was searched. */
  readonly stale: boolean = $derived.by(() => {
    const asked = this.#asked
    if (!asked) return this.pattern.trim() !== ''
    return JSON.stringify(asked) !== JSON.stringify(this.#query())
  })

  isTicked(line: Line): boolean {
    return this.#ticked !== this.#exceptions.has(line.key)
  }

  toggle(line: Line): void {
    const next = new Set(this.#exceptions)
    if (!next.delete(line.key)) next.add(line.key)
    this.#exceptions = next
  }

  /** Ticks all lines that are shown, or none when all are. */
  toggleAll(): void {
    const all = this.ticked.length === this.lines.length
    const exceptions = new Set(this.#exceptions)
    for (const { key } of this.lines) {
      if (this.#ticked === all) exceptions.add(key)
      else exceptions.delete(key)
    }
    this.#exceptions = exceptions
  }

  /** One's own tags of a document that has hits. */
  spansOf(document: DocumentId): readonly Span[] {
    return this.#spans.get(document) ?? []
  }

  /** One's own tags that begin and end with a hit. */
  tagsAt(line: Line): readonly Span[] {
    return this.spansOf(line.document).filter((span) => isExact(span, line.range))
  }

  /** Searches for the mentions of a string as its label wants them found, all ticked, ready to be tagged. */
  begin(text: string, label: Id): void {
    this.pattern = text
    this.kind = 'text'
    this.label = label
    this.armed = true
    this.matching = labelById(this.project.schema, label)?.matching ?? DEFAULT_MATCHING
    this.where = { place: 'anywhere', label: null }
    this.leftOut = false
    this.#begun = true
    this.search(true)
  }

  /** Whether a search was begun from the text since this was asked last. */
  takeBegun(): boolean {
    const begun = this.#begun
    this.#begun = false
    return begun
  }

  /** Searches for what the form says. */
  search(ticked = this.armed): void {
    this.#stop()
    const run = ++this.#run
    const query = this.#query()
    this.#forget(ticked)
    const start = searchCorpus(this.project, this.#host, query, {
      found: (documents, progress) => run === this.#run && this.#take(run, documents, progress),
      done: (outcome) => run === this.#run && this.#end(run, outcome),
    })
    if (!start.ok) {
      this.state = start.code === 'empty' ? { kind: 'idle' } : { kind: 'refused', ...start }
      return
    }
    this.#asked = query
    this.#stop = start.stop
    this.state = { kind: 'searching', searched: 0, total: start.total, reading: false }
  }

  cancel(): void {
    this.#stop()
  }

  /** What a deed would do to the ticked lines. */
  foresee(deed: BulkDeed): BulkCounts {
    const all = { done: 0, already: 0, refused: 0 }
    for (const { document, targets } of this.#targets(this.ticked)) {
      const counts = foreseen(this.project.schema, this.spansOf(document), targets, deed)
      all.done += counts.done
      all.already += counts.already
      all.refused += counts.refused
    }
    return all
  }

  /** Does a deed to the ticked lines, as one step of undo. */
  async run(deed: BulkDeed): Promise<void> {
    if (this.working || this.project.readOnly) return
    const abort = (this.#abort = new AbortController())
    const progress = (done: number, total: number) => (this.working = { deed, done, total })
    progress(0, 1)
    try {
      const documents = this.#targets(this.ticked)
      const matching = this.#asked?.kind === 'text' ? this.#asked.matching : null
      this.report = await runBulk(this.project, this.#host, deed, documents, {
        signal: abort.signal,
        progress,
        matching,
      })
    } catch (error) {
      if (!abort.signal.aborted) throw error
    } finally {
      this.working = null
    }
  }

  /** Gives up a deed that runs; nothing of it remains. */
  giveUp(): void {
    this.#abort?.abort()
  }

  #query(): Query {
    return { kind: this.kind, pattern: this.pattern, matching: this.matching }
  }

  #forget(ticked: boolean): void {
    this.#lines = []
    this.#fresh = []
    this.#found.clear()
    this.#spans = new Map()
    this.#ticked = ticked
    this.#exceptions = new Set()
    this.#asked = null
    this.#reading = Promise.resolve()
    this.report = null
    this.opened = null
  }

  #take(run: number, documents: readonly DocumentHits[], progress: SearchProgress): void {
    this.#reading = this.#reading.then(async () => {
      await this.#readSpans(documents.map(({ document }) => document))
      if (run !== this.#run) return
      for (const found of documents) this.#fresh.push(...this.#linesOf(found))
      if (this.state.kind === 'searching') this.#tell(progress)
    })
  }

  #tell(progress: SearchProgress): void {
    if (performance.now() - this.#paintedMs < REPAINT_MS && this.#lines.length > 0) return
    this.state = { kind: 'searching', ...progress }
    this.#publish()
  }

  #end(run: number, outcome: SearchOutcome): void {
    void this.#reading.then(() => {
      if (run !== this.#run) return
      this.#publish()
      this.state = { kind: 'ended', outcome }
    })
  }

  #publish(): void {
    this.#paintedMs = performance.now()
    this.#lines = [...this.#lines, ...this.#fresh]
    this.#fresh = []
    this.#publishSpans()
  }

  #publishSpans(): void {
    this.#spans = new Map([...this.#found].map(([document, spans]) => [document, [...spans.values()]]))
  }

  #linesOf({ document, sha256, length, hits, proposed }: DocumentHits): Line[] {
    const excluded = this.project.progress.of(document).record?.excluded ?? proposed
    const title = this.project.catalogue.head(document)?.title ?? document
    const place = this.#placeOf(document)
    return hits.map((hit) => ({
      ...hit,
      key: `${document}\n${hit.range[0]}\n${hit.range[1]}`,
      ...{ document, title, place, sha256, length },
      leftOut: excluded.some(({ start, end }) => start < hit.range[1] && hit.range[0] < end),
    }))
  }

  #placeOf(document: DocumentId): number {
    return this.#places.get(document) ?? Number.MAX_SAFE_INTEGER
  }

  readonly #places: ReadonlyMap<DocumentId, number> = $derived.by(
    () => new Map(this.project.catalogue.ids.map((id, i) => [id, i])),
  )

  /** Edits that come while tags are read are taken in as well: each is whole, so twice does no harm. */
  async #readSpans(documents: readonly DocumentId[]): Promise<void> {
    const layered = documents.filter((id) => this.project.progress.of(id).layers[this.project.annotator])
    for (const id of documents) if (!this.#found.has(id)) this.#found.set(id, new Map())
    if (layered.length === 0) return
    await this.project.idle()
    const { revision } = this.project
    const layers = await this.project.store.readMany(layered)
    if (this.project.revision !== revision) return this.#readSpans(documents)
    for (const [id, items] of layers)
      this.#found.set(id, new Map([...items.values()].filter(this.#isMine).map((span) => [span.id, span])))
  }

  #follow(edit: Edit): void {
    let touched = false
    const spansIn = (item: Item) => (isLayerItem(item) ? this.#found.get(item.document) : undefined)
    for (const item of [...edit.removed, ...edit.updated.map(([from]) => from)])
      touched = spansIn(item)?.delete(item.id) || touched
    for (const item of [...edit.added, ...edit.updated.map(([, to]) => to)]) {
      if (!this.#isMine(item)) continue
      touched = spansIn(item)?.set(item.id, item) !== undefined || touched
    }
    if (touched) this.#publishSpans()
  }

  readonly #isMine = (item: Item): item is Span => item.kind === 'span' && item.annotator === this.project.annotator

  #targets(lines: readonly Line[]): BulkDocument[] {
    const documents = new Map<DocumentId, BulkDocument & { targets: BulkDocument['targets'][number][] }>()
    for (const { document, sha256, length, range } of lines) {
      const known = documents.get(document) ?? { document, sha256, length, targets: [] }
      known.targets.push({ range, spans: tagsOf(range, this.spansOf(document), this.where) })
      documents.set(document, known)
    }
    return [...documents.values()]
  }
}
