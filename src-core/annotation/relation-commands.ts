import type { Desk, Outcome } from './desk.ts'
import { NOTHING } from './edit.ts'
import { begun } from './layer-commands.ts'
import type { Id, Relation, Span } from './records.ts'
import { relationTypeById, type LabelSchema } from './schema.ts'

/** Links two spans; the other end may lie in another document. */
export function relate(desk: Desk, from: Id, to: Span, type: Id): Outcome {
  const source = desk.items.get(from)
  if (source?.kind !== 'span') return { refused: 'unknown-tag' }
  if (source.annotator !== desk.annotator) return { refused: 'not-your-layer' }
  if (source.id === to.id) return { refused: 'relation-to-itself' }
  if (!relationAllowed(desk.schema, type, source.label, to.label)) return { refused: 'relation-not-allowed' }
  for (const item of desk.items.values()) {
    if (item.kind === 'relation' && item.type === type && item.from === from && item.to === to.id)
      return { refused: 'duplicate-relation' }
  }
  return begun(desk, { ...NOTHING, added: [newRelation(desk, source, to, type)] })
}

/** Whether a relation type of the schema, not retired, allows these labels at its ends. */
export function relationAllowed(schema: LabelSchema, type: Id, from: Id, to: Id): boolean {
  const found = relationTypeById(schema, type)
  if (!found || found.retired) return false
  const allows = (ends: readonly Id[], label: Id) => ends.length === 0 || ends.includes(label)
  return allows(found.from, from) && allows(found.to, to)
}

export function unrelate(desk: Desk, ids: readonly Id[]): Outcome {
  const removed = ids.map((id) => desk.items.get(id)).filter((item) => item?.kind === 'relation')
  if (removed.some((item) => item.annotator !== desk.annotator)) return { refused: 'not-your-layer' }
  return removed.length ? begun(desk, { ...NOTHING, removed }) : { refused: 'unknown-tag' }
}

function newRelation(desk: Desk, from: Span, to: Span, type: Id): Relation {
  return {
    kind: 'relation',
    id: desk.newId(),
    document: desk.document,
    annotator: desk.annotator,
    type,
    from: from.id,
    to: to.id,
    toDocument: to.document === desk.document ? null : to.document,
    attributes: {},
    created: desk.now,
    updated: desk.now,
  }
}
