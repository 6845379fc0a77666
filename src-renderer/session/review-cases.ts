import type { Items } from '../../src-core/annotation/edit.ts'
import type { Id } from '../../src-core/annotation/records.ts'
import {
  openQueue,
  type Cluster,
  type Comparison,
  type DisagreementKind,
  type RelationCluster,
} from '../../src-core/review/compare.ts'

import type { Offset } from '../../src-core/text/offset.ts'

export type Case = Cluster | RelationCluster

export function isRelation(each: Case): each is RelationCluster {
  return 'from' in each
}

/** What the queue is narrowed to; empty sets narrow nothing. */
export interface CaseFilter {
  readonly kinds: ReadonlySet<DisagreementKind>
  readonly labels: ReadonlySet<Id>
  /** Those that are decided too. */
  readonly decided: boolean
}

/** What waits for a decision, and if wanted what was decided, in text order. */
export function casesOf(comparison: Comparison, { kinds, labels, decided }: CaseFilter): Case[] {
  const cases = decided ? disagreements(comparison) : openQueue(comparison)
  return cases.filter(
    (each) =>
      (kinds.size === 0 || each.kinds.some((kind) => kinds.has(kind))) &&
      (labels.size === 0 || labelsOf(each).some((label) => labels.has(label))),
  )
}

function labelsOf(each: Case): Id[] {
  const clusters = isRelation(each) ? [each.from, ...(each.to ? [each.to] : [])] : [each]
  return clusters.flatMap(({ members }) => [...members.values()].map(({ label }) => label))
}

function disagreements({ clusters, relations }: Comparison): Case[] {
  return [...clusters, ...relations]
    .filter(({ kinds, status }) => kinds.length > 0 || status !== 'open')
    .sort((a, b) => startOf(a) - startOf(b))
}

function startOf(each: Case): number {
  return isRelation(each) ? each.from.start : each.start
}

/** The disagreement, decided or not, that begins nearest to a place. */
export function nearestCase(comparison: Comparison, place: Offset): Case | undefined {
  const away = (each: Case) => Math.abs(startOf(each) - place)
  return disagreements(comparison).sort((a, b) => away(a) - away(b))[0]
}

/** The one after or before the selected, which itself may have left the queue. */
export function neighbour(queue: readonly Case[], selected: Case | null, step: 1 | -1): Case | undefined {
  const at = queue.findIndex(({ id }) => id === selected?.id)
  if (at >= 0) return queue[at + step]
  if (!selected) return queue[step === 1 ? 0 : queue.length - 1]
  return step === 1
    ? queue.find((each) => startOf(each) >= startOf(selected))
    : queue.findLast((each) => startOf(each) <= startOf(selected))
}

/** The end of the last span; a rule makes no ranges that nobody made. */
export function longest(items: Items): number {
  let end = 0
  for (const item of items.values()) if (item.kind === 'span') end = Math.max(end, item.ranges.at(-1)?.[1] ?? 0)
  return end
}
