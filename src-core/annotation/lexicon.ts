import { spanText, type Id, type Span } from './records.ts'

/** A string that was tagged with a label. */
export interface LexiconEntry {
  readonly text: string
  readonly label: Id
}

/** A lexicon's counts, in the order of how frequent they are. */
export interface LexiconCounts {
  readonly strings: readonly (readonly [text: string, label: Id, count: number])[]
  readonly entities: readonly (readonly [text: string, entity: Id, count: number])[]
}

interface Counted {
  readonly entry: LexiconEntry
  count: number
}

/** Longer strings are sentences, not names: nobody meets them twice. */
const LONGEST = 80

/**
 * Which strings one tagged as what, and for which entity, in every document of the project, and how often. What goes
 * before it has come is remembered as owed.
 */
export class Lexicon {
  readonly #counts = new Map<string, Counted>()
  #top: { readonly most: number; readonly entries: readonly LexiconEntry[] } | null = null
  readonly #entities = new Map<string, Map<Id, number>>()

  /** Counts a tag that came (1) or went (-1). */
  count(span: Span, text: string, by: 1 | -1): void {
    if (!isCountable(span)) return
    const covered = spanText(span, text)
    if (covered === '') return
    this.#count(covered, span.label, by)
    if (span.entity !== null) this.#countEntity(covered, span.entity, by)
  }

  /** Adds what was counted elsewhere. */
  add({ strings, entities }: LexiconCounts): void {
    for (const [text, label, count] of strings) this.#count(text, label, count)
    for (const [text, entity, count] of entities) this.#countEntity(text, entity, count)
  }

  /** The most frequent strings, at most so many, with the entities that they were tagged for. */
  counts(most: number): LexiconCounts {
    const top = this.#mostFrequent(most)
    const texts = new Set(top.map(({ entry }) => entry.text))
    return {
      strings: top.map(({ entry: { text, label }, count }) => [text, label, count] as const),
      entities: [...texts].flatMap((text) =>
        [...(this.#entities.get(text) ?? [])].map(([entity, count]) => [text, entity, count] as const),
      ),
    }
  }

  #count(text: string, label: Id, by: number): void {
    const key = `${label}\n${text}`
    const known = this.#counts.get(key) ?? { entry: { text, label }, count: 0 }
    known.count += by
    this.#top = null
    if (known.count !== 0) this.#counts.set(key, known)
    else this.#counts.delete(key)
  }

  #countEntity(text: string, entity: Id, by: number): void {
    const entities = this.#entities.get(text) ?? new Map<Id, number>()
    const count = (entities.get(entity) ?? 0) + by
    if (count !== 0) entities.set(entity, count)
    else entities.delete(entity)
    if (entities.size) this.#entities.set(text, entities)
    else this.#entities.delete(text)
  }

  /** A project may have 100,000 strings, and a document opens meanwhile: only those that are kept are compared. */
  #mostFrequent(most: number): readonly Counted[] {
    const byCount = new Map<number, Counted[]>()
    for (const each of this.#counts.values()) {
      const alike = byCount.get(each.count)
      if (alike) alike.push(each)
      else if (each.count > 0) byCount.set(each.count, [each])
    }
    const kept: Counted[] = []
    for (const count of [...byCount.keys()].sort((a, b) => b - a)) {
      if (kept.length === most) break
      kept.push(...(byCount.get(count) ?? []).slice(0, most - kept.length))
    }
    return kept.sort((a, b) => b.count - a.count || (a.entry.text < b.entry.text ? -1 : 1))
  }

  /**
   * The most frequent first, then by their letters; at most so many. Where there are too many equally frequent ones, those
   * that were counted first. The same list as long as nothing else is counted.
   */
  top(most: number): readonly LexiconEntry[] {
    if (this.#top?.most !== most) {
      this.#top = { most, entries: this.#mostFrequent(most).map(({ entry }) => entry) }
    }
    return this.#top.entries
  }

  /** The entities that a string was tagged for, the most frequent first. */
  entitiesOf(text: string): readonly Id[] {
    const entities = [...(this.#entities.get(text) ?? [])].filter(([, count]) => count > 0)
    return entities.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([entity]) => entity)
  }
}

/** Whether a tag may teach a string, before its text is read. */
export function isCountable({ ranges }: Span): boolean {
  const [range] = ranges
  return ranges.length === 1 && range !== undefined && range[1] - range[0] <= LONGEST
}
