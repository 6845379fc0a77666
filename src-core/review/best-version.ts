import type { Items } from '../annotation/edit.ts'
import {
  compareSpans,
  GOLD,
  isLayerItem,
  type AnnotatorId,
  type DocumentId,
  type Layer,
  type Relation,
  type Span,
} from '../annotation/records.ts'
import { reviewedLayers } from './content.ts'
import { remarkOn } from './review.ts'

/** What a document is exported as when one version is asked for. */
export interface BestVersion {
  /** `adjudicated`: gold. `reviewed`: a layer as a reviewer left it. `single`: the only one who read it. */
  readonly kind: 'adjudicated' | 'reviewed' | 'single'
  readonly annotator: AnnotatorId
  readonly reviewer: AnnotatorId | null
  readonly spans: readonly Span[]
  readonly relations: readonly Relation[]
}

export type BestOutcome =
  | { readonly ok: true; readonly version: BestVersion }
  /** `untouched`: nobody read it. `undecided`: several did, and nobody adjudicated or reviewed. */
  | { readonly ok: false; readonly reason: 'untouched' | 'undecided' | 'adjudication-unfinished' }

/**
 * Adjudicated before reviewed before single. Gold counts once its layer is done; while adjudication is under way nothing
 * else stands in for it. Of several reviewed layers the one reviewed last counts; in it rejected tags are gone, with
 * their relations, and fixed ones are as the reviewer proposed, unless the tag has changed since.
 */
export function bestVersion(items: Items, document: DocumentId): BestOutcome {
  const here = [...items.values()].filter(isLayerItem).filter((item) => item.document === document)
  const layers = here.filter((item) => item.kind === 'layer').filter(({ state }) => state !== 'untouched')
  const gold = layers.find(({ annotator }) => annotator === GOLD)
  if (gold && ['adjudicated', 'done', 'reviewed'].includes(gold.state))
    return { ok: true, version: plain(items, gold, 'adjudicated') }
  if (gold) return { ok: false, reason: 'adjudication-unfinished' }
  const reviewed = lastReviewed(layers)
  if (reviewed) return { ok: true, version: afterReview(items, reviewed.layer, reviewed.reviewer) }
  const readers = layers.filter((layer) => reviewedLayers(layer).length === 0)
  const [only] = readers
  if (!only) return { ok: false, reason: 'untouched' }
  return readers.length === 1 ? { ok: true, version: plain(items, only, 'single') } : { ok: false, reason: 'undecided' }
}

function lastReviewed(layers: readonly Layer[]): { layer: Layer; reviewer: Layer } | null {
  const reviews = layers.flatMap((reviewer) =>
    reviewer.state === 'reviewed'
      ? reviewedLayers(reviewer).flatMap((name) => {
          const layer = layers.find(({ annotator }) => annotator === name)
          return layer ? [{ layer, reviewer }] : []
        })
      : [],
  )
  const newest = (a: Layer, b: Layer) => b.updated - a.updated || (a.id < b.id ? -1 : 1)
  return reviews.sort((a, b) => newest(a.reviewer, b.reviewer) || newest(a.layer, b.layer))[0] ?? null
}

function contentOf(items: Items, { document, annotator }: Layer): { spans: Span[]; relations: Relation[] } {
  const mine = [...items.values()]
    .filter(isLayerItem)
    .filter((item) => item.document === document && item.annotator === annotator)
  return {
    spans: mine.filter((item) => item.kind === 'span').sort(compareSpans),
    relations: mine.filter((item) => item.kind === 'relation').sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

function plain(items: Items, layer: Layer, kind: BestVersion['kind']): BestVersion {
  return { kind, annotator: layer.annotator, reviewer: null, ...contentOf(items, layer) }
}

function afterReview(items: Items, layer: Layer, reviewer: Layer): BestVersion {
  const { spans, relations } = contentOf(items, layer)
  const kept = spans.flatMap((span): Span[] => {
    const remark = remarkOn(items, span, reviewer.annotator)
    if (!remark || remark.outdated || remark.decision.outcome === 'accept') return [span]
    if (remark.decision.outcome === 'reject') return []
    if (!remark.proposal) return [span]
    const { ranges, label, attributes, entity } = remark.proposal
    return [{ ...span, ranges, label, attributes, entity }]
  })
  const ids = new Set(kept.map(({ id }) => id))
  const standing = relations.filter(({ from, to, toDocument }) => ids.has(from) && (toDocument !== null || ids.has(to)))
  return {
    kind: 'reviewed',
    annotator: layer.annotator,
    reviewer: reviewer.annotator,
    spans: kept.sort(compareSpans),
    relations: standing,
  }
}
