import { GOLD, isSuggester, type AnnotatorId, type DocumentId } from '../../../src-core/annotation/records.ts'
import {
  assign,
  type AssignmentFault,
  type AssignmentPlan,
  type Assignments,
} from '../../../src-core/review/assignments.ts'
import type { Split } from '../../../src-core/review/share.ts'
import type { ProjectSession } from '../../session/project-session.svelte.ts'

/** Somebody who is to get a share. */
interface Person {
  readonly key: string
  readonly name: string
  /** Known from layers that came back, or oneself. */
  readonly annotator: AnnotatorId | null
}

type DraftFault = AssignmentFault | 'no-documents' | 'nameless' | 'named-alike'

/** How a folder is to be split, while it is thought about; nothing is written. */
export class SplitDraft {
  readonly #project: ProjectSession
  readonly #listed: () => readonly DocumentId[]
  #people = $state.raw<readonly Person[]>([])
  overlapPercent = $state(20)
  readers = $state(2)
  seed = $state(1)
  order = $state<AssignmentPlan['order']>('shared-first')
  /** Only the documents that the list shows now. */
  listedOnly = $state(false)

  /** @param listed the documents that the list shows now; reactive. */
  constructor(project: ProjectSession, listed: () => readonly DocumentId[]) {
    this.#project = project
    this.#listed = listed
    const known = project.annotators.filter(({ id }) => id !== GOLD && !isSuggester(id))
    const people = known.map(({ id, name }): Person => ({ key: id, name, annotator: id }))
    this.#people = people.length > 1 ? people : [...people, this.#blank()]
  }

  get people(): readonly Person[] {
    return this.#people
  }

  readonly documents: readonly DocumentId[] = $derived.by(() =>
    this.listedOnly ? this.#listed() : this.#project.catalogue.ids,
  )

  readonly outcome: Assignments | { readonly fault: DraftFault } = $derived.by(() => {
    const names = this.#people.map(({ name }) => name.trim())
    if (this.documents.length === 0) return { fault: 'no-documents' }
    if (names.includes('')) return { fault: 'nameless' }
    if (new Set(names).size < names.length) return { fault: 'named-alike' }
    return assign({
      annotators: this.#people.map(({ key }) => key),
      documents: this.documents,
      overlap: this.overlapPercent / 100,
      readers: Math.min(this.readers, Math.max(2, this.#people.length)),
      seed: this.seed,
      order: this.order,
    })
  })

  add(): void {
    this.#people = [...this.#people, this.#blank()]
  }

  remove(key: string): void {
    this.#people = this.#people.filter((each) => each.key !== key)
  }

  rename(key: string, name: string): void {
    this.#people = this.#people.map((each) => (each.key === key ? { ...each, name } : each))
  }

  /** The split as it would be kept, or null while something is amiss. */
  split(): Split | null {
    const { outcome, seed, readers, order, overlapPercent } = this
    if ('fault' in outcome) return null
    return {
      ...{ made: this.#project.now(), seed, readers, order, overlap: overlapPercent / 100 },
      shared: outcome.shared,
      shares: this.#people.map(({ key, name, annotator }) => ({
        ...{ id: this.#project.newId(), name: name.trim(), annotator },
        documents: outcome.documents.get(key) ?? [],
      })),
    }
  }

  #blank(): Person {
    return { key: this.#project.newId(), name: '', annotator: null }
  }
}
