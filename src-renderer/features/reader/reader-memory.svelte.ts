import { KnownStrings } from './candidates.ts'
import type { Id } from '../../../src-core/annotation/records.ts'

/** What stays with the person from one document to the next. */
export class ReaderMemory {
  /** The label that a double-click or a drag tags with, or null. */
  armed = $state<Id | null>(null)
  /** The label of the last tag made that names somebody or something: what is written like a name gets it. */
  lastName = $state<Id | null>(null)
  /** Strings that are looked for as candidates. */
  readonly known = new KnownStrings()
}
