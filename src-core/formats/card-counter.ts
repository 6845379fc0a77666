import type { DocumentState } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import type { DatasetEntry } from './dataset.ts'

/** Counts of a part of a dataset. */
export interface Tally {
  /** Different documents. */
  documents: number
  spans: number
  readonly labels: Map<string, number>
}

export interface AnnotatorTally extends Tally {
  relations: number
  readonly states: Map<DocumentState, number>
}

export interface CardCounts {
  readonly documents: number
  readonly lines: number
  readonly spans: number
  readonly relations: number
  /** In the schema's order, then by name those that the schema does not have. */
  readonly labels: ReadonlyMap<string, number>
  readonly relationTypes: ReadonlyMap<string, number>
  readonly annotators: ReadonlyMap<string, AnnotatorTally>
  readonly splits: ReadonlyMap<string, Tally>
  readonly origins: ReadonlyMap<string, number>
  /** Documents per language. */
  readonly languages: ReadonlyMap<string, number>
  readonly excluded: ReadonlyMap<string, { readonly passages: number; readonly characters: number }>
  /** Of the documents' texts, in UTF-16 code units. */
  readonly lengths: { readonly total: number; readonly least: number; readonly most: number }
}

/** Counts while an export streams by; memory grows with documents and names, not with spans. */
export class CardCounter {
  readonly #schema: LabelSchema | null
  readonly #seen = new Set<string>()
  #lines = 0
  #spans = 0
  #relations = 0
  #least = Number.POSITIVE_INFINITY
  #most = 0
  #total = 0
  readonly #labels = new Map<string, number>()
  readonly #relationTypes = new Map<string, number>()
  readonly #origins = new Map<string, number>()
  readonly #languages = new Map<string, number>()
  readonly #annotators = new Map<string, AnnotatorTally>()
  readonly #splits = new Map<string, Tally>()
  readonly #excluded = new Map<string, { passages: number; characters: number }>()

  constructor(schema: LabelSchema | null = null) {
    this.#schema = schema
    for (const { name } of schema?.labels ?? []) this.#labels.set(name, 0)
  }

  /** Counts one line. Lines of one document may come in any order; they should be of one split. */
  add(entry: DatasetEntry, split: string | null = null): void {
    const fresh = !this.#seen.has(entry.id)
    this.#seen.add(entry.id)
    this.#lines++
    this.#spans += entry.spans.length
    this.#relations += entry.relations.length
    this.#countAnnotator(entry)
    if (split !== null) this.#countSplit(entry, split, fresh)
    if (fresh) this.#countDocument(entry)
    for (const { label, origin } of entry.spans) {
      bump(this.#labels, label)
      bump(this.#origins, origin)
    }
    for (const { type } of entry.relations) bump(this.#relationTypes, type)
  }

  get counts(): CardCounts {
    const documents = this.#seen.size
    return {
      documents,
      lines: this.#lines,
      spans: this.#spans,
      relations: this.#relations,
      labels: this.#orderedLabels(),
      relationTypes: ordered(this.#relationTypes),
      annotators: ordered(this.#annotators),
      splits: this.#splits,
      origins: ordered(this.#origins),
      languages: ordered(this.#languages),
      excluded: ordered(this.#excluded),
      lengths: { total: this.#total, least: documents ? this.#least : 0, most: this.#most },
    }
  }

  #countDocument(entry: DatasetEntry): void {
    const { length } = entry.text
    this.#total += length
    this.#least = Math.min(this.#least, length)
    this.#most = Math.max(this.#most, length)
    if (entry.lang !== null) bump(this.#languages, entry.lang)
    for (const { start, end, reason } of entry.excluded) {
      const known = this.#excluded.get(reason) ?? { passages: 0, characters: 0 }
      this.#excluded.set(reason, { passages: known.passages + 1, characters: known.characters + end - start })
    }
  }

  #countAnnotator(entry: DatasetEntry): void {
    const tally = this.#annotators.get(entry.annotator) ?? { ...emptyTally(), relations: 0, states: new Map() }
    this.#annotators.set(entry.annotator, tally)
    tally.documents++
    tally.spans += entry.spans.length
    tally.relations += entry.relations.length
    bump(tally.states, entry.state)
    for (const { label } of entry.spans) bump(tally.labels, label)
  }

  #countSplit(entry: DatasetEntry, split: string, fresh: boolean): void {
    const tally = this.#splits.get(split) ?? emptyTally()
    this.#splits.set(split, tally)
    if (fresh) tally.documents++
    tally.spans += entry.spans.length
    for (const { label } of entry.spans) bump(tally.labels, label)
  }

  #orderedLabels(): ReadonlyMap<string, number> {
    const ofSchema = (this.#schema?.labels ?? []).map(({ name }) => [name, this.#labels.get(name) ?? 0] as const)
    return new Map([...ofSchema, ...ordered(this.#labels)])
  }
}

function emptyTally(): Tally {
  return { documents: 0, spans: 0, labels: new Map() }
}

function bump<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function ordered<V>(map: ReadonlyMap<string, V>): Map<string, V> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
