import { isEmpty, type Edit } from '../../src-core/annotation/edit.ts'
import { GOLD, IMPORTED, type DocumentId } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { MatchKind } from '../../src-core/formats/import-plan.ts'
import { ANONYMOUS, stemOf } from '../../src-core/formats/reading.ts'
import type { FateCounts } from '../../src-core/review/import-layer.ts'
import {
  NameGatherer,
  planNames,
  unknownNames,
  type DatasetNames,
  type UnknownAttribute,
} from '../../src-core/review/import-names.ts'
import type { UnknownName } from '../../src-core/review/schema-difference.ts'
import type { DocumentText } from '../store/rows.ts'
import { inSlices } from '../store/slices.ts'
import type { Dataset } from './dataset-reading.ts'
import type { Host } from './host.ts'
import type { ForeignAnnotator, ImportChoices } from './import-choices.ts'
import { matchDataset, matchedFolder, type LongRun, type MatchedEntry } from './import-matching.ts'
import { ImportTally } from './import-tally.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** What an import would do. */
export interface ImportPlan {
  readonly revision: number
  readonly edit: Edit
  readonly texts: readonly DocumentText[]
  readonly annotators: readonly ForeignAnnotator[]
  readonly unknown: readonly UnknownName[]
  readonly unknownAttributes: readonly UnknownAttribute[]
  /** Documents by how they were found. */
  readonly documents: Readonly<Record<MatchKind, readonly DocumentId[]>>
  readonly spansIn: number
  /** Every span of the dataset once. */
  readonly spans: FateCounts
  readonly relations: number
  readonly relationsLeft: number
}

const DOCUMENTS_A_STEP = 100

/** A dataset on its way into a project: matched once, planned anew with every choice. */
export class DatasetImport {
  readonly dataset: Dataset
  readonly #project: ProjectSession
  readonly #host: Host
  readonly #annotators: readonly ForeignAnnotator[]
  #names: DatasetNames | null = null
  #matched: { readonly revision: number; readonly entries: readonly MatchedEntry[] } | null = null

  constructor(project: ProjectSession, host: Host, dataset: Dataset) {
    this.#project = project
    this.#host = host
    this.dataset = dataset
    this.#annotators = annotatorsOf(dataset, project)
  }

  /**
   * Compares the dataset with the project; nothing is changed yet.
   * @throws the signal's reason when it is called off.
   */
  async plan(choices: ImportChoices, run: LongRun): Promise<ImportPlan> {
    const project = this.#project
    await project.idle()
    const { revision } = project
    const matched = await this.#match(revision, run)
    this.#names ??= await namesIn(this.dataset)
    const names = planNames(project.schema, this.#names, choices, project.newId)
    const carries = await carriesOf(this.dataset)
    const tally = new ImportTally(project, this.dataset, this.#annotators, choices, names, carries.provenance)
    const groups = [...byDocument(matched)]
    for (let i = 0; i < groups.length; i += DOCUMENTS_A_STEP) {
      run.signal.throwIfAborted()
      const step = groups.slice(i, i + DOCUMENTS_A_STEP)
      const items = await project.store.readMany(step.map(([document]) => document))
      await inSlices(step, ([document, entries]) => tally.add(document, entries, items.get(document) ?? new Map()))
      await tally.keepTexts()
      run.progress(Math.min(i + DOCUMENTS_A_STEP, groups.length), groups.length)
    }
    return {
      ...{ revision, annotators: this.#annotators, unknown: unknownNames(project.schema, this.#names) },
      unknownAttributes: names.unknownAttributes,
      ...tally.told(),
    }
  }

  async #match(revision: number, run: LongRun): Promise<readonly MatchedEntry[]> {
    if (this.#matched?.revision === revision) return this.#matched.entries
    // A format that changes texts is known by its ids, and files of other tools need not state them.
    const { ids, text } = await carriesOf(this.dataset)
    const visibly = !ids || text === 'lf' || text === 'tokens'
    const entries = await matchDataset(matchedFolder(this.#project, this.#host), this.dataset, visibly, run)
    this.#matched = { revision, entries }
    return entries
  }
}

async function namesIn({ entries, schema }: Dataset): Promise<DatasetNames> {
  const gatherer = new NameGatherer(schema)
  await inSlices(entries, (entry) => gatherer.add(entry))
  return gatherer.names
}

function byDocument(matched: readonly MatchedEntry[]): Map<DocumentId, MatchedEntry[]> {
  const groups = new Map<DocumentId, MatchedEntry[]>()
  for (const each of matched) {
    const group = groups.get(each.document)
    if (group) group.push(each)
    else groups.set(each.document, [each])
  }
  return groups
}

async function carriesOf({ format }: Dataset) {
  const { formatById } = await import('../../src-core/formats/registry.ts')
  const found = formatById(format)
  if (!found) throw new Error(`There is no format ${format}`)
  return found.carries
}

function annotatorsOf({ entries, name: source }: Dataset, project: ProjectSession): ForeignAnnotator[] {
  const found = new Map<string, { layers: number; spans: number; readonly first: DatasetEntry }>()
  for (const entry of entries) {
    const known = found.get(entry.annotator) ?? { layers: 0, spans: 0, first: entry }
    found.set(entry.annotator, known)
    known.layers++
    known.spans += entry.spans.length
  }
  return [...found].map(([name, { first, ...counts }]) => {
    const title = name === ANONYMOUS ? stemOf(source) : name
    const known = project.annotators.find(({ id }) => id === first.annotatorId || (name === GOLD && id === GOLD))
    const own = first.annotatorId ?? (name === GOLD ? GOLD : `${IMPORTED}${title}`)
    return { name, title, ...counts, own, usual: first.suggested ? 'suggestions' : { layer: known?.id ?? own } }
  })
}

/** Brings a plan in as one edit; false when the project has changed since and it must be planned again. */
export function applyImport(project: ProjectSession, plan: ImportPlan): boolean {
  if (project.revision !== plan.revision) return false
  if (!isEmpty(plan.edit)) project.commit(plan.edit, 'import', plan.texts)
  return true
}
