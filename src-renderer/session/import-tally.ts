import { joined } from '../../src-core/annotation/bulk.ts'
import { editDocument, recordOf } from '../../src-core/annotation/document-commands.ts'
import { apply, difference, isEmpty, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import {
  isSuggester,
  SCHEMA_ID,
  SUGGESTED,
  type AnnotatorId,
  type AnnotatorRecord,
  type DocumentId,
  type Excluded,
  type Item,
} from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { MatchKind } from '../../src-core/formats/import-plan.ts'
import { stemOf } from '../../src-core/formats/reading.ts'
import { importLayer, SPAN_FATES, type SpanFate } from '../../src-core/review/import-layer.ts'
import type { NamePlan } from '../../src-core/review/import-names.ts'
import { articleHead } from '../../src-core/text/anatomy.ts'
import { sameValue } from '../../src-core/values.ts'
import type { DocumentText } from '../store/rows.ts'
import type { AnnotatorChoice, ForeignAnnotator, ImportChoices } from './import-choices.ts'
import type { Dataset } from './dataset-reading.ts'
import type { MatchedEntry } from './import-matching.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** The annotator under whose id a layer comes, or null when it is left out. */
function layerOf({ title }: ForeignAnnotator, choice: AnnotatorChoice): AnnotatorId | null {
  if (choice === 'leave-out') return null
  return choice === 'suggestions' ? `${SUGGESTED}${title}` : choice.layer
}

/** Gathers what the documents bring, one after the other. */
export class ImportTally {
  readonly #project: ProjectSession
  readonly #dataset: Dataset
  readonly #choices: ImportChoices
  readonly #names: NamePlan
  readonly #layers: ReadonlyMap<string, AnnotatorId | null>
  readonly #titles: ReadonlyMap<AnnotatorId, string>
  readonly #ids: ReadonlyMap<string, AnnotatorId>
  /** Whether ids of spans are unique in all the world; else they are made so. */
  readonly #worldwide: boolean
  readonly #taken = new Map<string, Item>()
  readonly #edits: Edit[] = []
  readonly #texts: DocumentText[] = []
  /** Texts of which it is not known yet whether they are stored. */
  readonly #waiting: DocumentText[] = []
  readonly #present = new Set<AnnotatorId>()
  readonly #documents: Record<MatchKind, DocumentId[]> = { hash: [], text: [], spaces: [], changed: [], new: [] }
  readonly #spans: Record<SpanFate, number> = { added: 0, updated: 0, same: 0, kept: 0, waiting: 0, 'left-out': 0 }
  #relations = 0
  #relationsLeft = 0
  #spansIn = 0

  constructor(
    project: ProjectSession,
    dataset: Dataset,
    annotators: readonly ForeignAnnotator[],
    choices: ImportChoices,
    names: NamePlan,
    worldwide: boolean,
  ) {
    this.#project = project
    this.#dataset = dataset
    this.#choices = choices
    this.#names = names
    this.#worldwide = worldwide
    const layers = annotators.map((each) => [each, layerOf(each, choices.annotators(each))] as const)
    this.#layers = new Map(layers.map(([{ name }, layer]) => [name, layer]))
    this.#titles = new Map(layers.flatMap(([{ title }, layer]) => (layer === null ? [] : [[layer, title]])))
    this.#ids = new Map(layers.flatMap(([{ name }, layer]) => (layer === null ? [] : [[name, layer]])))
  }

  told() {
    return {
      edit: joined([this.#schemaEdit(), this.#annotatorsEdit(), ...this.#edits]),
      ...{ texts: this.#texts, documents: this.#documents, spansIn: this.#spansIn, spans: this.#spans },
      ...{ relations: this.#relations, relationsLeft: this.#relationsLeft },
    }
  }

  add(document: DocumentId, entries: readonly MatchedEntry[], before: Items): void {
    const [first] = entries
    if (!first) return
    this.#documents[worst(entries)].push(document)
    for (const { entry } of entries) this.#spansIn += entry.spans.length
    const comes = first.kind !== 'new' || this.#choices.newDocuments
    let items = before
    const seen = new Map<string, number>()
    for (const matched of entries) {
      const layer = this.#layers.get(matched.entry.annotator) ?? null
      const n = (seen.get(matched.entry.annotator) ?? 0) + 1
      seen.set(matched.entry.annotator, n)
      if (comes && layer !== null) items = this.#bring(matched, layer, n, items)
      else this.#leave(matched.entry)
    }
    if (items === before) return
    items = this.#withFacts(document, first, items)
    const edit = difference(before, items)
    if (isEmpty(edit)) return
    this.#edits.push(edit)
    if (this.#worldwide) for (const item of edit.added) this.#taken.set(item.id, item)
    this.#waiting.push(first.text)
  }

  #bring({ entry, kind, text }: MatchedEntry, annotator: AnnotatorId, n: number, before: Items): Items {
    const taken = this.#taken
    const into = {
      ...{ schema: this.#names.schema, labels: this.#names.labels, relations: this.#names.relations },
      ...{ document: text.document, annotator, now: this.#project.now(), source: stemOf(this.#dataset.name) },
      annotatorIds: this.#ids,
      ...(this.#worldwide ? {} : { suffix: `${entry.annotator}${n > 1 ? ` ${n}` : ''}\n${entry.id}` }),
      existing: { get: (id: string) => before.get(id) ?? taken.get(id) },
    }
    const made = importLayer(this.#names.renamed(entry), { kind, text: text.text }, into, before)
    for (const fate of SPAN_FATES) this.#spans[fate] += made.spans[fate]
    this.#relations += made.relations
    this.#relationsLeft += made.relationsLeft
    this.#present.add(annotator)
    return made.items
  }

  #leave({ spans, relations }: DatasetEntry): void {
    this.#spans['left-out'] += spans.length
    this.#relationsLeft += relations.length
  }

  /** What the dataset says of the document itself, where nobody here said anything yet. */
  #withFacts(document: DocumentId, { entry, kind, text }: MatchedEntry, items: Items): Items {
    const record = recordOf(items, document)
    const found = this.#project.catalogue.get(document)
    const known: Readonly<Record<string, unknown>> = {
      ...found?.fields,
      ...{ date: found?.date ?? null, title: found?.title ?? null, ...record.fields },
    }
    const said = Object.entries(entry.meta).flatMap(([key, value]) => {
      const plain = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
      if (typeof plain !== 'string' || known[key] === plain || Object.hasOwn(record.fields, key)) return []
      return [[key, plain] as const]
    })
    const exact = kind === 'hash' || kind === 'text' || kind === 'new'
    const excluded = exact
      ? (record.excluded ?? decided(entry, this.#project.anatomy.proposed(text.text)))
      : record.excluded
    const change = {
      ...{ excluded, fields: { ...record.fields, ...Object.fromEntries(said) }, lang: record.lang },
      ...(kind === 'new' && {
        imported: importedDocument(this.#dataset.name, text.text),
        lang: entry.lang ?? record.lang,
      }),
    }
    return apply(items, editDocument(items, document, change))
  }

  /** A text that was stored before under the same hash, and is another, keeps its place. */
  /** Takes in the texts of what was added since the last time, where they are not stored yet; all are looked for at once. */
  async keepTexts(): Promise<void> {
    const { progress, store } = this.#project
    const waiting = this.#waiting.splice(0).map((text) => ({ text, key: progress.of(text.document).text }))
    const keys = waiting.flatMap(({ text: { document, sha256 }, key }) => [
      [document, sha256] as const,
      ...(key === null ? [] : [[document, key] as const]),
    ])
    const found = await store.readTexts(keys)
    const stored = new Map(found.map((text) => [`${text.document}\n${text.sha256}`, text.text]))
    for (const { text, key } of waiting) {
      if (key !== null && stored.get(`${text.document}\n${key}`) === text.text) continue
      const taken = stored.has(`${text.document}\n${text.sha256}`)
      this.#texts.push(taken ? { ...text, sha256: `${text.sha256}#${this.#project.newId()}` } : text)
    }
  }

  #schemaEdit(): Edit {
    const { schema } = this.#project
    if (this.#names.schema === schema) return NOTHING
    const from = { kind: 'schema', id: SCHEMA_ID, schema } as const
    return { ...NOTHING, updated: [[from, { ...from, schema: this.#names.schema }]] }
  }

  #annotatorsEdit(): Edit {
    const known = new Set(this.#project.annotators.map(({ id }) => id))
    // A program is nobody: its proposals are in nobody's list of annotators.
    const fresh = [...this.#present].filter((id) => !known.has(id) && !isSuggester(id))
    const added = fresh.map((id): AnnotatorRecord => ({ kind: 'annotator', id, name: this.#titles.get(id) ?? id }))
    return { ...NOTHING, added }
  }
}

const KINDS = ['hash', 'text', 'new', 'spaces', 'changed'] as const satisfies readonly MatchKind[]

/** What is most worth telling of a document that several entries speak of. */
function worst(entries: readonly MatchedEntry[]): MatchKind {
  return KINDS.findLast((kind) => entries.some((entry) => entry.kind === kind)) ?? 'new'
}

function importedDocument(from: string, text: string) {
  const { title, date } = articleHead(text)
  return { from, length: text.length, title: title === '' ? null : title, date }
}

/** The passages that a dataset leaves out, or null where that is what the folder's own rules say. */
function decided({ excluded }: DatasetEntry, proposed: readonly Excluded[]): readonly Excluded[] | null {
  const places = (list: readonly Excluded[]) => list.map(({ start, end }) => [start, end])
  return excluded.length === 0 || sameValue(places(excluded), places(proposed)) ? null : excluded
}
