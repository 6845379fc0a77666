import { joined } from '../../src-core/annotation/bulk.ts'
import { apply, isEmpty, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  GOLD,
  isLayerItem,
  ownId,
  SCHEMA_ID,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentId,
  type Id,
  type Item,
  type LayerItem,
} from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { BundleContent } from '../../src-core/review/bundle.ts'
import { carryLayer, waitFor, type CarriedLayer } from '../../src-core/review/carry.ts'
import { incomingLayers } from '../../src-core/review/incoming.ts'
import {
  mergeLayers,
  type IncomingLayer,
  type LayerFate,
  type LayerOutcome,
  type Receiver,
} from '../../src-core/review/merge.ts'
import {
  schemaDifference,
  widened,
  type NameChoice,
  type NameMaps,
  type SchemaDifference,
  type UnknownName,
} from '../../src-core/review/schema-difference.ts'
import type { DocumentText } from '../store/rows.ts'
import { inParts } from '../store/slices.ts'
import type { LongJob } from '../workers/bundle-thread.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { takenElsewhere } from './taken-ids.ts'

const DOCUMENTS_A_STEP = 20

/** What opening layers would do. */
export interface BundlePlan {
  readonly revision: number
  readonly edit: Edit
  readonly texts: readonly DocumentText[]
  readonly layers: readonly LayerOutcome[]
  /**
   * Spans in the file; those that are in the project afterwards; those that wait for a place because the text differs. The
   * rest is left out.
   */
  readonly spansIn: number
  readonly spansMerged: number
  readonly spansWaiting: number
  /** Documents of which the text differs from the colleague's, their tags carried over. */
  readonly carried: readonly DocumentId[]
  readonly difference: SchemaDifference
  readonly relationsLeft: number
  /** Tags and other records that come in under another id, since one of somebody else's has theirs. */
  readonly renamed: number
}

/** What becomes of names that the project's schema does not have. */
export type ChooseName = (name: UnknownName) => NameChoice

/**
 * Compares layers with the project, some documents at a time so that no frame waits.
 * @throws the signal's reason when it is called off.
 */
export async function planBundle(
  project: ProjectSession,
  host: Host,
  bundle: BundleContent,
  choose: ChooseName,
  job: LongJob,
): Promise<BundlePlan> {
  await project.known()
  await project.idle()
  const { revision } = project
  const difference = schemaDifference(project.schema, bundle.entries)
  const names = widened(project.schema, bundle.schema, difference.unknown, choose, project.newId)
  const known = [...new Set(bundle.entries.map(({ id }) => id))].filter((id) => isKnown(project, id))
  const ours = await recordsOf(project, known)
  const elsewhere = await takenElsewhere(project, bundle.entries, ours, job.signal)
  const tally = new Tally(bundle, names, ours, [...elsewhere, ...project.annotators])
  const steps = stepsOf(bundle.entries)
  for (const [i, entries] of steps.entries()) {
    job.signal.throwIfAborted()
    const texts = await textsOf(
      project,
      host,
      [...new Set(entries.map(({ id }) => id))].filter((id) => ours.has(id)),
    )
    tally.add(entries, texts, receiverOf(project, ours, texts))
    job.progress(i + 1, steps.length)
  }
  const schema = names.schema === project.schema ? NOTHING : schemaEdit(project, names.schema)
  const { layers, edits, texts } = tally
  return {
    ...{ revision, difference, layers, ...tally.told() },
    edit: joined([schema, annotatorsEdit(project, bundle, layers, edits), ...edits]),
    texts: texts.filter(({ document, sha256 }) => project.progress.of(document).text !== sha256),
  }
}

type Records = ReadonlyMap<DocumentId, Items>

async function recordsOf(project: ProjectSession, ids: readonly DocumentId[]): Promise<Records> {
  const none = ids.map((id): [DocumentId, Items] => [id, new Map()])
  return new Map([...none, ...(await project.store.readMany(ids))])
}

function stepsOf(entries: readonly DatasetEntry[]): DatasetEntry[][] {
  const byDocument = grouped(entries, ({ id }) => id)
  return [...inParts([...byDocument.values()], DOCUMENTS_A_STEP)].map((part) => part.flat())
}

const TAKEN: ReadonlySet<LayerFate> = new Set(['added', 'updated', 'unchanged'])
const CHANGED: ReadonlySet<LayerFate> = new Set(['added', 'updated'])

