import { entitiesOf } from '../../src-core/annotation/entities.ts'
import type { DocumentId, Id, Span } from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'

/** An entity of the project, and how often it is named. */
export interface EntityUse {
  readonly id: Id
  readonly tags: number
  readonly documents: number
}

/** The registry of entities: those that one's tags name, wherever they are. An entity is its name. */
export class Entities {
  readonly #schema: () => LabelSchema
  readonly #uses = new Map<Id, Map<DocumentId, number>>()
  #version = $state(0)

  constructor(schema: () => LabelSchema) {
    this.#schema = schema
  }

  /** Counts a tag that came (1) or went (-1). */
  count(span: Span, by: 1 | -1): void {
    const entities = entitiesOf(span, this.#schema())
    for (const id of entities) this.#count(id, span.document, by)
    if (entities.length) this.#version++
  }

  /** Adds what was counted elsewhere. */
  add(uses: readonly (readonly [entity: Id, document: DocumentId, count: number])[]): void {
    for (const [id, document, count] of uses) this.#count(id, document, count)
    if (uses.length) this.#version++
  }

  /** What goes before it has come is remembered as owed. */
  #count(id: Id, document: DocumentId, by: number): void {
    const documents = this.#uses.get(id) ?? new Map<DocumentId, number>()
    const count = (documents.get(document) ?? 0) + by
    if (count !== 0) documents.set(document, count)
    else documents.delete(document)
    if (documents.size) this.#uses.set(id, documents)
    else this.#uses.delete(id)
  }

  /** All of them, the most named first, then by name. */
  readonly list: readonly EntityUse[] = $derived.by(() => {
    void this.#version
    const uses = [...this.#uses.keys()].map((id) => this.#useOf(id)).filter(({ tags }) => tags > 0)
    return uses.sort((a, b) => b.tags - a.tags || (a.id < b.id ? -1 : 1))
  })

  /** How often one is named; nought for one that is not. */
  useOf(id: Id): EntityUse {
    void this.#version
    return this.#useOf(id)
  }

  #useOf(id: Id): EntityUse {
    const counts = [...(this.#uses.get(id)?.values() ?? [])].filter((count) => count > 0)
    return { id, tags: counts.reduce((sum, count) => sum + count, 0), documents: counts.length }
  }

  /** The documents that name one, in the order of their ids. */
  documentsOf(id: Id): readonly DocumentId[] {
    const uses = [...(this.#uses.get(id) ?? [])].filter(([, count]) => count > 0)
    return uses.map(([document]) => document).sort()
  }
}
