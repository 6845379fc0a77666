import { isEmpty } from '../../src-core/annotation/edit.ts'
import type { AnnotatorId } from '../../src-core/annotation/records.ts'
import type { FormatId } from '../../src-core/formats/format.ts'
import type { AttributeChoice, UnknownAttribute } from '../../src-core/review/import-names.ts'
import type { NameChoice, UnknownName } from '../../src-core/review/schema-difference.ts'
import type { DatasetFile, DatasetRead, HostError } from '../../src-main/ipc/contract.ts'
import { applyImport, DatasetImport, type ImportPlan } from './dataset-import.ts'
import { readDataset, type Dataset } from './dataset-reading.ts'
import { HostFailure, type Host } from './host.ts'
import type { AnnotatorChoice, ForeignAnnotator, ImportChoices } from './import-choices.ts'
import type { ProjectSession } from './project-session.svelte.ts'

export type ImportStage =
  | { readonly kind: 'closed' | 'choosing' }
  /** So many entries are read. */
  | { readonly kind: 'reading'; readonly name: string; readonly entries: number }
  | {
      readonly kind: 'refused'
      readonly file: DatasetFile
      readonly faults: Extract<DatasetRead, { readonly kind: 'faults' }>
    }
  | { readonly kind: 'comparing'; readonly name: string; readonly done: number; readonly total: number }
  /** `stale`: a choice was made since, and its plan is being made. */
  | { readonly kind: 'preview'; readonly dataset: Dataset; readonly plan: ImportPlan; readonly stale: boolean }

export type ImportEvent =
  | { readonly kind: 'imported'; readonly name: string; readonly spans: number; readonly documents: number }
  | { readonly kind: 'nothing-new'; readonly name: string }
  | { readonly kind: 'failed'; readonly error: HostError }

interface ImportParts {
  readonly host: Host
  readonly project: () => ProjectSession | null
  readonly tell: (event: ImportEvent) => void
}

/** A dataset of any format on its way into the open project: chosen, read, shown, brought in as one step. */
export class ImportDesk {
  readonly #parts: ImportParts
  #stage = $state.raw<ImportStage>({ kind: 'closed' })
  #names = $state.raw<ReadonlyMap<string, NameChoice>>(new Map())
  #attributes = $state.raw<ReadonlyMap<string, AttributeChoice>>(new Map())
  #annotators = $state.raw<ReadonlyMap<string, AnnotatorChoice>>(new Map())
  #newDocuments = $state(true)
  #import: DatasetImport | null = null
  #cancel = new AbortController()

  constructor(parts: ImportParts) {
    this.#parts = parts
  }

  get stage(): ImportStage {
    return this.#stage
  }

  /** What becomes of documents that are not in the folder. */
  get newDocuments(): boolean {
    return this.#newDocuments
  }

  nameChoice(name: UnknownName): NameChoice {
    return this.#names.get(keyOf(name)) ?? (name.alike === null ? 'add' : { as: name.alike })
  }

  attributeChoice(attribute: UnknownAttribute): AttributeChoice {
    return this.#attributes.get(keyOf(attribute)) ?? 'add'
  }

  annotatorChoice(annotator: ForeignAnnotator): AnnotatorChoice {
    return this.#annotators.get(annotator.name) ?? annotator.usual
  }

