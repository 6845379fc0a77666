import type { Offset, Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import { NOTHING, type Edit, type Items } from './edit.ts'
import { documentRecordId, type DocumentId, type DocumentRecord, type Excluded } from './records.ts'

/** What people decided about a document, or a record that says nothing. */
export function recordOf(items: Items, document: DocumentId): DocumentRecord {
  const found = items.get(documentRecordId(document))
  return found?.kind === 'document' ? found : blank(document)
}

/** The edit that changes a document's own record; a record that says nothing is not kept. */
export function editDocument(
  items: Items,
  document: DocumentId,
  change: Partial<Omit<DocumentRecord, 'kind' | 'id' | 'document'>>,
): Edit {
  const from = recordOf(items, document)
  const to = { ...from, ...change }
  if (sameValue(from, to)) return NOTHING
  if (!items.has(from.id)) return { ...NOTHING, added: [to] }
  return sameValue(to, blank(document)) ? { ...NOTHING, removed: [from] } : { ...NOTHING, updated: [[from, to]] }
}

/**
 * Takes the excluded passages that touch a range back in; where there is none, leaves the range out. An empty range is a
 * caret. `shown` is what is left out now, be it proposed or decided; from here on it is decided.
 */
export function toggleExcluded(
  items: Items,
  document: DocumentId,
  shown: readonly Excluded[],
  [start, end]: Range,
): Edit {
  const rest = shown.filter((each) => !touches(each, start, end))
  if (rest.length === shown.length && start === end) return NOTHING
  const excluded = rest.length < shown.length ? rest : [...shown, { start, end, reason: 'person' }].sort(byStart)
  return editDocument(items, document, { excluded })
}

function touches(passage: Excluded, start: Offset, end: Offset): boolean {
  return start === end ? passage.start <= start && start <= passage.end : passage.start < end && start < passage.end
}

function byStart(a: Excluded, b: Excluded): number {
  return a.start - b.start
}

function blank(document: DocumentId): DocumentRecord {
  return {
    kind: 'document',
    id: documentRecordId(document),
    document,
    excluded: null,
    fields: {},
    lang: null,
    encoding: null,
  }
}
