import { expect } from 'vitest'
import { sameValue } from '../../values.ts'
import { apply, conflictWith, editFaults, invert, isEmpty, squash, type Edit, type Items } from '../edit.ts'
import { layerId, type Id, type Relation, type Span } from '../records.ts'

/**
 * Every law of edits on one case: the edit is well formed, taking it back gives the state it was made on, it and the
 * state survive JSON, and the state after it is sound. Answers that state.
 */
export function checkEdit(state: Items, edit: Edit): Items {
  expect(editFaults(edit)).toEqual([])
  const next = apply(state, edit)
  expectSame(apply(next, invert(edit)), state)
  expect(invert(invert(edit))).toEqual(edit)
  expect(isEmpty(squash([edit, invert(edit)]))).toBe(true)
  expect(sameValue(JSON.parse(JSON.stringify(edit)), edit)).toBe(true)
  expectSame(apply(state, JSON.parse(JSON.stringify(edit)) as Edit), next)
  if (!isEmpty(edit)) expect(conflictWith(next, edit)).not.toBeNull()
  expect(stateFaults(next)).toEqual([])
  return next
}

/** Two states hold the same records, in whatever order. */
export function expectSame(a: Items, b: Items): void {
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter((id) => !sameValue(a.get(id), b.get(id)))
  expect(differing.map((id) => [a.get(id), b.get(id)])).toEqual([])
}

/** What may never be true of a state, whatever commands made it. */
export function stateFaults(items: Items): string[] {
  return [...items].flatMap(([key, item]) => [
    ...(key === item.id ? [] : [`${key} holds ${item.id}`]),
    ...(item.kind === 'layer' && item.id !== layerId(item.document, item.annotator) ? [`${key} is misnamed`] : []),
    ...(item.kind === 'span' ? rangeFaults(item) : []),
    ...(item.kind === 'relation' ? relationFaults(item, items) : []),
  ])
}

function rangeFaults(span: Span): string[] {
  const faults = span.ranges.length ? [] : [`${span.id} covers nothing`]
  span.ranges.forEach(([start, end], i) => {
    const before = span.ranges[i - 1]?.[1] ?? -1
    if (start >= end || start < 0) faults.push(`${span.id} has the range ${start}-${end}`)
    if (start <= before) faults.push(`${span.id} has ranges that touch or are out of order`)
  })
  return faults
}

function relationFaults(relation: Relation, items: Items): string[] {
  const stands = (id: Id) => items.get(id)?.kind === 'span'
  const faults = stands(relation.from) ? [] : [`${relation.id} hangs from nothing`]
  if (relation.toDocument === null && !stands(relation.to)) faults.push(`${relation.id} leads to nothing`)
  return faults
}
