import type { Desk, Outcome } from '../annotation/desk.ts'
import { layerOf, setState } from '../annotation/layer-commands.ts'
import { NOTHING, type Edit, type Items } from '../annotation/edit.ts'
import { normaliseRanges } from '../annotation/ranges.ts'
import {
  GOLD,
  spanStart,
  type AnnotatorId,
  type Comment,
  type Decision,
  type DecisionOutcome,
  type DocumentId,
  type Id,
  type Item,
  type Span,
} from '../annotation/records.ts'
import { labelById } from '../annotation/schema.ts'
import type { Range } from '../text/offset.ts'
import { sameValue } from '../values.ts'
import type { Change } from './adjudicate.ts'
import { fingerprintOf, reviewedLayers, sameTag } from './content.ts'

/**
 * Going through one colleague's layer. The reviewer never writes in it: what is said of a tag is a decision, a proposed
 * tag and comments in the reviewer's own layer, which travels back as a bundle. The colleague then accepts or answers,
 * in their own layer. The desk is that of whoever acts.
 */

/** What a reviewer said of a tag. */
export interface Remark {
  readonly decision: Decision
  /** The tag that the reviewer proposes instead, for the outcome `edit`. */
  readonly proposal: Span | null
  /** Whether the tag has changed since, other than as proposed. */
  readonly outdated: boolean
}

export function approve(desk: Desk, span: Span, reason: string | null = null): Edit {
  return judge(desk, span, 'accept', reason, null)
}

export function reject(desk: Desk, span: Span, reason: string | null = null): Edit {
  return judge(desk, span, 'reject', reason, null)
}

/** Proposes other borders, label, attributes or entity; refused where the proposal says nothing new. */
export function fix(desk: Desk, span: Span, change: Change, reason: string | null = null): Outcome {
  const ranges = change.ranges ? normaliseRanges(change.ranges) : span.ranges
  if (ranges.length === 0) return { refused: 'empty-range' }
  if (ranges.some(([start, end]) => start < 0 || end > desk.length)) return { refused: 'out-of-bounds' }
  if (change.label !== undefined && !labelById(desk.schema, change.label)) return { refused: 'unknown-label' }
  const proposed = { ...span, ...change, ranges }
  if (sameValue(proposed, span)) return { refused: 'duplicate-tag' }
  return judge(desk, span, 'edit', reason, proposed)
}

/** Takes back what the desk's annotator said of a tag. */
export function takeBack(desk: Desk, span: Span): Outcome {
  const remark = remarkOn(desk.items, span, desk.annotator)
  if (!remark) return { refused: 'unknown-tag' }
  return { ...NOTHING, removed: [remark.decision, ...(remark.proposal ? [remark.proposal] : [])] }
}

/** What a reviewer said of a tag, or null. */
export function remarkOn(items: Items, span: Span, reviewer: AnnotatorId): Remark | null {
  return (
    remarks(items)
      .get(span.id)
      ?.find(({ decision }) => decision.annotator === reviewer) ?? null
  )
}

/** What reviewers said, by the id of the tag: the latest word of each, the newest first. */
export function remarks(items: Items): ReadonlyMap<Id, readonly Remark[]> {
  const said = new Map<Id, Remark[]>()
  const decisions = [...items.values()].filter((item) => item.kind === 'decision')
  for (const decision of decisions.sort((a, b) => b.updated - a.updated || (a.id < b.id ? 1 : -1))) {
    const [id] = decision.spans
    const span = id === undefined ? undefined : items.get(id)
    if (decision.annotator === GOLD || decision.spans.length !== 1 || span?.kind !== 'span') continue
    const known = said.get(span.id) ?? []
    said.set(span.id, known)
    if (!known.some((each) => each.decision.annotator === decision.annotator))
      known.push(remarkOf(items, span, decision))
  }
  return said
}

function remarkOf(items: Items, span: Span, decision: Decision): Remark {
  const proposed = decision.extra?.['proposal']
  const found = typeof proposed === 'string' ? items.get(proposed) : undefined
  const proposal = found?.kind === 'span' ? found : null
  const seen = decision.extra?.['seen']
  const changed = typeof seen === 'string' && seen !== fingerprintOf([span])
  return { decision, proposal, outdated: changed && !sameTag(span, proposal ?? undefined) }
}

/** Whether a remark still asks something of the colleague: a change that is neither made nor refused. */
export function isOpen(span: Span, { decision, proposal, outdated }: Remark, all: readonly Remark[]): boolean {
  if (decision.outcome === 'accept' || outdated || sameTag(span, proposal ?? undefined)) return false
  const answer = all.find((each) => each.decision.annotator === span.annotator)
  return !answer || answer.outdated || answer.decision.updated < decision.updated
}

