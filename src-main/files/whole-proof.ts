import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'
import type { Mismatch } from '../../src-core/formats/compare.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { say, type Param } from '../../src-core/formats/phrase.ts'
import { JsonSyntax } from './json-syntax.ts'

/*
 * What the proof of the parts does not see: whether each written file is whole, to its last bracket, and whether the
 * files that a tool reads beside the data know the names in it. It reads the files once more from the disk, to their ends,
 * and shares nothing with the formats' writers and readers.
 */

/** The names that the entries use, and that a configuration beside them must know. */
export class UsedNames {
  readonly labels = new Set<string>()
  readonly relations = new Set<string>()

  add({ spans, relations }: DatasetEntry): void {
    for (const { label } of spans) this.labels.add(label)
    for (const { type } of relations) this.relations.add(type)
  }
}

/** A file that is told piece by piece. */
interface Reading {
  readonly push: (piece: string) => void
  /** What is wrong with the whole. */
  readonly end: () => Fault | null
}

type Fault = Pick<Mismatch, 'expected' | 'found'>

/** A written file: its path within what was written, and where it lies now. */
export interface WholeFile {
  readonly name: string
  readonly path: string
}

/** Reads written files to their ends; `document` of what is wrong is the file. */
export async function proveWholes(files: readonly WholeFile[], names: UsedNames): Promise<readonly Mismatch[]> {
  const mismatches: Mismatch[] = []
  for (const { name, path } of files) {
    const reading = readingOf(name, names)
    const fault = reading && (await readTo(path, reading))
    if (fault) mismatches.push({ document: name, annotator: '', ...fault })
  }
  return mismatches
}

async function readTo(path: string, { push, end }: Reading): Promise<Fault | null> {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>)
      push(decoder.decode(chunk, { stream: true }))
    push(decoder.decode())
    return end()
  } catch (error) {
    if (error instanceof TypeError || error instanceof BadMarkup) return unreadable(error.message)
    throw error
  }
}

function unreadable(found: Param): Fault {
  return { expected: say('readable-file'), found }
}

function readingOf(file: string, names: UsedNames): Reading | null {
  if (/\.(?:json|jsonld)$/.test(file)) return jsonReading()
  if (file.endsWith('annotation.conf')) return bratConfigReading(names)
  if (file.endsWith('.config.xml')) return xmlReading((missing) => missing(names))
  if (/\.(?:xml|xmi)$/.test(file)) return xmlReading(() => null)
  // The texts of brat stand as they are; every other file is one of lines, of which the last is ended.
  return /\.(?:txt|parquet)$/.test(file) ? null : lineReading()
}

function jsonReading(): Reading {
  const syntax = new JsonSyntax()
  return { push: (piece) => syntax.push(piece), end: () => (syntax.end() ? null : unreadable(say('json-end'))) }
}

function lineReading(): Reading {
  let last = '\n'
  return {
    push: (piece) => (last = piece.at(-1) ?? last),
    end: () => (last === '\n' ? null : unreadable(say('unreadable'))),
  }
}

class BadMarkup extends Error {}

/** Markup that is whole; `check` says what is missing of the values that its elements declare. */
function xmlReading(check: (missing: (names: UsedNames) => Fault | null) => Fault | null): Reading {
  const declared = new Map<string, Set<string>>()
  const parser = new SaxesParser()
  parser.on('error', ({ message }) => {
    throw new BadMarkup(message)
  })
  parser.on('opentag', ({ name, attributes: { value } }) => {
    if (value !== undefined) declared.set(name, (declared.get(name) ?? new Set()).add(value))
  })
  const missing = ({ labels, relations }: UsedNames) =>
    missingOf(labels, declared.get('Label')) ?? missingOf(relations, declared.get('Relation'))
  return {
    push: (piece) => void parser.write(piece),
    end: () => {
      parser.close()
      return check(missing)
    },
  }
}

/** Sections in brackets; the first word of a line in one is a name that brat knows from then on. */
function bratConfigReading({ labels, relations }: UsedNames): Reading {
  let text = ''
  return {
    push: (piece) => (text += piece),
    end: () => {
      const sections = new Map<string, Set<string>>()
      let section = new Set<string>()
      for (const line of text.split('\n')) {
        const [, title] = /^\[(\w+)\]$/.exec(line) ?? []
        if (title !== undefined) sections.set(title, (section = new Set()))
        else if (line !== '') section.add(line.split(/\s/)[0] ?? '')
      }
      const whole = text.endsWith('\n') ? null : unreadable(say('unreadable'))
      return whole ?? missingOf(labels, sections.get('entities')) ?? missingOf(relations, sections.get('relations'))
    },
  }
}

function missingOf(wanted: ReadonlySet<string>, known: ReadonlySet<string> = new Set()): Fault | null {
  const missing = [...wanted].find((name) => !known.has(name))
  return missing === undefined ? null : { expected: missing, found: say('nothing') }
}
