import type { AnnotatorId, DocumentId } from '../annotation/records.ts'
import { seededRandom, shuffled } from '../random.ts'

export interface AssignmentPlan {
  readonly annotators: readonly AnnotatorId[]
  readonly documents: readonly DocumentId[]
  /** Share of the documents that several read, from 0 to 1; rounded up to whole documents. */
  readonly overlap: number
  /** How many read each shared document; at least 2, at most all. */
  readonly readers: number
  readonly seed: number
  /** In which order each works. `shared-first` brings the documents for agreement before the others, so that it is known early. */
  readonly order: 'path' | 'random' | 'shared-first'
}

export interface Assignments {
  readonly documents: ReadonlyMap<AnnotatorId, readonly DocumentId[]>
  /** Documents that several read, by path. */
  readonly shared: readonly DocumentId[]
}

export type AssignmentFault = 'no-annotators' | 'overlap-needs-two' | 'wrong-overlap' | 'repeated-name'

/**
 * Splits documents over annotators: every document is read by at least one, the shared ones by so many different ones,
 * loads differ by at most one, and which pairs of annotators meet is spread as evenly as chance allows. Pure in its seed:
 * the same plan gives the same split, whatever the order of the given lists.
 */
export function assign(plan: AssignmentPlan): Assignments | { readonly fault: AssignmentFault } {
  const fault = faultOf(plan)
  if (fault) return { fault }
  const random = seededRandom(plan.seed, 'assignments')
  const documents = shuffled([...plan.documents].sort(), random)
  const shared = documents.slice(0, Math.ceil(plan.overlap * documents.length))
  const loads = shuffled([...plan.annotators].sort(), random).map((annotator) => ({
    annotator,
    documents: [] as DocumentId[],
  }))
  const meetings = new Meetings()
  for (const document of shared) {
    const chosen = meetings.choose(loads, plan.readers)
    for (const load of chosen) load.documents.push(document)
  }
  for (const document of documents.slice(shared.length)) meetings.choose(loads, 1)[0]?.documents.push(document)
  const both = new Set(shared)
  return {
    documents: new Map(
      [...plan.annotators]
        .sort()
        .map((name) => [name, inOrder(plan, loads.find(({ annotator }) => annotator === name)?.documents ?? [], both)]),
    ),
    shared: [...shared].sort(),
  }
}

function faultOf({ annotators, documents, overlap, readers }: AssignmentPlan): AssignmentFault | null {
  if (annotators.length === 0) return 'no-annotators'
  if (new Set(annotators).size < annotators.length || new Set(documents).size < documents.length) return 'repeated-name'
  if (!(overlap >= 0 && overlap <= 1)) return 'wrong-overlap'
  const possible = Number.isInteger(readers) && readers >= 2 && readers <= annotators.length
  return overlap > 0 && !possible ? 'overlap-needs-two' : null
}

interface Load {
  readonly annotator: AnnotatorId
  readonly documents: DocumentId[]
}

/** Who has met whom how often on a shared document. */
class Meetings {
  readonly #times = new Map<string, number>()

  /** The so many least loaded; among equally loaded those who met the ones already chosen least. */
  choose(loads: readonly Load[], readers: number): Load[] {
    const chosen: Load[] = []
    while (chosen.length < readers) {
      const free = loads.filter((load) => !chosen.includes(load))
      const least = free.reduce<Load | undefined>(
        (best, load) => (best && !this.#before(load, best, chosen) ? best : load),
        undefined,
      )
      if (!least) break
      for (const other of chosen) this.#count(least, other)
      chosen.push(least)
    }
    return chosen
  }

  #before(a: Load, b: Load, chosen: readonly Load[]): boolean {
    if (a.documents.length !== b.documents.length) return a.documents.length < b.documents.length
    return this.#met(a, chosen) < this.#met(b, chosen)
  }

  #met(load: Load, chosen: readonly Load[]): number {
    return chosen.reduce((sum, other) => sum + (this.#times.get(key(load, other)) ?? 0), 0)
  }

  #count(a: Load, b: Load): void {
    this.#times.set(key(a, b), (this.#times.get(key(a, b)) ?? 0) + 1)
  }
}

function key(a: Load, b: Load): string {
  return [a.annotator, b.annotator].sort().join('\n')
}

function inOrder(
  plan: AssignmentPlan,
  documents: readonly DocumentId[],
  shared: ReadonlySet<DocumentId>,
): DocumentId[] {
  if (plan.order === 'random') return [...documents]
  const byPath = [...documents].sort()
  if (plan.order === 'path') return byPath
  return [...byPath.filter((id) => shared.has(id)), ...byPath.filter((id) => !shared.has(id))]
}
