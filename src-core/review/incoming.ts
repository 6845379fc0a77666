import type { Items } from '../annotation/edit.ts'
import { freeId, GOLD, ownId, type AnnotatorId, type Id } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import { itemsOf } from '../formats/entry-to-layer.ts'
import type { BundleContent } from './bundle.ts'
import { annotatorOf } from './bundle-ids.ts'
import type { IncomingLayer } from './merge.ts'

/** The project that a bundle is opened in. */
export interface BundleTarget {
  readonly schema: LabelSchema
  /** What the person chose: the bundle's label name → a label's id, null to leave its spans out. */
  readonly labels?: ReadonlyMap<string, Id | null>
  /** The same for relation types. */
  readonly relations?: ReadonlyMap<string, Id | null>
  readonly existing: Pick<Items, 'get'>
}

export interface IncomingBundle {
  readonly layers: readonly IncomingLayer[]
  readonly spansIn: number
  /** How often each name was met that the schema does not have; to be mapped or left out. */
  readonly unknownLabels: ReadonlyMap<string, number>
  readonly unknownRelations: ReadonlyMap<string, number>
  /** Relations of which an end was left out. */
  readonly looseRelations: number
}

/** The layers of a bundle as records of the project, ready for {@link mergeLayers}. */
export function incomingLayers(bundle: BundleContent, target: BundleTarget): IncomingBundle {
  const annotatorIds = new Map<string, AnnotatorId>([[GOLD, GOLD]])
  for (const { id, name } of bundle.annotators) annotatorIds.set(name, id)
  for (const entry of bundle.entries) annotatorIds.set(entry.annotator, annotatorOf(entry))
  const elsewhere = namer(bundle, target.existing)
  const unknownLabels = new Map<string, number>()
  const unknownRelations = new Map<string, number>()
  let looseRelations = 0
  const layers = bundle.entries.map((entry): IncomingLayer => {
    const stated = entry.extra['version']
    const version = typeof stated === 'number' ? stated : bundle.made
    const annotator = annotatorOf(entry)
    const into = { ...target, document: entry.id, annotator, now: version, source: 'bundle', annotatorIds, elsewhere }
    const made = itemsOf(entry, into)
    addCounts(unknownLabels, made.unknownLabels)
    addCounts(unknownRelations, made.unknownRelations)
    looseRelations += made.looseRelations
    return { document: entry.id, annotator, version, sha256: entry.sha256, items: made.items }
  })
  const spansIn = bundle.entries.reduce((sum, { spans }) => sum + spans.length, 0)
  return { layers, spansIn, unknownLabels, unknownRelations, looseRelations }
}

function addCounts(into: Map<string, number>, counts: ReadonlyMap<string, number>): void {
  for (const [name, count] of counts) into.set(name, (into.get(name) ?? 0) + count)
}

/**
 * What a record is called here that a bundle names: one that the bundle brings, one that is here under that id, or one
 * that had to take another id where the bundle was made, and has its own here.
 */
function namer({ entries }: Pick<BundleContent, 'entries'>, existing: BundleTarget['existing']): (id: Id) => Id {
  const brought = new Map<Id, Id>()
  for (const entry of entries) {
    const place = { document: entry.id, annotator: annotatorOf(entry) }
    for (const { id } of [...entry.spans, ...entry.relations, ...(entry.comments ?? [])])
      brought.set(id, freeId(existing, id, place))
  }
  return (id) => brought.get(id) ?? (existing.get(id) ? id : ownHere(existing, id))
}

function ownHere(existing: BundleTarget['existing'], id: Id): Id {
  const [document = '', annotator = ''] = id.split('\n').reverse()
  const own = ownId({ id, document, annotator })
  const item = existing.get(own)
  return item && 'annotator' in item && item.document === document && item.annotator === annotator ? own : id
}
