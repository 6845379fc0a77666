import { diffMap, type PositionMap } from '../text/diff.ts'
import type { Range } from '../text/offset.ts'
import { anchor, describe, type Anchoring, type Quote } from '../text/quote.ts'
import { editDocument, recordOf } from './document-commands.ts'
import { squash, type Edit, type Items } from './edit.ts'
import { sameValue } from '../values.ts'
import type {
  AnnotatorId,
  Comment,
  DocumentId,
  EpochMs,
  Excluded,
  Id,
  Layer,
  Relation,
  Span,
  Stray,
} from './records.ts'

/** The texts of a document before and after a change, each with the key that it is stored under. */
export interface TextChange {
  readonly document: DocumentId
  readonly before: { readonly key: string; readonly text: string }
  readonly after: { readonly key: string; readonly text: string }
  /** Those whose tags may not be seen yet: the numbers leave them out. */
  readonly unseen?: readonly AnnotatorId[]
}

export interface Reanchored {
  readonly edit: Edit
  /** Tags on the same characters as before, elsewhere or not. */
  readonly kept: number
  /** Tags that a person has to place, and tags of which nothing is left. Both wait as strays. */
  readonly asking: number
  readonly lost: number
}

/**
 * Moves the tags of all layers of a document to its changed text. A tag moves only onto the very same characters, with
 * evidence (see `anchor`); every other becomes a {@link Stray} with all that hangs on it. Former strays whose passage
 * is back return. Decided exclusions follow the comparison of the texts; those that it cannot follow are proposed anew.
 */
export function reanchor(items: Items, change: TextChange): Reanchored {
  const { document, before, after, unseen = [] } = change
  const map = diffMap(before.text, after.text)
  const record = recordOf(items, document)
  const here = [...items.values()].filter((item) => 'document' in item && item.document === document)
  const spans = here.filter((item): item is Span => item.kind === 'span')
  const hanging = here.filter((item): item is Relation | Comment => item.kind === 'relation' || item.kind === 'comment')
  const updated: [Span | Comment | Layer, Span | Comment | Layer][] = []
  const fresh: Stray[] = []
  const gone = new Set<Id>()
  for (const span of spans) {
    const quotes = span.ranges.map((range) => describe(before.text, range))
    const places = quotes.map((quote, i) => anchor(after.text, quote, map.range(span.ranges[i] ?? [0, 0])))
    const ranges = certain(places)
    if (ranges) {
      if (!sameValue(ranges, span.ranges)) updated.push([span, { ...span, ranges }])
      continue
    }
    const candidates = candidatesOf(places)
    gone.add(span.id)
    fresh.push({ span, attached: [], quotes, candidates, tray: false })
  }
  const { attached, strays: withAttached } = attach(fresh, hanging, gone)
  for (const comment of hanging) {
    if (comment.kind !== 'comment' || 'span' in comment.target || attached.has(comment.id)) continue
    const ranges = comment.target.ranges.map((range) => follow(range, map, after.text))
    if (!sameValue(ranges, comment.target.ranges)) updated.push([comment, { ...comment, target: { ranges } }])
  }
  for (const layer of here) {
    if (layer.kind !== 'layer' || !layer.rejected) continue
    const moved = movedRejections(layer, layer.rejected, map)
    if (!sameValue(moved, layer)) updated.push([layer, moved])
  }
  const removed = [...spans.filter(({ id }) => gone.has(id)), ...hanging.filter(({ id }) => attached.has(id))]
  const waiting = (record.strays ?? []).map((stray) => again(stray, after.text))
  const strays = [...waiting, ...withAttached]
  const text = { now: after.key, before: before.key }
  const excluded = record.excluded && movedExclusions(record.excluded, map)
  const own = editDocument(items, document, { text, excluded, ...(strays.length || record.strays ? { strays } : {}) })
  const edit = squash([{ added: [], updated, removed }, own])
  return { edit, ...countsOf(spans, fresh, unseen) }
}

function countsOf(spans: readonly Span[], fresh: readonly Stray[], unseen: readonly AnnotatorId[]) {
  const isSeen = ({ annotator }: Span): boolean => !unseen.includes(annotator)
  const strays = fresh.filter(({ span }) => isSeen(span))
  const lost = strays.filter(({ candidates }) => candidates.length === 0).length
  return { kept: spans.filter(isSeen).length - strays.length, asking: strays.length - lost, lost }
}

