import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

/** From 1, without the line feed; the bytes hold until the answer. */
type TakeLine = (line: Buffer, number: number) => Promise<void> | void

interface Visit {
  readonly line: TakeLine
  readonly piece: (length: number) => void
  readonly stopped: () => boolean
}

const LINE_FEED = 10
/** One for all files: they are read one after the other. */
const PIECE = Buffer.allocUnsafe(1 << 20)

/** Reads a file from its beginning, also while it is written at its end; every byte once. */
export class GrowingFile {
  readonly #path: string
  readonly #lines: boolean
  readonly #hash = createHash('sha256')
  #rest: Buffer[] = []
  #number = 0
  #bytes = 0

  /** @param lines whether it is made of lines that are wanted. */
  constructor(path: string, lines: boolean) {
    this.#path = path
    this.#lines = lines
  }

  /** Reads what has come since the last time. */
  async read({ line, piece, stopped }: Visit): Promise<void> {
    const handle = openSync(this.#path, 'r')
    try {
      while (!stopped()) {
        const length = readSync(handle, PIECE, 0, PIECE.length, this.#bytes)
        if (length === 0) return
        this.#bytes += length
        this.#hash.update(PIECE.subarray(0, length))
        if (this.#lines) await this.#take(PIECE.subarray(0, length), line)
        piece(length)
      }
    } finally {
      closeSync(handle)
    }
  }

  /** Nothing more comes: what stands after the last line feed is a line too. */
  async end(line: TakeLine): Promise<{ readonly bytes: number; readonly sha256: string }> {
    if (this.#rest.length > 0) await line(Buffer.concat(this.#rest), ++this.#number)
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  async #take(piece: Buffer, line: TakeLine): Promise<void> {
    let start = 0
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, start)) {
      const rest = piece.subarray(start, end)
      await line(this.#rest.length > 0 ? Buffer.concat([...this.#rest.splice(0), rest]) : rest, ++this.#number)
      start = end + 1
    }
    if (start < piece.length) this.#rest.push(Buffer.from(piece.subarray(start)))
  }
}

/** The SHA-256 of a file as it is now. */
export function hashOf(path: string): string {
  const handle = openSync(path, 'r')
  const hash = createHash('sha256')
  try {
    for (let length = 1; length > 0;) {
      length = readSync(handle, PIECE)
      hash.update(PIECE.subarray(0, length))
    }
  } finally {
    closeSync(handle)
  }
  return hash.digest('hex')
}
