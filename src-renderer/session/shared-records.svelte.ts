import { conflictWith, EditConflict, touched, type Edit } from '../../src-core/annotation/edit.ts'
import {
  GOLD,
  isLayerItem,
  isSuggester,
  SCHEMA_ID,
  type AnnotatorId,
  type AnnotatorRecord,
  type Id,
  type Item,
} from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import { annotatorNames } from '../../src-core/formats/layer-to-entry.ts'
import { isShared, sharedPart } from './edit-parts.ts'

/** What belongs to the project as a whole: its schema, and who has a layer in it. */
export class SharedRecords {
  readonly #fallback: LabelSchema
  #records = $state.raw<ReadonlyMap<Id, Item>>(new Map())

  /** Takes from the project's records those that are shared; `fallback` holds until there is a schema among them. */
  constructor(items: ReadonlyMap<Id, Item>, fallback: LabelSchema) {
    this.#records = new Map([...items].filter(([, item]) => isShared(item)))
    this.#fallback = fallback
  }

  get(id: Id): Item | undefined {
    return this.#records.get(id)
  }

  readonly schema: LabelSchema = $derived.by(() => {
    const record = this.#records.get(SCHEMA_ID)
    return record?.kind === 'schema' ? record.schema : this.#fallback
  })

  /** Everyone who has a layer here, oneself among them. */
  readonly annotators: readonly AnnotatorRecord[] = $derived.by(() =>
    [...this.#records.values()].filter((item): item is AnnotatorRecord => item.kind === 'annotator'),
  )

  /** A name for each of them that nobody else here has, as datasets carry it. */
  readonly names: ReadonlyMap<AnnotatorId, string> = $derived.by(() => annotatorNames(this.annotators))

  /** Those who annotate, under names that tell them apart and in their order; not gold, nor what programs suggest. */
  readonly people: readonly AnnotatorRecord[] = $derived.by(() =>
    this.annotators
      .filter(({ id }) => id !== GOLD && !isSuggester(id))
      .map((record) => ({ ...record, name: this.nameOf(record.id) }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
  )

  nameOf(annotator: AnnotatorId): string {
    return this.names.get(annotator) ?? annotator
  }

  /** Takes in the part of an edit that concerns them. */
  receive(edit: Edit): void {
    if (touched(edit).every(isLayerItem)) return
    const shared = sharedPart(edit)
    const conflict = conflictWith(this.#records, shared)
    if (conflict) throw new EditConflict(conflict)
    const next = new Map(this.#records)
    for (const item of shared.removed) next.delete(item.id)
    for (const item of [...shared.updated.map(([, to]) => to), ...shared.added]) next.set(item.id, item)
    this.#records = next
  }
}
