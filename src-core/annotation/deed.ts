import { sameValue } from '../values.ts'
import { touched, type Edit } from './edit.ts'
import type { DocumentState, Id, Item, Relation, Span } from './records.ts'
import type { Label, LabelSchema, RelationType } from './schema.ts'

/** A part of the schema under the names that people know it by. */
type Named = Pick<Label, 'name' | 'titles'>

type SchemaHow =
  'added' | 'removed' | 'renamed' | 'retired' | 'offered' | 'merged' | 'split' | 'attributes' | 'changed' | 'several'

/** What an edit is about, read from the edit itself, for a sentence that names it. */
export type Deed =
  | {
      readonly kind: 'tags'
      readonly count: number
      /** As it is after the edit, or was before it was removed. */
      readonly first: Span
      /** The label that the first one had, where it got another one. */
      readonly labelBefore: Id | null
      /** The attributes of the first one whose values changed. */
      readonly attributes: readonly string[]
    }
  | { readonly kind: 'relations'; readonly count: number; readonly first: Relation }
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'state'; readonly from: DocumentState; readonly to: DocumentState }
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  /** Renamed, merged and split name what was and what came of it; several parts, or only their order, name each. */
  | { readonly kind: 'schema'; readonly how: SchemaHow; readonly parts: readonly Named[] }
  | { readonly kind: 'other' }

type Pair = readonly [from: Item | null, to: Item | null]

/** The heart of an edit: the schema before tags, tags before what hangs on them, a document's data last. */
export function deedOf(edit: Edit): Deed {
  const pairs = pairsOf(edit)
  return (
    schemaDeed(pairs) ??
    tagDeed(pairs) ??
    relationDeed(edit) ??
    commentDeed(edit) ??
    stateDeed(pairs) ??
    dataDeed(pairs)
  )
}

function pairsOf({ added, updated, removed }: Edit): readonly Pair[] {
  return [...updated, ...removed.map((from) => [from, null] as const), ...added.map((to) => [null, to] as const)]
}

function tagDeed(pairs: readonly Pair[]): Deed | null {
  const spans = pairs.filter(([from, to]) => (to ?? from)?.kind === 'span')
  const [from, to] = spans[0] ?? [null, null]
  const first = to ?? from
  if (first?.kind !== 'span') return null
  const both = from?.kind === 'span' && to?.kind === 'span' ? { from, to } : null
  return {
    ...{ kind: 'tags', count: spans.length, first },
    labelBefore: both && both.from.label !== both.to.label ? both.from.label : null,
    attributes: both ? changedNames(both.from.attributes, both.to.attributes) : [],
  }
}

function relationDeed(edit: Edit): Deed | null {
  const relations = touched(edit).filter((item) => item.kind === 'relation')
  const [first] = relations
  return first ? { kind: 'relations', count: relations.length, first } : null
}

function commentDeed(edit: Edit): Deed | null {
  const comment = touched(edit).find((item) => item.kind === 'comment')
  return comment?.kind === 'comment' ? { kind: 'comment', body: comment.body } : null
}

function stateDeed(pairs: readonly Pair[]): Deed | null {
  const [from, to] = pairs.find(([from, to]) => (to ?? from)?.kind === 'layer') ?? [null, null]
  const state = (item: Item | null) => (item?.kind === 'layer' ? item.state : 'untouched')
  return state(from) === state(to) ? null : { kind: 'state', from: state(from), to: state(to) }
}

function dataDeed(pairs: readonly Pair[]): Deed {
  const [from, to] = pairs.find(([from, to]) => (to ?? from)?.kind === 'document') ?? [null, null]
  const fields = (item: Item | null) => (item?.kind === 'document' ? item.fields : {})
  const names = changedNames(fields(from), fields(to))
  return names.length ? { kind: 'fields', names } : { kind: 'other' }
}

function changedNames(from: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => !sameValue(from[name] ?? null, to[name] ?? null),
  )
}

type Part = Label | RelationType

function schemaDeed(pairs: readonly Pair[]): Deed | null {
  const [from, to] = pairs.find(([from, to]) => (to ?? from)?.kind === 'schema') ?? [null, null]
  if (from?.kind !== 'schema' || to?.kind !== 'schema') return null
  return relabelled(from.schema, to.schema, pairs) ?? partsChanged(partsOf(from.schema), partsOf(to.schema))
}

function partsOf({ labels, relations }: LabelSchema): readonly Part[] {
  return [...labels, ...relations]
}

/** Tags that go over to another label with the schema: to a new one of a split, or the label is retired by a merge. */
function relabelled(from: LabelSchema, to: LabelSchema, pairs: readonly Pair[]): Deed | null {
  const [before, after] = pairs.find(([a, b]) => a?.kind === 'span' && b?.kind === 'span' && a.label !== b.label) ?? []
  if (before?.kind !== 'span' || after?.kind !== 'span') return null
  const source = from.labels.find(({ id }) => id === before.label)
  const target = to.labels.find(({ id }) => id === after.label)
  const known = from.labels.some(({ id }) => id === after.label)
  return source && target ? { kind: 'schema', how: known ? 'merged' : 'split', parts: [source, target] } : null
}

function partsChanged(from: readonly Part[], to: readonly Part[]): Deed {
  const added = to.filter(({ id }) => !from.some((part) => part.id === id))
  const removed = from.filter(({ id }) => !to.some((part) => part.id === id))
  const changed = from.flatMap((before) => {
    const after = to.find(({ id }) => id === before.id)
    return after && !sameValue(before, after) ? [[before, after] as const] : []
  })
  const [one] = changed
  const deed = (how: SchemaHow, parts: readonly Named[]): Deed => ({ kind: 'schema', how, parts })
  if (one && changed.length === 1 && added.length + removed.length === 0) return partChanged(...one)
  if (changed.length + removed.length === 0) return deed(added.length ? 'added' : 'several', added)
  if (changed.length + added.length === 0) return deed('removed', removed)
  return deed('several', [...added, ...changed.map(([, after]) => after), ...removed])
}

function partChanged(from: Part, to: Part): Deed {
  const named = from.name !== to.name || !sameValue(from.titles ?? null, to.titles ?? null)
  if (named) return { kind: 'schema', how: 'renamed', parts: [from, to] }
  if (from.retired !== to.retired) return { kind: 'schema', how: to.retired ? 'retired' : 'offered', parts: [to] }
  return { kind: 'schema', how: sameValue(from.attributes, to.attributes) ? 'changed' : 'attributes', parts: [to] }
}
