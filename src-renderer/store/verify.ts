import type { Item } from '../../src-core/annotation/records.ts'
import { sameValue } from '../../src-core/values.ts'
import type { Step } from './layer-change.ts'
import type { CommitProblem } from './problems.ts'

/** Stops the transaction and undoes what it wrote. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned'
  readonly problem: CommitProblem

  constructor(problem: CommitProblem) {
    super(problem.code)
    this.problem = problem
  }
}

/** @throws Abandoned when the record that is stored is not the one that the step goes from. */
export function verify(step: Step<Item>, stored: Item | null | undefined): void {
  if (!sameValue(stored ?? undefined, step.before)) throw new Abandoned({ code: 'conflict', id: step.id })
}