/** Gathers what each step would do. */
class Tally {
  readonly layers: LayerOutcome[] = []
  readonly edits: Edit[] = []
  readonly texts: DocumentText[] = []
  readonly #bundle: BundleContent
  readonly #names: NameMaps & Pick<BundleContent, 'schema'>
  readonly #ours: Records
  /** All that the ids of the bundle could meet: a record may not take the id of one that lies elsewhere. */
  readonly #existing: Items
  readonly #carried = new Set<DocumentId>()
  #spansIn = 0
  #spansMerged = 0
  #spansWaiting = 0
  #relationsLeft = 0
  #renamed = 0

  constructor(
    bundle: BundleContent,
    names: NameMaps & Pick<BundleContent, 'schema'>,
    ours: Records,
    elsewhere: readonly Item[],
  ) {
    this.#bundle = bundle
    this.#names = names
    this.#ours = ours
    const here = [...ours.values()].flatMap((items) => [...items])
    this.#existing = new Map([...elsewhere.map((item): [Id, Item] => [item.id, item]), ...here])
  }

  told() {
    return {
      spansIn: this.#spansIn,
      spansMerged: this.#spansMerged,
      spansWaiting: this.#spansWaiting,
      relationsLeft: this.#relationsLeft,
      renamed: this.#renamed,
      carried: [...this.#carried],
    }
  }

  add(entries: readonly DatasetEntry[], texts: ReadonlyMap<DocumentId, DocumentText>, receiver: Receiver): void {
    const { schema, labels, relations } = this.#names
    const into = { schema, labels, relations, existing: this.#existing }
    const incoming = incomingLayers({ ...this.#bundle, entries }, into)
    const carried = new Map<IncomingLayer, CarriedLayer>()
    const layers = incoming.layers.map((layer, i) => {
      const moved = this.#carry(layer, entries[i]?.text ?? '', texts.get(layer.document))
      if (moved && this.#carried.has(layer.document)) carried.set(moved.layer, moved)
      return moved?.layer ?? layer
    })
    const here = new Map([...texts.keys()].flatMap((id) => [...(this.#ours.get(id) ?? [])]))
    const merge = mergeLayers(here, layers, receiver)
    const changed = layers.filter((_, i) => CHANGED.has(merge.layers[i]?.fate ?? 'older'))
    this.#wait(
      here,
      merge.edit,
      changed.flatMap((layer) => carried.get(layer) ?? []),
    )
    this.#count(
      entries,
      merge.layers,
      layers.map((layer) => carried.get(layer)?.strays.length ?? 0),
    )
    this.#spansMerged += merge.spansMerged
    this.#renamed += sum(
      layers.map(({ items }, i) => (TAKEN.has(merge.layers[i]?.fate ?? 'older') ? renamedAmong(items) : 0)),
    )
    this.#relationsLeft += incoming.looseRelations + sum(incoming.unknownRelations.values())
    this.texts.push(...texts.values())
  }

  #carry(layer: IncomingLayer, theirs: string, ours: DocumentText | undefined): CarriedLayer | null {
    if (!ours) return null
    // Where the text is the same, offsets count in it, whatever the bytes of the colleague's file: another encoding.
    if (ours.text === theirs) return { layer: { ...layer, sha256: ours.sha256 }, strays: [] }
    // Without the colleague's text nobody can tell where the tags belong.
    if (theirs === '') return { layer: { ...layer, sha256: OTHER_TEXT }, strays: [] }
    this.#carried.add(layer.document)
    return carryLayer(layer, theirs, ours, this.#ours.get(layer.document) ?? new Map())
  }

  #wait(here: Items, edit: Edit, carried: readonly CarriedLayer[]): void {
    const byDocument = grouped(carried, ({ layer }) => layer.document)
    const after = carried.length ? apply(here, edit) : here
    const waits = [...byDocument].map(([document, layers]) => waitFor(after, document, layers))
    this.edits.push(edit, ...waits)
  }

  #count(entries: readonly DatasetEntry[], layers: readonly LayerOutcome[], strays: readonly number[]): void {
    layers.forEach((layer, i) => {
      const spans = entries[i]?.spans.length ?? 0
      this.#spansIn += spans
      if (TAKEN.has(layer.fate)) this.#spansWaiting += strays[i] ?? 0
      this.layers.push({ ...layer, spans })
    })
  }
}

function renamedAmong(items: readonly LayerItem[]): number {
  return items.filter((item) => item.kind !== 'layer' && ownId(item) !== item.id).length
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of list) {
    const known = groups.get(keyOf(each))
    if (known) known.push(each)
    else groups.set(keyOf(each), [each])
  }
  return groups
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, n) => total + n, 0)
}

/** The hash of no file: offsets that count in another text must not be taken for ours, whatever a bundle states. */
const OTHER_TEXT = 'other text'

function isKnown(project: ProjectSession, document: DocumentId): boolean {
  return project.catalogue.get(document) !== undefined || project.progress.of(document).text !== null
}

function receiverOf(project: ProjectSession, ours: Records, texts: ReadonlyMap<DocumentId, DocumentText>): Receiver {
  return {
    own: new Set([project.annotator, ...(adjudicatesHere(ours) ? [GOLD] : [])]),
    documents: new Map([...texts].map(([id, text]) => [id, text.sha256])),
  }
}

function adjudicatesHere(ours: Records): boolean {
  for (const items of ours.values())
    for (const item of items.values())
      if (item.kind === 'layer' && item.annotator === GOLD && typeof item.extra?.['version'] !== 'number') return true
  return false
}

/** The texts as they are here: the stored one that was tagged, else the file's. A bundle's own text is never stored. */
async function textsOf(
  project: ProjectSession,
  host: Host,
  ids: readonly DocumentId[],
): Promise<Map<DocumentId, DocumentText>> {
  const texts = new Map<DocumentId, DocumentText>()
  const missing: DocumentId[] = []
  for (const id of ids) {
    const stored = await project.store.readText(id, project.progress.of(id).text ?? '')
    if (stored) texts.set(id, stored)
    else missing.push(id)
  }
  if (missing.length === 0) return texts
  const encodings = project.encodings.of(missing)
  const answers = await host.ask('corpus.read-many', { grant: project.grant.id, ids: missing, encodings })
  missing.forEach((document, k) => {
    const answer = answers[k]
    if (!answer?.ok) return
    const { text, sha256, encoding } = answer.value
    texts.set(document, { document, text, sha256, encoding })
  })
  return texts
}

function schemaEdit(project: ProjectSession, schema: BundleContent['schema']): Edit {
  const from = { kind: 'schema', id: SCHEMA_ID, schema: project.schema } as const
  return { ...NOTHING, updated: [[from, { ...from, schema }]] }
}

/** The names of those whose layers come in, and of those who decided what is in them. */
function annotatorsEdit(
  project: ProjectSession,
  bundle: BundleContent,
  layers: readonly LayerOutcome[],
  edits: readonly Edit[],
): Edit {
  const present = new Set<AnnotatorId>(layers.filter(({ fate }) => TAKEN.has(fate)).map(({ annotator }) => annotator))
  const named = new Set<AnnotatorId>()
  for (const item of edits.flatMap(({ added, updated }) => [...added, ...updated.map(([, to]) => to)]))
    for (const id of namedBy(item)) named.add(id)
  const known = new Map(project.annotators.map((record) => [record.id, record]))
  const added: Item[] = []
  const updated: [Item, Item][] = []
  const gold = present.has(GOLD) && !known.has(GOLD) ? [{ id: GOLD, name: GOLD }] : []
  const { author } = bundle
  for (const { id, name: called } of [...bundle.annotators.filter((each) => each.id !== GOLD), ...gold]) {
    if (!(present.has(id) || (named.has(id) && id !== called)) || id === project.annotator) continue
    // Others go by names that tell them apart where the bundle was made; only its author's own is known for certain.
    const name = id === author.id ? author.name : called
    const record: AnnotatorRecord = { kind: 'annotator', id, name }
    const before = known.get(id)
    if (!before) added.push(record)
    else if (before.name !== name && id === author.id) updated.push([before, record])
  }
  return { ...NOTHING, added, updated }
}

function namedBy(item: Item): readonly AnnotatorId[] {
  if (item.kind === 'decision') return [item.by]
  return item.kind === 'span' ? (item.from ?? []) : []
}

/** Applies a plan as one edit; false when the project has changed since and it must be planned again. */
export function applyPlan(project: ProjectSession, plan: Pick<BundlePlan, 'revision' | 'edit' | 'texts'>): boolean {
  if (project.revision !== plan.revision) return false
  if (isEmpty(plan.edit)) return true
  const items: Item[] = [...plan.edit.added, ...plan.edit.updated.map(([, to]) => to)]
  const named = new Set<Id>(items.filter(isLayerItem).map(({ document }) => document))
  project.commit(
    plan.edit,
    'import',
    plan.texts.filter(({ document }) => named.has(document)),
  )
  return true
}