/** The edit that puts a stray onto ranges of the present text, with all that hangs on it and can stand again. */
export function placeStray(
  items: Items,
  document: DocumentId,
  stray: Stray,
  ranges: readonly Range[],
  now: EpochMs,
): Edit {
  const record = recordOf(items, document)
  const rest = (record.strays ?? []).filter((each) => each.span.id !== stray.span.id)
  const waits = (item: Relation | Comment): Id | null => otherEnd(item, stray.span.id, rest)
  const back = stray.attached.filter((item) => waits(item) === null)
  const strays = rest.map((each) => {
    const moved = stray.attached.filter((item) => waits(item) === each.span.id)
    return moved.length ? { ...each, attached: [...each.attached, ...moved] } : each
  })
  const span: Span = { ...stray.span, ranges, updated: now }
  return squash([editDocument(items, document, { strays }), { added: [span, ...back], updated: [], removed: [] }])
}

/** The edit that puts a stray aside for later. */
export function shelveStray(items: Items, document: DocumentId, id: Id): Edit {
  const strays = recordOf(items, document).strays ?? []
  return editDocument(items, document, {
    strays: strays.map((each) => (each.span.id === id ? { ...each, tray: true } : each)),
  })
}

/** The edit that deletes a stray for good. */
export function dropStray(items: Items, document: DocumentId, id: Id): Edit {
  const strays = recordOf(items, document).strays ?? []
  return editDocument(items, document, { strays: strays.filter((each) => each.span.id !== id) })
}

/** The ranges when each is certain and they still follow one another. */
function certain(places: readonly Anchoring[]): readonly Range[] | null {
  const ranges = places.flatMap((place) => (place.kind === 'same' || place.kind === 'moved' ? [place.range] : []))
  return ranges.length === places.length && inOrder(ranges) ? ranges : null
}

function candidatesOf(places: readonly Anchoring[]): readonly (readonly Range[])[] {
  const choices = places.map(choicesOf)
  if (choices.length === 1) return (choices[0] ?? []).map((range) => [range])
  const best = choices.flatMap((each) => each.slice(0, 1))
  return best.length === places.length && inOrder(best) ? [best] : []
}

function choicesOf(place: Anchoring): readonly Range[] {
  if (place.kind === 'lost') return []
  return place.kind === 'doubtful' ? place.candidates.map(({ range }) => range) : [place.range]
}

function inOrder(ranges: readonly Range[]): boolean {
  return ranges.every(([start], i) => i === 0 || (ranges[i - 1]?.[1] ?? 0) <= start)
}

/** Looks for a stray again in a text that has changed again. */
function again(stray: Stray, text: string): Stray {
  return { ...stray, candidates: candidatesOf(stray.quotes.map((quote: Quote) => anchor(text, quote))) }
}

/** Gives each stray what hangs on it; a relation between two of them goes with its first end. */
function attach(strays: readonly Stray[], hanging: readonly (Relation | Comment)[], gone: ReadonlySet<Id>) {
  const attached = new Set<Id>()
  const bySpan = new Map<Id, (Relation | Comment)[]>()
  for (const item of hanging) {
    const holder = endsOf(item).find((id) => gone.has(id))
    if (holder === undefined) continue
    attached.add(item.id)
    bySpan.set(holder, [...(bySpan.get(holder) ?? []), item])
  }
  return { attached, strays: strays.map((stray) => ({ ...stray, attached: bySpan.get(stray.span.id) ?? [] })) }
}

function endsOf(item: Relation | Comment): readonly Id[] {
  if (item.kind === 'relation') return [item.from, item.to]
  return 'span' in item.target ? [item.target.span] : []
}

/** The stray that an attached item still waits for, or null. */
function otherEnd(item: Relation | Comment, id: Id, strays: readonly Stray[]): Id | null {
  return endsOf(item).find((end) => end !== id && strays.some(({ span }) => span.id === end)) ?? null
}

/** Where a passage lies about now: a remark is better a little off than gone. */
function follow(range: Range, map: PositionMap, text: string): Range {
  const found = map.range(range)
  if (found) return found
  const start = Math.min(map.offset(range[0]), Math.max(0, text.length - 1))
  return [start, Math.max(Math.min(map.offset(range[1]), text.length), Math.min(start + 1, text.length))]
}

/** A rejection whose passage has changed is none any more: what is proposed there now was never seen. */
function movedRejections(layer: Layer, ranges: readonly Range[], map: PositionMap): Layer {
  const moved = ranges.flatMap((range) => {
    const found = map.range(range)
    return found ? [found] : []
  })
  const { rejected: _, ...rest } = layer
  return moved.length ? { ...rest, rejected: moved } : rest
}

function movedExclusions(excluded: readonly Excluded[], map: PositionMap): readonly Excluded[] | null {
  const moved = excluded.flatMap((each) => {
    const range = map.range([each.start, each.end])
    return range ? [{ ...each, start: range[0], end: range[1] }] : []
  })
  return moved.length === excluded.length ? moved : null
}
