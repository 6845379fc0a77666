import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { fit as fitEntry } from '../../src-core/formats/fit.ts'
import type { Format } from '../../src-core/formats/format.ts'
import { LossGatherer, type Loss, type LossReport, type OverlapPolicy } from '../../src-core/formats/losses.ts'
import type { ExportOptions } from './export-options.ts'

type Fit = typeof fitEntry

/** What a format could not hold of a choice. */
export interface Weighing {
  readonly report: LossReport
  /** With the policy `fail`: spans for which nothing can be written. */
  readonly refused: number
}

/** All formats. They are loaded when somebody asks, since most sessions end without an export. */
export async function allFormats(): Promise<readonly Format[]> {
  return (await import('../../src-core/formats/registry.ts')).FORMATS
}

export async function formatOf({ format: id }: ExportOptions): Promise<Format> {
  const format = (await allFormats()).find((each) => each.id === id)
  if (!format) throw new Error(`There is no format ${id}`)
  return format
}

/** Weighs what a format loses of each entry. */
export class Scales {
  readonly #format: Format
  readonly #overlaps: OverlapPolicy
  readonly #losses = new LossGatherer()
  #refused = 0

  constructor(format: Format, overlaps: OverlapPolicy) {
    this.#format = format
    this.#overlaps = overlaps
  }

  add(entry: DatasetEntry, fit: Fit): void {
    const { losses, refused } = fit(entry, this.#format, this.#overlaps)
    this.#losses.add(entry.spans.length, losses)
    this.#refused += refused
  }

  /** Tags that no format could hold, since they are nowhere. */
  addWaiting(waiting: readonly Loss[]): void {
    this.#losses.add(waiting.length, waiting)
  }

  get weighing(): Weighing {
    return { report: this.#losses.report(this.#format.id, this.#overlaps), refused: this.#refused }
  }
}
