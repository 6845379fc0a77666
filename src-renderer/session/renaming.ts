import type { Edit } from '../../src-core/annotation/edit.ts'
import {
  documentRecordId,
  isLayerItem,
  layerId,
  type DocumentId,
  type Item,
  type LayerItem,
} from '../../src-core/annotation/records.ts'
import type { DocumentText } from '../store/rows.ts'
import type { OpenFolder } from './open-folder.ts'
import { bytesHash } from './text-key.ts'

/**
 * Files that were renamed: a document with tags whose file is gone, and a file without tags that has the very same
 * bytes. Where several fit, the one of the same name in another folder is taken, then the only one that has just come;
 * or none.
 */
export function renamedFiles(project: OpenFolder): ReadonlyMap<DocumentId, DocumentId> {
  const missing = [...project.progress.documents].filter(
    ([id, { text, layers, record }]) =>
      text !== null && !project.catalogue.get(id) && (Object.keys(layers).length > 0 || record !== null),
  )
  const renamed = new Map<DocumentId, DocumentId>()
  if (missing.length === 0) return renamed
  const wanted = new Set(missing.map(([, { text }]) => bytesHash(text ?? '')))
  const free = [...project.catalogue.entries()].filter(({ id, sha256 }) => wanted.has(sha256) && isFree(project, id))
  for (const [id, { text }] of missing) {
    const rivals = missing.filter((each) => bytesHash(each[1].text ?? '') === bytesHash(text ?? ''))
    const fitting = free.filter(({ sha256 }) => sha256 === bytesHash(text ?? ''))
    const named = fitting.filter((entry) => baseName(entry.id) === baseName(id))
    const come = fitting.filter((entry) => project.catalogue.arrived.has(entry.id))
    const choices = rivals.length === 1 ? [fitting, named, come] : [named]
    const [only] = choices.find((each) => each.length === 1) ?? []
    if (only && ![...renamed.values()].includes(only.id)) renamed.set(id, only.id)
  }
  return renamed
}

/** One edit that gives all records of documents to others, and the texts that go with them. */
export async function renameEdit(
  project: OpenFolder,
  renamed: ReadonlyMap<DocumentId, DocumentId>,
): Promise<{ readonly edit: Edit; readonly texts: readonly DocumentText[] }> {
  const added: Item[] = []
  const updated: [Item, Item][] = []
  const removed: Item[] = []
  const texts: DocumentText[] = []
  const layers = await project.store.readMany([...renamed.keys()])
  for (const [from, to] of renamed) {
    for (const item of layers.get(from)?.values() ?? []) {
      if (!('document' in item)) continue
      const moved = movedTo(item, to, renamed)
      if (moved.id === item.id) updated.push([item, moved])
      else {
        removed.push(item)
        added.push(moved)
      }
    }
    const text = await project.store.readText(from, project.progress.of(from).text ?? '')
    if (text) texts.push({ ...text, document: to })
  }
  for await (const { document, items } of project.store.layersForExport()) {
    if (renamed.has(document)) continue
    for (const item of items.values()) {
      const to = item.kind === 'relation' && item.toDocument !== null ? renamed.get(item.toDocument) : undefined
      if (item.kind === 'relation' && to !== undefined) updated.push([item, { ...item, toDocument: to }])
    }
  }
  return { edit: { added, updated, removed }, texts }
}

function movedTo(
  item: LayerItem | Extract<Item, { kind: 'document' }>,
  document: DocumentId,
  renamed: ReadonlyMap<DocumentId, DocumentId>,
): Item {
  if (!isLayerItem(item)) {
    const strays = item.strays?.map((stray) => ({
      ...stray,
      span: { ...stray.span, document },
      attached: stray.attached.map((each) => ({ ...each, document })),
    }))
    return { ...item, id: documentRecordId(document), document, ...(strays ? { strays } : {}) }
  }
  if (item.kind === 'layer') return { ...item, document, id: layerId(document, item.annotator) }
  if (item.kind === 'relation' && item.toDocument !== null)
    return { ...item, document, toDocument: renamed.get(item.toDocument) ?? item.toDocument }
  return { ...item, document }
}

function isFree(project: OpenFolder, id: DocumentId): boolean {
  const { layers, record } = project.progress.of(id)
  return Object.keys(layers).length === 0 && record === null
}

function baseName(id: DocumentId): string {
  return id.slice(id.lastIndexOf('/') + 1)
}
