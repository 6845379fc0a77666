import type { Items } from '../../src-core/annotation/edit.ts'
import type { AnnotatorId, DocumentId } from '../../src-core/annotation/records.ts'
import { inSlices } from '../store/slices.ts'

/** A document of a review. */
export interface ReviewedDocument {
  readonly id: DocumentId
  /** What waits in it for a word or a decision. */
  readonly open: number
  readonly adjudicated?: boolean
}

/** What is needed to find them. */
interface Shelf {
  readonly progress: {
    readonly documents: ReadonlyMap<
      DocumentId,
      { readonly layers: Readonly<Record<AnnotatorId, { readonly items: number }>> }
    >
  }
  readonly store: { readMany(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Items>> }
  idle(): Promise<void>
}

/** Which documents belong to a review, and what their rows say. */
interface Review {
  /** So many of the annotators have a layer of it. */
  readonly annotators: () => readonly AnnotatorId[]
  readonly least: number
  readonly hides: (document: DocumentId) => boolean
  /** The document that was read when the review began: it and those after it come first. Null for none. */
  readonly read: () => DocumentId | null
  /** Null where there is nothing to review. */
  readonly rowOf: (document: DocumentId, items: Items) => ReviewedDocument | null
}

/** Few enough, by documents and by records, that unpacking what was read leaves the frames free. */
const DOCUMENTS_A_STEP = 100
const RECORDS_A_STEP = 2000

/** How often the list is told of those that are known by now. */
const LIST_MS = 200

/** The documents of a review in the order of their ids. There may be 100,000: they are read some at a time. */
export class ReviewedDocuments {
  readonly #shelf: Shelf
  readonly #review: Review
  #list = $state.raw<readonly ReviewedDocument[]>([])
  /** They are looked at from the document that was read on, and round. */
  readonly #sorted = $derived.by(() => [...this.#list].sort((a, b) => (a.id < b.id ? -1 : 1)))
  #loaded = $state(false)
  #hidden = $state(0)
  /** Counts what was asked for, so that a slow answer does not overwrite a later one. */
  #turn = 0
  #reading = false

  constructor(shelf: Shelf, review: Review) {
    this.#shelf = shelf
    this.#review = review
  }

  get list(): readonly ReviewedDocument[] {
    return this.#sorted
  }

  /** Whether all were looked at. */
  get loaded(): boolean {
    return this.#loaded
  }

  /** Documents of which nothing may be seen until one's own layer is done. */
  get hidden(): number {
    return this.#hidden
  }

  has(document: DocumentId | null): boolean {
    return this.#list.some(({ id }) => id === document)
  }

  /** The one to begin with: the document that was read, else the next after it in which something waits. */
  get first(): ReviewedDocument | undefined {
    const read = this.#review.read()
    const here = this.#list.find(({ id }) => id === read)
    return here && here.open > 0 ? here : (this.next(read, 1) ?? here ?? this.list[0])
  }

  /** The next or previous document in which something waits, the list taken as a ring. */
  next(from: DocumentId | null, step: 1 | -1): ReviewedDocument | undefined {
    const others = this.list.filter(({ id }) => id !== from)
    const ring = aroundFrom(others, ({ id }) => from !== null && id < from)
    return (step === 1 ? ring : ring.reverse()).find(({ open }) => open > 0)
  }

  /**
   * Looks at all documents. The first time each is listed as soon as it is known, and `found` is called when one is there
   * in which something waits. Answers false when it was asked for again, or ended, meanwhile.
   */
  async load(found: () => void = () => undefined): Promise<boolean> {
    const turn = ++this.#turn
    this.#reading = true
    await this.#shelf.idle()
    const rows: ReviewedDocument[] = []
    let listed = -Infinity
    let waits = (this.first?.open ?? 0) > 0
    for await (const step of this.layers()) {
      await inSlices(step, ([id, items]) => {
        const row = turn === this.#turn ? this.#review.rowOf(id, items) : null
        if (row) rows.push(row)
      })
      if (turn !== this.#turn) return false
      if (this.#loaded || (waits && performance.now() - listed < LIST_MS)) continue
      this.#list = [...rows]
      listed = performance.now()
      if (waits || !this.first?.open) continue
      waits = true
      found()
    }
    if (turn !== this.#turn) return false
    this.#list = rows
    this.#loaded = true
    this.#reading = false
    return true
  }

  /** Looks again at those that an edit touched; false when another look was asked for meanwhile. */
  async refresh(documents: ReadonlySet<DocumentId>): Promise<boolean> {
    if (this.#reading) return this.load()
    const turn = this.#turn
    await this.#shelf.idle()
    const rows = new Map(this.#list.map((row) => [row.id, row]))
    for (const id of documents) rows.delete(id)
    for await (const step of this.layers(documents)) {
      if (turn !== this.#turn) return false
      await inSlices(step, ([id, items]) => {
        const row = this.#review.rowOf(id, items)
        if (row) rows.set(id, row)
      })
    }
    if (turn !== this.#turn) return false
    this.#list = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    return true
  }

  /** Says anew what waits in a document. */
  put(row: ReviewedDocument): void {
    this.#list = this.#list.map((each) => (each.id === row.id ? row : each))
  }

  /** Nothing that is still being read is wanted any more. */
  end(): void {
    this.#turn++
    this.#reading = false
  }

  /** Forgets them all, for those of another review. */
  clear(): void {
    this.end()
    this.#list = []
    this.#loaded = false
  }

  /** The records of every document of the review that may be seen, or of some of them, some at a time. */
  async *layers(among: ReadonlySet<DocumentId> | null = null): AsyncGenerator<readonly [DocumentId, Items][]> {
    const ids = this.#ids()
    const wanted = among ? ids.filter((id) => among.has(id)) : ids
    for (const step of this.#steps(wanted)) yield [...(await this.#shelf.store.readMany(step))]
  }

  *#steps(ids: readonly DocumentId[]): Generator<readonly DocumentId[]> {
    let [step, records]: [DocumentId[], number] = [[], 0]
    for (const id of ids) {
      const here = this.#recordsOf(id)
      if (step.length > 0 && (step.length === DOCUMENTS_A_STEP || records + here > RECORDS_A_STEP)) {
        yield step
        ;[step, records] = [[], 0]
      }
      step.push(id)
      records += here
    }
    if (step.length > 0) yield step
  }

  #recordsOf(id: DocumentId): number {
    const { layers } = this.#shelf.progress.documents.get(id) ?? { layers: {} }
    return Object.values(layers).reduce((sum, { items }) => sum + items, 0)
  }

  #ids(): DocumentId[] {
    const { annotators, least, hides } = this.#review
    const people = annotators()
    const shared: DocumentId[] = []
    for (const [id, { layers }] of this.#shelf.progress.documents)
      if (people.filter((each) => layers[each] !== undefined).length >= least) shared.push(id)
    const seen = shared.filter((id) => !hides(id))
    this.#hidden = shared.length - seen.length
    const read = this.#review.read()
    return aroundFrom(seen.sort(), (id) => read !== null && id < read)
  }
}

/** A list that is sorted, taken as a ring that begins with the first that does not come before. */
function aroundFrom<T>(sorted: readonly T[], isBefore: (each: T) => boolean): T[] {
  const at = sorted.findIndex((each) => !isBefore(each))
  return at < 0 ? [...sorted] : [...sorted.slice(at), ...sorted.slice(0, at)]
}
