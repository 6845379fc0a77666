import type { DocumentState } from '../../../src-core/annotation/records.ts'
import {
  chosenCount,
  facetsOf,
  filterRows,
  NO_FILTER,
  sortRows,
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
  #filter = $state.raw<Filter>(NO_FILTER)
  #order = $state.raw<Order>({ column: 'path', descending: false })

  /** @param rows the folder's documents in any order; reactive. */
  constructor(rows: () => readonly LibraryRow[]) {
    this.#rows = rows
  }

  readonly all: readonly LibraryRow[] = $derived.by(() => this.#rows())
  readonly sorted: readonly LibraryRow[] = $derived.by(() => sortRows(this.all, this.#order))
  /** The rows to show, in order: next and previous document go by them too. */
  readonly shown: readonly LibraryRow[] = $derived.by(() => filterRows(this.sorted, this.#filter))
  readonly facets: Facets = $derived.by(() => facetsOf(this.all, this.#filter))
  readonly chosenCount: number = $derived.by(() => chosenCount(this.#filter))
  readonly isNarrowed: boolean = $derived.by(() => this.chosenCount > 0 || this.#filter.text.trim() !== '')
  readonly doneCount: number = $derived.by(() => this.all.filter((row) => isDone(row.state)).length)

  get filter(): Filter {
    return this.#filter
  }

  get order(): Order {
    return this.#order
  }

  /** The row after (or before) a document in the list as it is shown, or null at its end. */
  neighbour(id: string | null, step: 1 | -1, wanted: (row: LibraryRow) => boolean = () => true): LibraryRow | null {
    const rows = this.shown
    const at = rows.findIndex((row) => row.id === id)
    for (let i = at < 0 && step < 0 ? rows.length - 1 : at + step; i >= 0 && i < rows.length; i += step) {
      const row = rows[i]
      if (row && wanted(row)) return row
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
  }
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