  /** Asks what is to be imported. */
  begin(): void {
    if (this.#stage.kind === 'closed' && this.#parts.project()) this.#stage = { kind: 'choosing' }
  }

  close(): void {
    this.#cancel.abort()
    this.#stage = { kind: 'closed' }
    this.#import = null
    this.#names = new Map()
    this.#attributes = new Map()
    this.#annotators = new Map()
    this.#newDocuments = true
  }

  /** Asks the person for a file or a folder and shows what importing it would do. */
  async pick(kind: 'file' | 'folder'): Promise<void> {
    await this.#attempt(async () => {
      const file = await this.#parts.host.ask('dataset.open', { kind })
      if (file) await this.show(file)
    })
  }

  /** Takes what was dropped; false when it is a folder of articles. */
  async drop(dropped: File): Promise<boolean> {
    let taken = true
    await this.#attempt(async () => {
      const file = await this.#parts.host.dropDataset(dropped)
      if (file) await this.show(file)
      taken = file !== null
    })
    return taken
  }

  /** Shows what importing a dataset would do; nothing is changed yet. Without a format it is recognised. */
  async show(file: DatasetFile, format: FormatId | null = null): Promise<void> {
    const project = this.#parts.project()
    if (!project) return
    this.close()
    const { signal } = (this.#cancel = new AbortController())
    this.#stage = { kind: 'reading', name: file.name, entries: 0 }
    const progress = (entries: number) => (this.#stage = { kind: 'reading', name: file.name, entries })
    const reading = await readDataset(this.#parts.host, file, { format, grant: project.grant.id, signal, progress })
    if (signal.aborted) return
    if (reading.kind === 'faults') this.#stage = { kind: 'refused', file, faults: reading }
    else if (reading.kind === 'failed') this.#fail(reading.error)
    else if (reading.kind === 'read') {
      this.#import = new DatasetImport(project, this.#parts.host, reading.dataset)
      await this.#plan()
    }
  }

  async chooseName(name: UnknownName, choice: NameChoice): Promise<void> {
    this.#names = new Map([...this.#names, [keyOf(name), choice]])
    await this.#plan()
  }

  async chooseAttribute(attribute: UnknownAttribute, choice: AttributeChoice): Promise<void> {
    this.#attributes = new Map([...this.#attributes, [keyOf(attribute), choice]])
    await this.#plan()
  }

  async chooseAnnotator({ name }: ForeignAnnotator, choice: AnnotatorChoice): Promise<void> {
    this.#annotators = new Map([...this.#annotators, [name, choice]])
    await this.#plan()
  }

  async chooseNewDocuments(wanted: boolean): Promise<void> {
    this.#newDocuments = wanted
    await this.#plan()
  }

  /** Brings it in as one step that can be undone. */
  async apply(): Promise<void> {
    const project = this.#parts.project()
    let plan = this.#stage.kind === 'preview' ? this.#stage.plan : null
    const name = this.#import?.dataset.name ?? ''
    while (project && plan && !applyImport(project, plan)) plan = await this.#plan()
    if (!project || !plan) return
    const documents = Object.values(plan.documents).reduce((sum, ids) => sum + ids.length, 0)
    const spans = plan.spans.added + plan.spans.updated
    this.#parts.tell(isEmpty(plan.edit) ? { kind: 'nothing-new', name } : { kind: 'imported', name, spans, documents })
    this.close()
  }

  /** The plan with what is chosen now, or null when another choice or a cancel overtook it. */
  async #plan(): Promise<ImportPlan | null> {
    const planned = this.#import
    if (!planned) return null
    this.#cancel.abort()
    const { signal } = (this.#cancel = new AbortController())
    const { name } = planned.dataset
    const shown = this.#stage
    if (shown.kind === 'preview') this.#stage = { ...shown, stale: true }
    const progress = (done: number, total: number) => {
      if (shown.kind !== 'preview' && !signal.aborted) this.#stage = { kind: 'comparing', name, done, total }
    }
    try {
      const plan = await planned.plan(this.#choices(), { signal, progress })
      if (signal.aborted) return null
      this.#stage = { kind: 'preview', dataset: planned.dataset, plan, stale: false }
      return plan
    } catch (error) {
      if (signal.aborted) return null
      this.close()
      throw error
    }
  }

  #choices(): ImportChoices {
    return {
      names: (name) => this.nameChoice(name),
      attributes: (attribute) => this.attributeChoice(attribute),
      annotators: (annotator) => this.annotatorChoice(annotator),
      newDocuments: this.#newDocuments,
    }
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error
      this.#fail(error.error)
    }
  }

  #fail(error: HostError): void {
    this.close()
    this.#parts.tell({ kind: 'failed', error })
  }
}

/** A layer choice as one string and back, for lists to choose from. */
export function layerKey(choice: AnnotatorChoice): string {
  return typeof choice === 'string' ? choice : `layer:${choice.layer}`
}

export function choiceOf(key: string): AnnotatorChoice {
  if (key === 'suggestions' || key === 'leave-out') return key
  return { layer: key.slice('layer:'.length) satisfies AnnotatorId }
}

function keyOf(part: UnknownName | UnknownAttribute): string {
  return JSON.stringify([part.kind, 'holder' in part ? part.holder : null, part.name])
}
