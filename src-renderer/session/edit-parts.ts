import { touched, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { isLayerItem, type DocumentId, type Id, type Item } from '../../src-core/annotation/records.ts'

/** Every document of which an edit changes records. */
export function documentsOf(edit: Edit): Set<DocumentId> {
  return new Set(touched(edit).flatMap((item) => ('document' in item ? item.document : [])))
}

/** Whether a record belongs to the project as a whole. */
export function isShared(item: Item): boolean {
  return item.kind === 'schema' || item.kind === 'annotator'
}

/** The part of an edit that changes what belongs to the project as a whole. */
export function sharedPart(edit: Edit): Edit {
  return {
    added: edit.added.filter(isShared),
    updated: edit.updated.filter(([from]) => isShared(from)),
    removed: edit.removed.filter(isShared),
  }
}

/** Whether a record holds offsets, so that the text which they count in must be kept. */
export function countsInText(item: Item): item is Exclude<Item, { kind: 'schema' | 'annotator' }> {
  return isLayerItem(item) || (item.kind === 'document' && (item.excluded !== null || item.strays !== undefined))
}

/** A document's records after an edit, trusting that it fits. */
export function withEdit(document: DocumentId, before: Items, edit: Edit): Map<Id, Item> {
  const mine = (item: Item) => 'document' in item && item.document === document
  const items = new Map(before)
  for (const item of edit.removed) if (mine(item)) items.delete(item.id)
  for (const item of [...edit.updated.map(([, to]) => to), ...edit.added]) if (mine(item)) items.set(item.id, item)
  return items
}
