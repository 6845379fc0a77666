import type { Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import { isRefusal, type Desk, type Outcome } from './desk.ts'
import { relabel, tag, untag } from './tag-commands.ts'
import { rangesOverlap } from './ranges.ts'
import type { Id, Item, Span } from './records.ts'
import { NOTHING, type Edit } from './edit.ts'
import { labelById, type LabelSchema } from './schema.ts'

/** What is done to many places at once: tag each, or give another label to the tags that are there, or remove them. */
export type BulkDeed =
  { readonly kind: 'tag' | 'relabel'; readonly label: Id } | { readonly kind: 'untag'; readonly label?: never }

/** A place and the tags there that a deed is about. */
export interface BulkTarget {
  readonly range: Range
  readonly spans: readonly Id[]
}

/** How many tags a deed makes or changes, finds as they should be, and cannot change. */
export interface BulkCounts {
  readonly done: number
  readonly already: number
  readonly refused: number
}

export interface BulkOutcome extends BulkCounts {
  readonly edit: Edit
}

/**
 * Does a deed at many places of one document, one place after the other, and gives one edit. What is so already, or is
 * refused (an overlap that the label forbids, a tag that is gone), is passed over and counted.
 */
export function bulk(desk: Desk, targets: readonly BulkTarget[], deed: BulkDeed): BulkOutcome {
  const items = new Map(desk.items)
  const edits: Edit[] = []
  const counts = { done: 0, already: 0, refused: 0 }
  const take = (outcome: Outcome): void => {
    if (isRefusal(outcome)) counts[outcome.refused === 'duplicate-tag' ? 'already' : 'refused']++
    else if (outcome.added.length + outcome.updated.length + outcome.removed.length === 0) counts.already++
    else {
      counts.done++
      edits.push(outcome)
      follow(items, outcome)
    }
  }
  const here: Desk = { ...desk, items }
  if (deed.kind === 'tag') {
    for (const { range } of targets) take(tag(here, [range], deed.label, { origin: 'identical' }))
  } else {
    for (const id of new Set(targets.flatMap(({ spans }) => spans)))
      take(deed.kind === 'relabel' ? relabel(here, [id], deed.label) : untag(here, [id]))
  }
  return { ...counts, edit: joined(edits) }
}

/** What {@link bulk} would count, told from the annotator's spans of the document alone. */
export function foreseen(
  schema: LabelSchema,
  spans: readonly Span[],
  targets: readonly BulkTarget[],
  deed: BulkDeed,
): BulkCounts {
  if (deed.kind === 'untag')
    return { done: new Set(targets.flatMap((each) => each.spans)).size, already: 0, refused: 0 }
  const overlap = labelById(schema, deed.label)?.overlap ?? true
  const counts = { done: 0, already: 0, refused: 0 }
  const same = spans.filter((span) => span.label === deed.label)
  const wanted =
    deed.kind === 'tag'
      ? targets.map(({ range }) => [range])
      : [...new Set(targets.flatMap((each) => each.spans))].map((id) => spans.find((span) => span.id === id))
  for (const each of wanted) {
    if (!each) continue
    const ranges = 'id' in each ? each.ranges : each
    if ('id' in each && each.label === deed.label) counts.already++
    else if (same.some((other) => sameValue(other.ranges, ranges))) counts.already++
    else if (!overlap && same.some((other) => rangesOverlap(other.ranges, ranges))) counts.refused++
    else counts.done++
  }
  return counts
}

/** The edits of different records as one. */
export function joined(edits: readonly Edit[]): Edit {
  return {
    ...NOTHING,
    added: edits.flatMap((edit) => edit.added),
    updated: edits.flatMap((edit) => edit.updated),
    removed: edits.flatMap((edit) => edit.removed),
  }
}

/** Brings records up to date with an edit, in place. */
export function follow(items: Map<Id, Item>, edit: Edit): void {
  for (const item of edit.removed) items.delete(item.id)
  for (const [, to] of edit.updated) items.set(to.id, to)
  for (const item of edit.added) items.set(item.id, item)
}
