import { Checker } from '../../src-core/formats/check.ts'
import { prove, type Mismatch } from '../../src-core/formats/compare.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format, SourceFile } from '../../src-core/formats/format.ts'
import { say } from '../../src-core/formats/phrase.ts'

/** Where written files can be read back while more is written. */
export interface ReadBack {
  /** What a file holds behind the first so many bytes. */
  since(file: string, byte: number): Buffer
}

/** A format that says how a part of its data is a file of its own. */
type Parted = Format & Required<Pick<Format, 'alone' | 'read'>>

export function isParted(format: Format): format is Parted {
  return format.alone !== undefined && format.read !== undefined
}

const PART_CHARACTERS = 500_000

/**
 * The offset proof of what is written, part by part: each is read back from where it lies as a file of its own, so that
 * the memory holds one part, however large the dataset. Entries are given in the order in which they were written.
 */
export class PartProof {
  readonly #format: Parted
  readonly #back: ReadBack
  readonly #part: number
  readonly #read = new Map<string, number>()
  readonly #mismatches: Mismatch[] = []
  #files = new Set<string>()
  #waiting: DatasetEntry[] = []
  #size = 0
  #none = true

  /** @param part how many characters of text are read back at once. */
  constructor(format: Parted, back: ReadBack, part = PART_CHARACTERS) {
    this.#format = format
    this.#back = back
    this.#part = part
  }

  /** @param files those that were written to for the entry. */
  add(entry: DatasetEntry, files: Iterable<string>): void {
    this.#none = false
    this.#waiting.push(entry)
    for (const file of files) this.#files.add(file)
    this.#size += entry.text.length
    if (this.#size >= this.#part) this.#prove(false)
  }

  /** Proves what is left. @param files those that the end was written to. */
  end(files: Iterable<string>): readonly Mismatch[] {
    for (const file of files) this.#files.add(file)
    if (!this.#none) this.#prove(true)
    return this.#mismatches
  }

  #prove(last: boolean): void {
    const check = new Checker()
    const found = this.#format.read(
      [...this.#files].map((name) => this.#sourceOf(name)),
      check,
    )
    const [fault] = check.problems
    if (fault) {
      const what = { expected: say('readable-file'), found: say('fault-at', { code: fault.code, field: fault.field }) }
      this.#mismatches.push({ document: fault.file ?? '', annotator: '', ...what })
    }
    // A format that gathers the layers of a document writes it when the next one comes.
    const due = this.#waiting.splice(0, last ? this.#waiting.length : found.length)
    this.#mismatches.push(...prove(due, found, this.#format.carries))
    this.#files = new Set()
    this.#size = 0
  }

  #sourceOf(name: string): SourceFile {
    const from = this.#read.get(name) ?? 0
    const bytes = this.#back.since(name, from)
    this.#read.set(name, from + bytes.length)
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    return { name, text: this.#format.alone(text) }
  }
}
