import {
  isSuggester,
  type AnnotatorId,
  type DocumentId,
  type DocumentState,
  type Id,
} from '../../src-core/annotation/records.ts'
import { ownShareKept, splitKept, type OwnShare, type Split, type SplitShare } from '../../src-core/review/share.ts'

/** What assignments need of the project that they are about. */
export interface AssignedProject {
  readonly annotator: AnnotatorId
  readonly settings: { get(key: string): unknown; set(key: string, value: unknown): Promise<void> }
  stateOf(document: DocumentId, annotator: AnnotatorId): DocumentState
}

/** How far one annotator is with a share. */
export interface ShareProgress {
  readonly share: SplitShare
  readonly done: number
  readonly begun: number
  /** Documents of the share that others read too. */
  readonly shared: number
}

const DONE: ReadonlySet<DocumentState> = new Set(['done', 'reviewed', 'adjudicated'])

/** Who is to annotate what: the share that one was given, and the split that one made for others. */
export class Assignments {
  readonly #project: AssignedProject
  #own = $state.raw<OwnShare | null>(null)
  #split = $state.raw<Split | null>(null)
  #blind = $state(false)

  constructor(project: AssignedProject) {
    this.#project = project
    this.#own = ownShareKept(project.settings.get('share'))
    this.#split = splitKept(project.settings.get('split'))
    this.#blind = project.settings.get('blind') === true
  }

  /** What one was asked to annotate; null when nobody asked. */
  get own(): OwnShare | null {
    return this.#own
  }

  /** How the folder was split from here. */
  get split(): Split | null {
    return this.#split
  }

  /** Whether colleagues' tags of a document stay hidden until one's own is done. */
  get blind(): boolean {
    return this.#blind
  }

  /** Place of each document of one's own share in the order to work in. */
  readonly order: ReadonlyMap<DocumentId, number> | null = $derived.by(
    () => this.#own && new Map(this.#own.documents.map(({ id }, i) => [id, i])),
  )

  readonly progress: readonly ShareProgress[] = $derived.by(() => {
    const split = this.#split
    const shared = new Set(split?.shared)
    return (split?.shares ?? []).map((share) => {
      const { annotator, documents } = share
      const states = documents.map((id) => (annotator === null ? 'untouched' : this.#project.stateOf(id, annotator)))
      return {
        share,
        done: states.filter((state) => DONE.has(state)).length,
        begun: states.filter((state) => state === 'in_progress').length,
        shared: documents.filter((id) => shared.has(id)).length,
      }
    })
  })

  /** Whether colleagues' tags of a document may not be seen yet: the project is blind and one's own work is not done. */
  hides(document: DocumentId): boolean {
    const { annotator } = this.#project
    if (!this.#blind || DONE.has(this.#project.stateOf(document, annotator))) return false
    return this.#isAsked(document)
  }

  /** Whether a layer of a document may not be seen yet: somebody else's, gold too. What programs suggest is nobody's. */
  hidesLayer(document: DocumentId, annotator: AnnotatorId): boolean {
    return annotator !== this.#project.annotator && !isSuggester(annotator) && this.hides(document)
  }

  /** Those who split a folder for others annotate what they gave themselves; where nobody split, everybody annotates all. */
  #isAsked(document: DocumentId): boolean {
    if (this.order) return this.order.has(document)
    const mine = this.#split?.shares.filter(({ annotator }) => annotator === this.#project.annotator)
    return mine?.some(({ documents }) => documents.includes(document)) ?? true
  }

  async setBlind(blind: boolean): Promise<void> {
    this.#blind = blind
    await this.#project.settings.set('blind', blind)
  }

  /** Takes over what a coordinator asks. */
  async take(share: OwnShare): Promise<void> {
    this.#own = share
    await this.#project.settings.set('share', share)
    if (share.blind !== this.#blind) await this.setBlind(share.blind)
  }

  /** Gives back what one was asked for: the whole folder is there again. The labels that came with it stay. */
  async giveBack(): Promise<void> {
    this.#own = null
    await this.#project.settings.set('share', null)
  }

  async keep(split: Split): Promise<void> {
    this.#split = split
    await this.#project.settings.set('split', split)
  }

  /** Notes who works on a share, as told by the layers that came back for it. */
  async answered(share: Id, annotator: AnnotatorId): Promise<void> {
    const split = this.#split
    const known = split?.shares.find(({ id }) => id === share)
    if (!split || !known || known.annotator === annotator) return
    await this.keep({ ...split, shares: split.shares.map((each) => (each === known ? { ...each, annotator } : each)) })
  }
}
