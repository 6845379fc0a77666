import type { AnnotatorId, AnnotatorRecord } from '../../src-core/annotation/records.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** Whose layers are compared at most. */
export const MOST_ANNOTATORS = 8

/** Those who take part in a comparison of layers. */
export class ComparedPeople {
  readonly #project: ProjectSession
  /** Those who take no part. */
  #absent = $state.raw<ReadonlySet<AnnotatorId>>(new Set())

  constructor(project: ProjectSession) {
    this.#project = project
  }

  /** Everybody with a layer: oneself first, then by name. */
  readonly everybody: readonly AnnotatorRecord[] = $derived.by(() => {
    const { annotator, people, progress } = this.#project
    const busy = new Set<AnnotatorId>()
    for (const { layers } of progress.documents.values()) {
      for (const id of Object.keys(layers)) busy.add(id)
      if (people.every(({ id }) => busy.has(id))) break
    }
    const present = people.filter(({ id }) => busy.has(id))
    return [...present.filter(({ id }) => id === annotator), ...present.filter(({ id }) => id !== annotator)]
  })

  /** Those whose layers are compared, at most {@link MOST_ANNOTATORS}. */
  readonly chosen: readonly AnnotatorRecord[] = $derived.by(() =>
    this.everybody.filter(({ id }) => !this.#absent.has(id)).slice(0, MOST_ANNOTATORS),
  )

  readonly ids: readonly AnnotatorId[] = $derived.by(() => this.chosen.map(({ id }) => id))

  /** Lets somebody take part, or not; false when too few would be left: two at least always do. */
  toggle(annotator: AnnotatorId): boolean {
    const absent = new Set(this.#absent)
    if (!absent.delete(annotator)) absent.add(annotator)
    if (this.everybody.filter(({ id }) => !absent.has(id)).length < 2) return false
    this.#absent = absent
    return true
  }
}
