import type { StudyLayer } from './layer.ts'
import type { Study } from './study.ts'

/** One document as some annotators see it: what a measure counts in. */
export interface View {
  readonly study: Study
  readonly length: number
  readonly tokens: readonly (readonly [number, number])[]
  /** The layers that are there, in the order of annotators. */
  readonly layers: readonly StudyLayer[]
  /** How many annotators are compared, whether or not they are all here. */
  readonly annotators: number
}

/** What a measure counts in documents. Measures with one `tally` function count the same, in the same groups and sizes. */
export interface Counting {
  /** `pairs`: for two annotators, the value of more is the mean over pairs. `group`: one coefficient for any number. */
  readonly over: 'pairs' | 'group'
  /** How many numbers a tally has. */
  size(study: Study): number
  /** Adds a document with at least two layers to a tally. Measures with the same function have the same size and groups. */
  readonly tally: (view: View, into: Float64Array) => void
}
