import { ACTION_GROUPS, type Action } from '../ui/action.ts'

export interface NamedDocument {
  readonly id: string
  readonly title: string
}

const MOST_DOCUMENTS = 20

/**
 * The actions whose title answers the query, the best first: each word of the query must begin a word of the title,
 * or stand in it, or last of all begin one of the other words that the action is known by. What cannot be done now
 * comes after what can; equals keep their order.
 */
export function findActions(
  actions: readonly Action[],
  query: string,
  titleOf: (action: Action) => string,
  alsoOf: (action: Action) => string = () => '',
): readonly Action[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const rank = (action: Action) => {
    const title = plain(titleOf(action))
    const seen = rankOf(title, words)
    return seen < NO_MATCH || !begin(`${title} ${plain(alsoOf(action))}`, words) ? seen : KNOWN_BY_OTHER_WORDS
  }
  return actions
    .map((action) => ({ action, rank: rank(action) + (action.when() ? 0 : UNAVAILABLE) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || groupOf(a.action) - groupOf(b.action))
    .map(({ action }) => action)
}

/** Documents that carry every word of the query in title or path; none without a query, twenty at most. */
export function findDocuments(documents: readonly NamedDocument[], query: string): readonly NamedDocument[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const found: NamedDocument[] = []
  if (words.length === 0) return found
  for (const document of documents) {
    const text = plain(`${document.title} ${document.id}`)
    if (words.every((word) => text.includes(word))) found.push(document)
    if (found.length === MOST_DOCUMENTS) break
  }
  return found
}

const KNOWN_BY_OTHER_WORDS = 3
const UNAVAILABLE = 100
const NO_MATCH = 1000

/** 0: the title begins so; 1: words begin so; 2: the letters stand somewhere. */
function rankOf(title: string, words: readonly string[]): number {
  if (words.length === 0) return 0
  if (title.startsWith(words.join(' '))) return 0
  if (begin(title, words)) return 1
  return words.every((word) => title.includes(word)) ? 2 : NO_MATCH
}

function begin(text: string, words: readonly string[]): boolean {
  const starts = text.split(/[\s'’-]+/)
  return words.every((word) => starts.some((start) => start.startsWith(word)))
}

function groupOf(action: Action): number {
  return ACTION_GROUPS.indexOf(action.group)
}

function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}
