import type { DocumentState } from '../../../src-core/annotation/records.ts'
import {
  chosenCount,
  facetsOf,
  filterRows,
  matcher,
  NO_FILTER,
  arrange,
  BY_PATH,
  type Column,
  type Facets,
  type Filter,
  type Order,
} from './query.ts'
import type { LibraryRow } from './types.ts'

/**
 * What the list shows of the folder and in which order. It lives as long as the folder is open, so that going to a
 * document and back, or to the next one, keeps the filter.
 */
export class LibraryQuery {
  readonly #rows: () => readonly LibraryRow[]
  readonly #current: () => string | null
  #arrangement: Arrangement | null = null
  #filter = $state.raw<Filter>(NO_FILTER)
  readonly #keep: (order: Order) => void
  #order = $state.raw<Order>(BY_PATH)
  /** What one was asked to annotate, with the order to work in. */
  readonly asked: ReadonlyMap<string, number> | null

  /**
   * @param rows the folder's documents in natural order of their paths; reactive.
   * @param current the document on screen, which no filter takes out of the list; reactive.
   * @param memory the order it was left in, and who is told of another one.
   * @param asked what one was asked to annotate; the list begins with it.
   */
  constructor(
    rows: () => readonly LibraryRow[],
    current: () => string | null = () => null,
    memory: OrderMemory = { order: BY_PATH, keep: () => undefined },
    asked: ReadonlyMap<string, number> | null = null,
  ) {
    this.#rows = rows
    this.#order = memory.order
    this.#keep = memory.keep
    this.#current = current
    this.asked = asked
    if (asked) this.#filter = { ...NO_FILTER, asked }
  }

  readonly all: readonly LibraryRow[] = $derived.by(() => this.#rows())
  readonly sorted: readonly LibraryRow[] = $derived.by(() => {
    const rows = this.#arrange(this.all, this.#order)
    const asked = this.#order.column === 'path' && !this.#order.descending ? this.#filter.asked : null
    return asked ? [...rows].sort((a, b) => placeIn(asked, a) - placeIn(asked, b)) : rows
  })
  /** The rows to show, in order: next and previous document go by them too. */
  readonly shown: readonly LibraryRow[] = $derived.by(() => filterRows(this.sorted, this.#filter, this.#current()))
  /** Those that the filter leaves, without the document on screen where it is shown all the same. */
  readonly matching: readonly LibraryRow[] = $derived.by(() => filterRows(this.sorted, this.#filter))
  readonly facets: Facets = $derived.by(() => facetsOf(this.all, this.#filter))
  readonly chosenCount: number = $derived.by(() => chosenCount(this.#filter))
  readonly isNarrowed: boolean = $derived.by(() => this.chosenCount > 0 || this.#filter.text.trim() !== '')
  /** All documents, or those that one was asked to annotate while the list shows these. */
  readonly scope: readonly LibraryRow[] = $derived.by(() => {
    const { asked } = this.#filter
    return asked ? this.all.filter(({ id }) => asked.has(id)) : this.all
  })
  readonly doneCount: number = $derived.by(() => this.scope.filter((row) => isDone(row.state)).length)

  get filter(): Filter {
    return this.#filter
  }

  get order(): Order {
    return this.#order
  }

  /**
   * The next (or previous) row that the filter leaves and that is wanted, seen from a document, or null at the end.
   * The document itself need not pass the filter any more: it may have been marked done a moment ago.
   */
  neighbour(id: string | null, step: 1 | -1, wanted: (row: LibraryRow) => boolean = () => true): LibraryRow | null {
    const rows = this.sorted
    const passes = matcher(this.#filter)
    const at = rows.findIndex((row) => row.id === id)
    for (let i = at < 0 && step < 0 ? rows.length - 1 : at + step; i >= 0 && i < rows.length; i += step) {
      const row = rows[i]
      if (row && passes(row) && wanted(row)) return row
    }
    return null
  }

  search(text: string): void {
    this.#filter = { ...this.#filter, text }
  }

  toggleState(state: DocumentState): void {
    this.#filter = { ...this.#filter, states: toggled(this.#filter.states, state) }
  }

  toggleLabel(label: string): void {
    this.#filter = { ...this.#filter, labels: toggled(this.#filter.labels, label) }
  }

  toggleAsked(): void {
    this.#filter = { ...this.#filter, asked: this.#filter.asked ? null : this.asked }
  }

  togglePeriod(period: string): void {
    this.#filter = { ...this.#filter, periods: toggled(this.#filter.periods, period) }
  }

  /** Lets go of all facets; the text stays. */
  clearFacets(): void {
    this.#filter = { ...NO_FILTER, text: this.#filter.text }
  }

  clear(): void {
    this.#filter = NO_FILTER
  }

  /** Sorts by a column; by the one that it is sorted by already: the other way round. */
  sortBy(column: Column): void {
    const same = this.#order.column === column
    this.#order = { column, descending: same ? !this.#order.descending : column === 'tags' || column === 'length' }
    this.#keep(this.#order)
  }

  /**
   * While the documents are the same, each keeps its place: a list sorted by state or tags does not jump under the
   * person who works down it, and a tag costs no sorting.
   */
  #arrange(rows: readonly LibraryRow[], order: Order): readonly LibraryRow[] {
    if (order.column === BY_PATH.column && !order.descending) return rows
    const known = this.#arrangement
    const keeps = known !== null && known.order === order && sameDocuments(known.rows, rows)
    const places = keeps ? known.places : arrange(rows, order)
    this.#arrangement = { rows, order, places }
    return places.flatMap((place) => rows[place] ?? [])
  }
}

interface OrderMemory {
  readonly order: Order
  readonly keep: (order: Order) => void
}

/** Where each document stood when the order was last made. */
interface Arrangement {
  readonly rows: readonly LibraryRow[]
  readonly order: Order
  readonly places: readonly number[]
}

function sameDocuments(a: readonly LibraryRow[], b: readonly LibraryRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row.id === b[i]?.id)
}

function placeIn(asked: ReadonlyMap<string, number>, { id }: LibraryRow): number {
  return asked.get(id) ?? asked.size
}

/** Done, or further: reviewed and adjudicated documents are done too. */
function isDone(state: DocumentState): boolean {
  return state === 'done' || state === 'reviewed' || state === 'adjudicated'
}

function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
