import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Format, Piece, WrittenFile } from '../../src-core/formats/format.ts'
import { bytesSince } from '../files/lines.ts'
import type { ReadBack } from '../files/part-proof.ts'
import { CallFault } from './io.ts'
import type { Sink } from './sink.ts'

/** Bytes gathered before they go to the disk. */
const CHUNK = 1 << 20

interface OpenFile {
  readonly file: number
  pending: (string | Uint8Array)[]
  size: number
}

/**
 * What a conversion writes: beside its destination, and moved there whole when all is proved. Whatever ends it before,
 * an exception or a signal, takes what was written with it.
 */
export class Output implements Sink, ReadBack {
  readonly #target: string
  readonly #aside: string
  readonly #folder: boolean
  readonly #format: Format
  readonly #open = new Map<string, OpenFile>()
  readonly #discard = () => this.discard()

  /** @throws CallFault when something is at the destination already. */
  constructor(target: string, format: Format) {
    this.#target = resolve(target)
    this.#format = format
    this.#folder = format.layout === 'folder'
    if (existsSync(this.#target))
      throw new CallFault(`--out ${target} is there already; name another place or remove it`)
    if (!existsSync(dirname(this.#target))) throw new CallFault(`--out ${target}: its folder does not exist`)
    this.#aside = join(dirname(this.#target), `.${basename(this.#target)}.${process.pid}.partial`)
    mkdirSync(this.#aside)
    process.once('exit', this.#discard)
  }

  get back(): ReadBack {
    return this
  }

  get name(): string {
    const base = basename(this.#target)
    return this.#folder ? base : base.slice(0, base.length - extname(base).length) || base
  }

  put(pieces: readonly Piece[]): void {
    for (const { file, data } of pieces) {
      const open = this.#open.get(file) ?? this.#create(file)
      open.pending.push(data)
      open.size += data.length
      if (open.size > CHUNK) flush(open)
    }
  }

  /** A file that was closed, because formats of many small files must not hold as many open, is opened again. */
  #create(name: string): OpenFile {
    if (this.#open.size >= 100) this.#close()
    const path = join(this.#aside, name)
    mkdirSync(dirname(path), { recursive: true })
    const open = { file: openSync(path, 'a'), pending: [], size: 0 }
    this.#open.set(name, open)
    return open
  }

  #close(): void {
    for (const open of this.#open.values()) {
      flush(open)
      closeSync(open.file)
    }
    this.#open.clear()
  }

  written(): WrittenFile[] {
    this.#close()
    const names = readdirSync(this.#aside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return names
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(this.#aside.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort()
      .map((name) => {
        const bytes = readFileSync(join(this.#aside, name))
        return { name, data: name.endsWith('.parquet') ? bytes : bytes.toString('utf8') }
      })
  }

  pathOf(file: string): string {
    this.#close()
    return join(this.#aside, file)
  }

  since(file: string, byte: number): Buffer {
    const open = this.#open.get(file)
    if (open) flush(open)
    return bytesSince(join(this.#aside, file), byte)
  }

  get #mainName(): string {
    return `${this.name}${this.#format.extensions[0] ?? ''}`
  }

  finish(account: string | null): Promise<readonly string[]> {
    if (account !== null) this.put([{ file: this.#folder ? 'losses.json' : `${this.name}.losses.json`, data: account }])
    this.#close()
    const moved = this.#folder ? [[this.#aside, this.#target] as const] : this.#companions()
    for (const [, to] of moved) if (existsSync(to)) throw new CallFault(`${to} is there already; name another --out`)
    for (const [from, to] of moved) renameSync(from, to)
    this.discard()
    return Promise.resolve(moved.map(([, to]) => to))
  }

  #companions(): (readonly [string, string])[] {
    return readdirSync(this.#aside).map((name) => {
      const to = name === this.#mainName ? this.#target : join(dirname(this.#target), name)
      return [join(this.#aside, name), to]
    })
  }

  discard(): void {
    for (const { file } of this.#open.values()) closeSync(file)
    this.#open.clear()
    rmSync(this.#aside, { recursive: true, force: true })
    process.removeListener('exit', this.#discard)
  }
}

function flush(open: OpenFile): void {
  const bytes = Buffer.concat(open.pending.map((data) => (typeof data === 'string' ? Buffer.from(data, 'utf8') : data)))
  open.pending = []
  open.size = 0
  for (let at = 0; at < bytes.length;) at += writeSync(open.file, bytes, at)
}