/** How far a reviewer is with a layer: what each tag was found, and what waits. */
export interface ReviewProgress {
  readonly approved: number
  readonly rejected: number
  readonly fixed: number
  readonly open: readonly Span[]
}

export function reviewProgress(
  items: Items,
  document: DocumentId,
  annotator: AnnotatorId,
  reviewer: AnnotatorId,
): ReviewProgress {
  const counts: Record<DecisionOutcome, number> = { accept: 0, reject: 0, edit: 0 }
  const open: Span[] = []
  const said = remarks(items)
  for (const span of spansOf(items, document, annotator)) {
    const remark = said.get(span.id)?.find(({ decision }) => decision.annotator === reviewer)
    if (remark && !remark.outdated) counts[remark.decision.outcome]++
    else open.push(span)
  }
  return { approved: counts.accept, rejected: counts.reject, fixed: counts.edit, open }
}

/** Marks the document as reviewed in the reviewer's layer; the colleague's state is the colleague's. */
export function finishReview(desk: Desk, of: AnnotatorId): Edit {
  const edit = setState(desk, 'reviewed')
  const mark = (item: Item): Item =>
    item.kind === 'layer' ? { ...item, extra: { ...item.extra, reviewed: reviewedBy(item, of) } } : item
  const layer = layerOf(desk)
  if (edit.added.length + edit.updated.length > 0)
    return {
      ...edit,
      added: edit.added.map(mark),
      updated: edit.updated.map(([from, to]) => [from, mark(to)] as const),
    }
  const next = mark({ ...layer, updated: desk.now })
  return sameValue({ ...next, updated: layer.updated }, layer) ? NOTHING : { ...NOTHING, updated: [[layer, next]] }
}

function reviewedBy(layer: Pick<Item & { kind: 'layer' }, 'extra'>, of: AnnotatorId): AnnotatorId[] {
  return [...new Set([...reviewedLayers(layer), of])].sort()
}

/** The colleague takes over what a reviewer said: the tag goes, or becomes as proposed. The desk is the colleague's. */
export function acceptRemark(desk: Desk, span: Span, remark: Remark): Outcome {
  if (span.annotator !== desk.annotator) return { refused: 'not-your-layer' }
  if (remark.decision.outcome === 'accept') return NOTHING
  if (remark.decision.outcome === 'reject') return { ...NOTHING, removed: [span, ...hanging(desk.items, span)] }
  if (!remark.proposal) return { refused: 'unknown-tag' }
  const { ranges, label, attributes, entity } = remark.proposal
  const next: Span = { ...span, ranges, label, attributes, entity, updated: desk.now }
  return sameValue({ ...next, updated: span.updated }, span) ? NOTHING : { ...NOTHING, updated: [[span, next]] }
}

function hanging(items: Items, span: Span): Item[] {
  return [...items.values()].filter(
    (item) => item.kind === 'relation' && (item.from === span.id || item.to === span.id),
  )
}

/** An annotator's own tags, without those proposed to others, in text order. */
export function spansOf(items: Items, document: DocumentId, annotator: AnnotatorId): Span[] {
  return [...items.values()]
    .filter((item) => item.kind === 'span')
    .filter((span) => span.document === document && span.annotator === annotator && span.from === undefined)
    .sort((a, b) => spanStart(a) - spanStart(b) || (a.id < b.id ? -1 : 1))
}

function judge(desk: Desk, span: Span, outcome: DecisionOutcome, reason: string | null, proposed: Span | null): Edit {
  const known = remarkOn(desk.items, span, desk.annotator)
  const place = { document: desk.document, annotator: desk.annotator, created: desk.now, updated: desk.now }
  const proposal: Span | null = proposed && {
    ...proposed,
    ...place,
    id: known?.proposal?.id ?? desk.newId(),
    created: known?.proposal?.created ?? desk.now,
    origin: 'manual',
    note: null,
    from: [span.annotator],
  }
  const extra = { seen: fingerprintOf([span]), ...(proposal ? { proposal: proposal.id } : {}) }
  const said = { spans: [span.id], outcome, reason, by: desk.annotator, extra }
  const decision: Decision = known
    ? { ...known.decision, ...said, updated: desk.now }
    : { kind: 'decision', id: desk.newId(), ...place, ...said }
  const pairs: [Item | null, Item | null][] = [
    [known?.decision ?? null, decision],
    [known?.proposal ?? null, proposal],
  ]
  return begun(desk, {
    added: pairs.flatMap(([before, after]) => (!before && after ? [after] : [])),
    updated: pairs.flatMap(([before, after]) =>
      before && after && !sameValue(before, after) ? [[before, after] as const] : [],
    ),
    removed: pairs.flatMap(([before, after]) => (before && !after ? [before] : [])),
  })
}

