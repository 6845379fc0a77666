import type { Id } from '../../../src-core/annotation/records.ts'

interface Known {
  /** The entities of the project, the most named first. */
  readonly entities: readonly { readonly id: Id; readonly tags: number }[]
  /** Those that the tag's words stood for elsewhere, the most frequent first. */
  readonly before: readonly Id[]
  /** What the tag covers. */
  readonly words: string
}

export interface EntitySuggestion {
  readonly id: Id
  /** How often it is named by now; 0 for a new one. */
  readonly tags: number
}

const MOST = 8
/** Shorter words say nothing: `de`, `al`. */
const SHORTEST_WORD = 3

/**
 * The entities to offer, the likeliest first: with nothing typed those that the words stood for before, then those that
 * share a word with them, then the words themselves as a new one; else those whose name holds what was typed (at its
 * start first), then what was typed as a new one. A name that exists in another case or with other accents is not new.
 */
export function suggestEntities(typed: string, { entities, before, words }: Known): readonly EntitySuggestion[] {
  const wanted = fold(typed)
  const tagsOf = (id: Id) => entities.find((each) => each.id === id)?.tags ?? 0
  const known = wanted === '' ? sharing(words, entities) : holding(wanted, entities)
  const ids = [...new Set([...(wanted === '' ? before : []), ...known.map(({ id }) => id)])].slice(0, MOST - 1)
  const fresh = (wanted === '' ? words : typed).replace(/\s+/g, ' ').trim()
  const isNew = fresh !== '' && !entities.some(({ id }) => fold(id) === fold(fresh))
  return [...ids, ...(isNew ? [fresh] : [])].map((id) => ({ id, tags: tagsOf(id) }))
}

function sharing(words: string, entities: Known['entities']): Known['entities'] {
  const own = wordsOf(words)
  return entities.filter(({ id }) => wordsOf(id).some((word) => own.includes(word)))
}

function holding(wanted: string, entities: Known['entities']): Known['entities'] {
  const found = entities.filter(({ id }) => fold(id).includes(wanted))
  const begins = (id: Id) => fold(id).startsWith(wanted)
  return [...found.filter(({ id }) => begins(id)), ...found.filter(({ id }) => !begins(id))]
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD)
}

/** Case and accents apart. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
