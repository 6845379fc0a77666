import type { AnnotatorId } from '../../src-core/annotation/records.ts'
import type { NameChoices } from '../../src-core/review/import-names.ts'

/** What becomes of the layers of one annotator of a dataset: whose they are here, or proposals of a program. */
export type AnnotatorChoice = { readonly layer: AnnotatorId } | 'suggestions' | 'leave-out'

export interface ImportChoices extends NameChoices {
  readonly annotators: (annotator: ForeignAnnotator) => AnnotatorChoice
  /** Whether documents that are not in the folder come with their text. */
  readonly newDocuments: boolean
}

/** Somebody whose layers a dataset brings. */
export interface ForeignAnnotator {
  /** As the dataset says it. */
  readonly name: string
  /** As people read it: a dataset that names nobody is called by its own name. */
  readonly title: string
  readonly layers: number
  readonly spans: number
  /** The id of a layer of their own: theirs where the dataset knows it, else one made of their name. */
  readonly own: AnnotatorId
  /** What would be chosen for them: the person known by their id, else a layer of their own. */
  readonly usual: AnnotatorChoice
}
