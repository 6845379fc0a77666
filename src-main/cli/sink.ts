import type { Piece, WrittenFile } from '../../src-core/formats/format.ts'
import type { ReadBack } from '../files/part-proof.ts'
import { put, type Io } from './io.ts'

/** Where a conversion writes. */
export interface Sink {
  /** Base name for the files of the format. */
  readonly name: string
  put(pieces: readonly Piece[]): void
  /** Everything written so far, for reading back. */
  written(): WrittenFile[]
  /** The path of one of the files until they are moved; null where there is none. */
  pathOf(file: string): string | null
  /** Where what was written can be read back part by part; null where it is in memory. */
  readonly back: ReadBack | null
  /** Puts what was written where it was asked for, with an account of it beside, and says where its parts are. */
  finish(account: string | null): Promise<readonly string[]>
  discard(): void
}

/** Standard output: the format's one file; what would stand beside it is left out. */
export class StandardOutput implements Sink {
  readonly name = 'data'
  readonly back = null
  readonly #io: Io
  readonly #main: string
  readonly #files = new Map<string, (string | Uint8Array)[]>()

  constructor(io: Io, extension: string) {
    this.#io = io
    this.#main = `data${extension}`
  }

  put(pieces: readonly Piece[]): void {
    for (const { file, data } of pieces) {
      const known = this.#files.get(file) ?? []
      this.#files.set(file, known)
      known.push(data)
    }
  }

  written(): WrittenFile[] {
    return [...this.#files].map(([name, parts]) => {
      const texts = parts.filter((part) => typeof part === 'string')
      return {
        name,
        data: texts.length === parts.length ? texts.join('') : Buffer.concat(parts.map((part) => Buffer.from(part))),
      }
    })
  }

  pathOf(): null {
    return null
  }

  async finish(): Promise<readonly string[]> {
    for (const part of this.#files.get(this.#main) ?? []) await put(this.#io.stdout, part)
    return ['-']
  }

  discard(): void {
    this.#files.clear()
  }
}
