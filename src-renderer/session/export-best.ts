import type { Items } from '../../src-core/annotation/edit.ts'
import {
  GOLD,
  type AnnotatorId,
  type DocumentId,
  type DocumentState,
  type Item,
} from '../../src-core/annotation/records.ts'
import { bestVersion } from '../../src-core/review/best-version.ts'
import type { ExportChoice } from './export-options.ts'

/** Which layers of a document are asked for. */
export type LayerChoice = Pick<ExportChoice, 'states' | 'annotators' | 'best'>

type StateOf = (document: DocumentId, annotator: AnnotatorId) => DocumentState

/** Which layer stands for a document, as far as the states of its layers tell. */
interface Best {
  /** Null where a review decides whose layer it is. */
  readonly annotator: AnnotatorId | null
  readonly state: DocumentState
}

/** As {@link bestVersion}, of layers that need not be read; null where nothing or nothing decided is there. */
function bestLayer(document: DocumentId, annotators: readonly AnnotatorId[], stateOf: StateOf): Best | null {
  const layers = annotators
    .map((annotator) => ({ annotator, state: stateOf(document, annotator) }))
    .filter(({ state }) => state !== 'untouched')
  const gold = layers.find(({ annotator }) => annotator === GOLD)
  if (gold) return gold.state === 'in_progress' ? null : gold
  const [only] = layers
  if (layers.length === 1 && only) return only
  return layers.some(({ state }) => state === 'reviewed') ? { annotator: null, state: 'reviewed' } : null
}

/** The annotators of a document whose layers are wanted; null stands for one that a review decides on. */
export function chosenLayers(
  document: DocumentId,
  { states, annotators, best }: LayerChoice,
  stateOf: StateOf,
): readonly (AnnotatorId | null)[] {
  if (!best) return annotators.filter((annotator) => states.includes(stateOf(document, annotator)))
  const found = bestLayer(document, annotators, stateOf)
  return found && states.includes(found.state) ? [found.annotator] : []
}

/** Whether people began a document and nobody decided yet which version counts. */
export function isUndecided(document: DocumentId, annotators: readonly AnnotatorId[], stateOf: StateOf): boolean {
  const begun = annotators.some((annotator) => stateOf(document, annotator) !== 'untouched')
  return begun && bestLayer(document, annotators, stateOf) === null
}

/** The records of a document's best version, all of one annotator; null where there is none. */
export function bestItems(
  document: DocumentId,
  items: Items,
  annotators: readonly AnnotatorId[],
  stateOf: StateOf,
): { readonly annotator: AnnotatorId; readonly items: readonly Item[] } | null {
  const seen = new Set(annotators.filter((annotator) => stateOf(document, annotator) !== 'untouched'))
  const visible = [...items.values()].filter((item) => 'annotator' in item && seen.has(item.annotator))
  const outcome = bestVersion(new Map(visible.map((item) => [item.id, item])), document)
  if (!outcome.ok) return null
  const { annotator, kind, spans, relations } = outcome.version
  const kept = visible.filter((item) => 'annotator' in item && item.annotator === annotator)
  const others = kept.flatMap((item): Item[] => {
    if (item.kind === 'span' || item.kind === 'relation') return []
    return [item.kind === 'layer' && kind === 'reviewed' ? { ...item, state: 'reviewed' } : item]
  })
  return { annotator, items: [...others, ...spans, ...relations] }
}
