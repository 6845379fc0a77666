import type { DatasetSpan } from './dataset.ts'
import type { FormatId } from './format.ts'
import { inEnglish, type Param } from './phrase.ts'

/**
 * What a format of one label a place does with overlapping spans. `longest`: the longer is kept, of two equal ones the
 * first; `first`: the one that begins first, of two the longer; `split`: the shorter keeps its place and the longer is
 * cut into what is left of it; `fail`: none is written.
 */
export const OVERLAP_POLICIES = ['longest', 'first', 'split', 'fail'] as const
export type OverlapPolicy = (typeof OVERLAP_POLICIES)[number]

export const LOSS_KINDS = [
  'waiting',
  'label',
  'overlap',
  'discontinuous',
  'widened',
  'trimmed',
  'empty',
  'attribute',
  'relation',
  'name',
  'note',
  'entity',
  'provenance',
  'annotator',
  'document',
  'characters',
  'line-ends',
] as const
export type LossKind = (typeof LOSS_KINDS)[number]

/** One thing that a format could not hold, or holds otherwise. */
export interface Loss {
  readonly kind: LossKind
  readonly document: string
  readonly annotator: string
  readonly span: string | null
  readonly label: string | null
  readonly text: string | null
  readonly detail: Param
}

export type Lose = (kind: LossKind, span: DatasetSpan | null, detail?: Param) => void

export interface LossReport {
  readonly format: FormatId
  readonly policy: OverlapPolicy
  readonly spans: number
  readonly counts: Readonly<Record<LossKind, number>>
  /** The first of them, up to a hundred thousand. */
  readonly list: readonly Loss[]
  readonly unlisted: number
}

const MOST_LISTED = 100_000

/** Gathers losses while a conversion streams by. */
export class LossGatherer {
  readonly #counts = new Map<LossKind, number>()
  readonly #list: Loss[] = []
  #spans = 0
  #unlisted = 0

  add(spans: number, losses: readonly Loss[]): void {
    this.#spans += spans
    for (const loss of losses) {
      this.#counts.set(loss.kind, (this.#counts.get(loss.kind) ?? 0) + 1)
      if (this.#list.length < MOST_LISTED) this.#list.push(loss)
      else this.#unlisted++
    }
  }

  report(format: FormatId, policy: OverlapPolicy): LossReport {
    const counts = Object.fromEntries(LOSS_KINDS.map((kind) => [kind, this.#counts.get(kind) ?? 0]))
    const list = this.#list
    return {
      format,
      policy,
      spans: this.#spans,
      counts: counts as Record<LossKind, number>,
      list,
      unlisted: this.#unlisted,
    }
  }
}

/** What is said of one, and of several. */
const SENTENCES: Readonly<Record<LossKind, readonly [one: string, several: string]>> = {
  waiting: [
    'span left out because it has no place in the changed text of its document yet',
    'spans left out because they have no place in the changed text of their document yet',
  ],
  label: ['span left out because the format holds claims only', 'spans left out because the format holds claims only'],
  overlap: ['span left out or cut because it overlaps others', 'spans left out or cut because they overlap others'],
  discontinuous: [
    'discontinuous span turned into one span a piece',
    'discontinuous spans turned into one span a piece',
  ],
  widened: ['span widened to whole tokens', 'spans widened to whole tokens'],
  trimmed: ['span without the white space at its ends', 'spans without the white space at their ends'],
  empty: [
    'span left out because nothing of it can be written',
    'spans left out because nothing of them can be written',
  ],
  attribute: ['attribute value left out', 'attribute values left out'],
  relation: ['relation left out', 'relations left out'],
  name: ['name written otherwise, because of its characters', 'names written otherwise, because of their characters'],
  note: ['note left out', 'notes left out'],
  entity: ['entity link left out', 'entity links left out'],
  provenance: ['span without the annotators it stands for', 'spans without the annotators they stand for'],
  annotator: ['layer without its annotator’s name', 'layers without their annotator’s name'],
  document: [
    'fact about a document left out (state, labels, metadata, exclusions, decisions, comments)',
    'facts about documents left out (state, labels, metadata, exclusions, decisions, comments)',
  ],
  characters: [
    'text in which unwritable characters were replaced',
    'texts in which unwritable characters were replaced',
  ],
  'line-ends': [
    'text in which CRLF became LF; offsets count the new text',
    'texts in which CRLF became LF; offsets count the new text',
  ],
}

/** The report as it stands beside the data: for machines, and in English. */
export function reportForMachines(report: LossReport): object {
  return { ...report, list: report.list.map((loss) => ({ ...loss, detail: inEnglish(loss.detail) })) }
}

/** One English sentence for each kind that occurred; empty when nothing is lost. */
export function lossSentences({ counts }: LossReport): string[] {
  return LOSS_KINDS.flatMap((kind) => {
    const [one, several] = SENTENCES[kind]
    return counts[kind] ? [`${counts[kind]} ${counts[kind] === 1 ? one : several}`] : []
  })
}
