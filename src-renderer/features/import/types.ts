import type { AnnotatorId } from '../../../src-core/annotation/records.ts'

/** Somebody who has, or may have, a layer in the open project. */
export interface KnownAnnotator {
  readonly id: AnnotatorId
  readonly name: string
  readonly own: boolean
}
