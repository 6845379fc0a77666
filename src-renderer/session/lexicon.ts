import { spanText, type Id, type Span } from '../../src-core/annotation/records.ts'

/** A string that was tagged with a label. */
export interface LexiconEntry {
  readonly text: string
  readonly label: Id
}

/** Longer strings are sentences, not names: nobody meets them twice. */
const LONGEST = 80

/** Which strings one tagged as what, and for which entity, in every document of the project, and how often. */
export class Lexicon {
  readonly #counts = new Map<string, { readonly entry: LexiconEntry; count: number }>()
  readonly #entities = new Map<string, Map<Id, number>>()

  /** Counts a tag that came (1) or went (-1). */
  count(span: Span, text: string, by: 1 | -1): void {
    const covered = spanText(span, text)
    if (span.ranges.length > 1 || covered.length > LONGEST || covered === '') return
    const key = `${span.label}\n${covered}`
    const known = this.#counts.get(key) ?? { entry: { text: covered, label: span.label }, count: 0 }
    known.count += by
    if (known.count > 0) this.#counts.set(key, known)
    else this.#counts.delete(key)
    if (span.entity !== null) this.#countEntity(covered, span.entity, by)
  }

  #countEntity(text: string, entity: Id, by: 1 | -1): void {
    const entities = this.#entities.get(text) ?? new Map<Id, number>()
    const count = (entities.get(entity) ?? 0) + by
    if (count > 0) entities.set(entity, count)
    else entities.delete(entity)
    if (entities.size) this.#entities.set(text, entities)
    else this.#entities.delete(text)
  }

  /** The most frequent first; at most so many. */
  top(most: number): readonly LexiconEntry[] {
    return [...this.#counts.values()]
      .sort((a, b) => b.count - a.count || (a.entry.text < b.entry.text ? -1 : 1))
      .slice(0, most)
      .map(({ entry }) => entry)
  }

  /** The entities that a string was tagged for, the most frequent first. */
  entitiesOf(text: string): readonly Id[] {
    const entities = this.#entities.get(text) ?? new Map<Id, number>()
    return [...entities].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([entity]) => entity)
  }
}
