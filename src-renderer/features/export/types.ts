import type { AnnotatorId, DocumentId, DocumentState, Id } from '../../../src-core/annotation/records.ts'
import type { ExportTarget } from '../../../src-main/ipc/contract.ts'
import type { Format } from '../../../src-core/formats/format.ts'
import type { ExportChoice, ExportOptions } from '../../session/export-options.ts'
import type { ExportOutcome, ExportRun } from '../../session/export-outcome.ts'
import type { Weighing } from '../../session/export-weighing.ts'

/** Somebody whose layers can be exported. */
export interface ExportAnnotator {
  readonly id: AnnotatorId
  readonly name: string
  /** How many documents stand in each state for this annotator. */
  readonly states: Readonly<Record<DocumentState, number>>
}

/** A label whose tags can be left out. */
export interface ExportLabel {
  readonly id: Id
  readonly name: string
}

/** What there is to choose among. */
export interface ExportSurroundings {
  readonly annotators: readonly ExportAnnotator[]
  readonly labels: readonly ExportLabel[]
  /** The open folder's name. */
  readonly folder: string
  /** Documents of which colleagues' layers may not be seen yet, and are left out. */
  readonly hidden: number
  /** The folder is still being read: more documents may come than are known. */
  readonly reading: boolean
}

/** Where a dataset is to go. */
export interface ExportPlace {
  readonly target: ExportTarget
  /** To show, never to send back. */
  readonly location: string
  /** Something of that name is there. */
  readonly exists: boolean
}

/** How much a choice would write. */
export interface ExportPreview {
  readonly documents: number
  /** Document × annotator. */
  readonly lines: number
  /** Null where it is not known before the reading. */
  readonly spans: number | null
  /** Documents of which several versions are there and nobody decided, where one of each is wanted. */
  readonly undecided: number
}

/** As the session's, and told too when the phase changes to the proof. */
interface WatchedRun extends Omit<ExportRun, 'progress'> {
  readonly progress: (done: number, total: number, phase?: 'writing' | 'proving') => void
}

/** What the dialog needs of the open project. */
export interface ExportPort {
  /** Asks for a place; null when the person thought better of it. */
  choose(name: string): Promise<ExportPlace | null>
  preview(choice: ExportChoice): ExportPreview
  /** The documents that the list shows now, or null when it shows all of them. */
  shown(): ReadonlySet<DocumentId> | null
  formats(): Promise<readonly Format[]>
  /** What the format could not hold. */
  weigh(
    options: ExportOptions,
    run: Pick<ExportRun, 'signal' | 'progress'>,
  ): Promise<Weighing | Extract<ExportOutcome, { readonly kind: 'cancelled' | 'failed' }>>
  run(options: ExportOptions, run: WatchedRun): Promise<ExportOutcome>
  reveal(target: ExportTarget): void
}
