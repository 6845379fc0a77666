import { GOLD, isReservedId, type AnnotatorId, type DocumentId, type Id } from '../annotation/records.ts'
import type { DatasetEntry } from '../formats/dataset.ts'
import { isPlainPath } from './share.ts'

/**
 * Whom and what the records of a bundle may name. A layer speaks for its annotator alone: what it says of others it says
 * by their ids, and those that no such bundle can hold are refused with the bundle. What is not refused: an id that the
 * bundle does not hold, since colleagues' tags are spoken of in bundles that do not bring them, and since they go.
 */
interface IdFault {
  readonly code: IdFaultCode
  readonly params: Readonly<Record<string, string | number>>
}

export type IdFaultCode =
  /** An id that only a project itself gives, to its schema, a layer or a person. */
  | 'reserved-id'
  /** Somebody whom the bundle does not name. */
  | 'foreign-annotator'
  /** A decision in somebody's layer that another is said to have made. */
  | 'foreign-decider'
  /** A record that names one of another document as if it lay in its own. */
  | 'foreign-reference'
  /** A document id that is not a plain path below a folder. */
  | 'wrong-document-id'

interface Person {
  readonly id: AnnotatorId
  readonly name: string
}

interface Named {
  readonly author: Person
  readonly annotators: readonly Person[]
}

/** The stable id of the annotator of an entry in a bundle. */
export function annotatorOf(entry: Pick<DatasetEntry, 'annotator' | 'annotatorId'>): AnnotatorId {
  return entry.annotatorId ?? entry.annotator
}

/** The first id of a bundle that has no business where it stands, or null. */
export function idFault({ author, annotators }: Named, entries: readonly DatasetEntry[]): IdFault | null {
  const people = [author, ...annotators]
  const wrong = people.map(({ id }) => id).find((id) => id !== GOLD && isReservedId(id))
  if (wrong !== undefined) return { code: 'reserved-id', params: { id: shown(wrong) } }
  const taken = new Set(people.map(({ id }) => id))
  const known = new Known(people, entries)
  const places = placesIn(entries)
  for (const [i, entry] of entries.entries()) {
    const line = i + 1
    const id = idsOf(entry).find((each) => isReservedId(each) || taken.has(each))
    if (id !== undefined) return { code: 'reserved-id', params: { line, id: shown(id) } }
    const wrongName = nameFault(entry, known) ?? referenceFault(entry, places)
    if (wrongName) return { ...wrongName, params: { line, ...wrongName.params } }
  }
  return null
}

/** Everybody by name, as lines name them. */
class Known {
  readonly #ids = new Map<string, Set<AnnotatorId>>([[GOLD, new Set([GOLD])]])

  constructor(people: readonly Person[], entries: readonly DatasetEntry[]) {
    for (const { id, name } of people) this.#note(name, id).#note(id, id)
    for (const entry of entries) this.#note(entry.annotator, annotatorOf(entry))
  }

  has(name: string): boolean {
    return this.#ids.has(name)
  }

  means(name: string, annotator: AnnotatorId): boolean {
    return this.#ids.get(name)?.has(annotator) ?? false
  }

  #note(name: string, id: AnnotatorId): this {
    this.#ids.set(name, (this.#ids.get(name) ?? new Set()).add(id))
    return this
  }
}

/** Whom the tags and decisions of an entry name. */
export function namesIn({ spans, decisions }: DatasetEntry): string[] {
  return [...spans.flatMap(({ from }) => from ?? []), ...decisions.map(({ by }) => by)]
}

function nameFault(entry: DatasetEntry, known: Known): IdFault | null {
  const annotator = annotatorOf(entry)
  const stranger = namesIn(entry).find((name) => !known.has(name))
  if (stranger !== undefined) return { code: 'foreign-annotator', params: { annotator: shown(stranger) } }
  const other = annotator === GOLD ? undefined : entry.decisions.find(({ by }) => !known.means(by, annotator))
  return other ? { code: 'foreign-decider', params: { annotator: shown(entry.annotator), by: shown(other.by) } } : null
}

function referenceFault(entry: DatasetEntry, places: ReadonlyMap<Id, DocumentId>): IdFault | null {
  const far = entry.relations.filter(({ toDocument }) => toDocument !== null)
  const path = far.find(({ toDocument }) => !isPlainPath(toDocument ?? ''))?.toDocument
  if (path !== undefined && path !== null) return { code: 'wrong-document-id', params: { id: shown(path) } }
  const comments = entry.comments ?? []
  const named: [id: Id | null, document: DocumentId | null][] = [
    ...far.map(({ to, toDocument }): [Id, DocumentId | null] => [to, toDocument]),
    ...entry.decisions.flatMap(({ spans }) => spans.map((id): [Id, DocumentId] => [id, entry.id])),
    ...comments.flatMap(({ span, parent }): [Id | null, DocumentId][] => [
      [span, entry.id],
      [parent, entry.id],
    ]),
  ]
  const wrong = named.find(([id, document]) => id !== null && (places.get(id) ?? document) !== document)
  return wrong ? { code: 'foreign-reference', params: { id: shown(wrong[0] ?? '') } } : null
}

function placesIn(entries: readonly DatasetEntry[]): ReadonlyMap<Id, DocumentId> {
  return new Map(entries.flatMap((entry) => idsOf(entry).map((id): [Id, DocumentId] => [id, entry.id])))
}

function idsOf({ spans, relations, decisions, comments }: DatasetEntry): Id[] {
  return [...spans, ...relations, ...decisions, ...(comments ?? [])].map(({ id }) => id)
}

/** Ids and names come from anywhere; a message shows their beginning. */
function shown(text: string): string {
  return text.slice(0, 100)
}
