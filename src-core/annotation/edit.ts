import { sameValue } from '../values.ts'
import type { Id, Item } from './records.ts'

/**
 * A change as a value, the one currency of undo, saving, the journal, review and merging.
 *
 * Each id stands at most once in the three lists together; an updated pair keeps id and kind and differs in value.
 * Records are whole, so an edit can be inverted, stored and read without the state it was made on.
 */
export interface Edit {
  readonly added: readonly Item[]
  readonly updated: readonly (readonly [from: Item, to: Item])[]
  readonly removed: readonly Item[]
}

export type Items = ReadonlyMap<Id, Item>

export const NOTHING: Edit = { added: [], updated: [], removed: [] }

export function isEmpty(edit: Edit): boolean {
  return edit.added.length + edit.updated.length + edit.removed.length === 0
}

/** How many records an edit touches. */
export function sizeOf(edit: Edit): number {
  return edit.added.length + edit.updated.length + edit.removed.length
}

/** Every record before the change (removed and updated) and after it (added and updated). */
export function touched(edit: Edit): Item[] {
  return [...edit.added, ...edit.updated.flat(), ...edit.removed]
}

/**
 * The state after the edit; the given one stays as it is.
 * @throws EditConflict when the edit was not made for this state: a bug, or a state that somebody else changed.
 */
export function apply(items: Items, edit: Edit): Items {
  const conflict = conflictWith(items, edit)
  if (conflict) throw new EditConflict(conflict)
  const next = new Map(items)
  for (const item of edit.removed) next.delete(item.id)
  for (const [, to] of edit.updated) next.set(to.id, to)
  for (const item of edit.added) next.set(item.id, item)
  return next
}

/** The id of the first record on which the edit and the state disagree, or null when the edit fits. */
export function conflictWith(items: { get(id: Id): Item | undefined }, edit: Edit): Id | null {
  for (const item of edit.added) if (items.get(item.id) !== undefined) return item.id
  for (const [from] of edit.updated) if (!sameValue(items.get(from.id), from)) return from.id
  for (const item of edit.removed) if (!sameValue(items.get(item.id), item)) return item.id
  return null
}

/** The edit that takes back this one: `apply(apply(s, e), invert(e))` equals `s`. */
export function invert(edit: Edit): Edit {
  return {
    added: edit.removed,
    updated: edit.updated.map(([from, to]) => [to, from] as const),
    removed: edit.added,
  }
}

/**
 * One edit that does what the given ones do in their order, without the steps between: a drag of fifty moves becomes
 * one update, and a record that came and went is not mentioned.
 * @throws EditConflict when an edit does not follow from those before it.
 */
export function squash(edits: readonly Edit[]): Edit {
  const [first] = edits
  if (first && edits.length === 1) return first
  const net = new Map<Id, { before: Item | undefined; after: Item | undefined }>()
  for (const edit of edits) {
    for (const item of edit.removed) step(net, item, undefined)
    for (const [from, to] of edit.updated) step(net, from, to)
    for (const item of edit.added) step(net, undefined, item)
  }
  return collect(net.values())
}

function step(
  net: Map<Id, { before: Item | undefined; after: Item | undefined }>,
  from: Item | undefined,
  to: Item | undefined,
): void {
  const id = (from ?? to)?.id ?? ''
  const known = net.get(id)
  if (known && !sameValue(known.after, from)) throw new EditConflict(id)
  net.set(id, { before: known ? known.before : from, after: to })
}

function collect(changes: Iterable<{ before: Item | undefined; after: Item | undefined }>): Edit {
  const added: Item[] = []
  const updated: [Item, Item][] = []
  const removed: Item[] = []
  for (const { before, after } of changes) {
    if (before && after && !sameValue(before, after)) updated.push([before, after])
    else if (!before && after) added.push(after)
    else if (before && !after) removed.push(before)
  }
  return { added, updated, removed }
}

/** The edit that turns one state into the other. */
export function difference(before: Items, after: Items): Edit {
  const ids = new Set([...before.keys(), ...after.keys()])
  return collect([...ids].map((id) => ({ before: before.get(id), after: after.get(id) })))
}

/** What is malformed in an edit, whatever the state; empty for a sound one. */
export function editFaults(edit: Edit): string[] {
  const faults: string[] = []
  const seen = new Set<Id>()
  const ids = [...edit.added, ...edit.removed].map((item) => item.id).concat(edit.updated.map(([from]) => from.id))
  for (const id of ids) {
    if (seen.has(id)) faults.push(`${id} stands twice in the edit`)
    seen.add(id)
  }
  for (const [from, to] of edit.updated) {
    if (from.id !== to.id) faults.push(`${from.id} was updated to another id, ${to.id}`)
    if (from.kind !== to.kind) faults.push(`${from.id} was updated from ${from.kind} to ${to.kind}`)
    if (sameValue(from, to)) faults.push(`${from.id} was updated to what it was`)
  }
  return faults
}

/** An edit met a state that it was not made for. */
export class EditConflict extends Error {
  override readonly name = 'EditConflict'
  readonly id: Id

  constructor(id: Id) {
    super(`The edit does not fit the state at ${JSON.stringify(id)}`)
    this.id = id
  }
}