function begun(desk: Desk, edit: Edit): Edit {
  if (layerOf(desk).state !== 'untouched') return edit
  const start = setState(desk, 'in_progress')
  return { ...edit, added: [...edit.added, ...start.added], updated: [...edit.updated, ...start.updated] }
}

/** Where a comment stands: on a tag, whoever's, or on a passage. */
export type CommentTarget = { readonly span: Id } | { readonly ranges: readonly Range[] }

/** Begins a thread; refused without words or on nothing. */
export function comment(desk: Desk, target: CommentTarget, body: string): Outcome {
  if ('ranges' in target && normaliseRanges(target.ranges).length === 0) return { refused: 'empty-range' }
  if ('span' in target && desk.items.get(target.span)?.kind !== 'span') return { refused: 'unknown-tag' }
  return addComment(desk, target, null, body)
}

/** Answers in a thread, whoever began it. */
export function reply(desk: Desk, to: Comment, body: string): Outcome {
  return addComment(desk, to.target, to.parent ?? to.id, body)
}

function addComment(desk: Desk, target: CommentTarget, parent: Id | null, body: string): Outcome {
  if (body.trim() === '') return { refused: 'empty-range' }
  const { document, annotator, now } = desk
  const place = { id: desk.newId(), document, annotator, created: now, updated: now }
  const made: Comment = { kind: 'comment', ...place, target, parent, body, resolved: false }
  return begun(desk, { ...NOTHING, added: [made] })
}

/** Changes or, with no words, deletes one's own comment. The first of a thread that has answers stays, without words. */
export function editComment(desk: Desk, id: Id, body: string): Outcome {
  const known = desk.items.get(id)
  if (known?.kind !== 'comment') return { refused: 'unknown-tag' }
  if (known.annotator !== desk.annotator) return { refused: 'not-your-layer' }
  const answered = [...desk.items.values()].some((item) => item.kind === 'comment' && item.parent === id)
  if (body.trim() === '' && !answered) return { ...NOTHING, removed: [known] }
  if (body === known.body) return NOTHING
  return { ...NOTHING, updated: [[known, { ...known, body, updated: desk.now }]] }
}

/**
 * Settles a thread, or opens it again. The last word of each annotator counts, so one who did not begin the thread says
 * so with a comment of their own that has no words.
 */
export function resolve(desk: Desk, thread: Thread, resolved: boolean): Outcome {
  if (thread.resolved === resolved) return NOTHING
  const mine = [...thread.comments].reverse().find((each) => each.annotator === desk.annotator)
  if (mine) return { ...NOTHING, updated: [[mine, { ...mine, resolved, updated: desk.now }]] }
  const { document, annotator, now } = desk
  const place = { id: desk.newId(), document, annotator, created: now, updated: now }
  const { target, id: parent } = thread.root
  return begun(desk, { ...NOTHING, added: [{ kind: 'comment', ...place, target, parent, body: '', resolved }] })
}

export interface Thread {
  readonly root: Comment
  /** The root and the answers, oldest first. */
  readonly comments: readonly Comment[]
  /** What was said last about it. */
  readonly resolved: boolean
  /** The tag it hangs on; null on a passage, or when the tag is gone. */
  readonly span: Span | null
}

/** The threads of a document in text order. An answer whose beginning is not here (yet) begins a thread of its own. */
export function threads(items: Items, document: DocumentId): Thread[] {
  const comments = [...items.values()]
    .filter((item) => item.kind === 'comment')
    .filter((each) => each.document === document)
    .sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
  const byId = new Map(comments.map((each) => [each.id, each]))
  const groups = new Map<Id, Comment[]>()
  for (const each of comments) {
    const root = each.parent !== null && byId.has(each.parent) ? each.parent : each.id
    groups.set(root, [...(groups.get(root) ?? []), each])
  }
  return [...groups]
    .flatMap(([root, list]) => threadOf(items, byId.get(root), list))
    .sort((a, b) => placeOf(a) - placeOf(b))
}

function threadOf(items: Items, root: Comment | undefined, list: readonly Comment[]): Thread[] {
  if (!root) return []
  const last = [...list].sort((a, b) => b.updated - a.updated || (a.id < b.id ? 1 : -1))[0]
  const on = 'span' in root.target ? items.get(root.target.span) : undefined
  const comments = [root, ...list.filter((each) => each !== root)]
  return [{ root, comments, resolved: last?.resolved ?? false, span: on?.kind === 'span' ? on : null }]
}

function placeOf({ root, span }: Thread): number {
  if (span) return spanStart(span)
  return 'ranges' in root.target ? (root.target.ranges[0]?.[0] ?? 0) : 0
}
