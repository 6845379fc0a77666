import type { Edit } from '../../src-core/annotation/edit.ts'
import type { Id, Relation } from '../../src-core/annotation/records.ts'

/** Relations whose ends lie in different documents, by the tag that they end at: its own document does not know them. */
export class CrossLinks {
  readonly #byTarget = new Map<Id, Map<Id, Relation>>()
  /** Went before it was known that they had been there. */
  #gone: Set<Id> | null = new Set()
  #version = $state(0)

  /** Takes in a relation that came (1) or went (-1); those within a document are passed over. */
  count(relation: Relation, by: 1 | -1): void {
    if (relation.toDocument === null) return
    const known = this.#byTarget.get(relation.to) ?? new Map<Id, Relation>()
    if (by > 0) known.set(relation.id, relation)
    else if (!known.delete(relation.id)) this.#gone?.add(relation.id)
    if (known.size) this.#byTarget.set(relation.to, known)
    else this.#byTarget.delete(relation.to)
    this.#version++
  }

  /** Adds those of earlier sessions, as they were when this one began. */
  add(relations: readonly Relation[]): void {
    for (const relation of relations) {
      const known = this.#byTarget.get(relation.to)?.has(relation.id)
      if (!known && !this.#gone?.has(relation.id)) this.count(relation, 1)
    }
  }

  /** All of earlier sessions are known now. */
  forgetGone(): void {
    this.#gone = null
  }

  /** Those that end at a tag, from other documents. */
  to(span: Id): readonly Relation[] {
    void this.#version
    return [...(this.#byTarget.get(span)?.values() ?? [])]
  }

  /** An edit together with the relations, from other documents, whose tag goes with it. */
  along(edit: Edit): Edit {
    const gone = new Set(edit.removed.map(({ id }) => id))
    const spans = edit.removed.flatMap((item) => (item.kind === 'span' ? item.id : []))
    const left = spans.flatMap((span) => this.to(span)).filter(({ id }) => !gone.has(id))
    return left.length ? { ...edit, removed: [...edit.removed, ...left] } : edit
  }
}
