import type { Excluded } from '../annotation/records.ts'
import { headerFields } from './anatomy.ts'
import { isFurnitureKey, lineKey } from './furniture.ts'
import type { Offset, Range } from './offset.ts'

/**
 * What a folder's articles carry around them, as plain data that is kept with the folder. Lines are written as
 * {@link lineKey} folds them, so that a person can read and edit the rules.
 */
export interface BoilerplateRules {
  readonly version: 1
  /** Lines that repeat across the folder. */
  readonly lines: readonly string[]
  /** Lines that a person wants to keep, whatever the other rules say. */
  readonly kept: readonly string[]
  /** Whether the phrases of comment forms and share bars that Postil knows are proposed as well. */
  readonly furniture: boolean
}

export const NO_BOILERPLATE: BoilerplateRules = { version: 1, lines: [], kept: [], furniture: true }

const LONGEST_LINE = 160
/** When more lines than this are counted, those seen once are forgotten (lossy counting; Manku, Motwani 2002). */
const MOST_LINES = 200_000
/** A line is proposed when it stands in this many documents, and in this share of them. */
const FEWEST_DOCUMENTS = 5
const SHARE = 0.005
/** A whole sentence must repeat this many times more often: republished articles share sentences. */
const SENTENCE_FACTOR = 4

/** What a counter counted, in a form that crosses threads. */
export interface CountedLines {
  readonly documents: number
  /** As they are written, joined by line feeds, which none holds. */
  readonly lines: string
  /** In how many documents each of them stands. */
  readonly counts: Uint32Array
}

/** Counts in how many documents each short line stands; one text at a time, in bounded memory. */
export class LineCounter {
  #documents = 0
  readonly #counts = new Map<string, number>()

  add(text: string): void {
    this.#documents++
    const seen = new Set<string>()
    for (const [start, end] of lines(text)) {
      if (end - start > LONGEST_LINE) continue
      const line = text.slice(start, end)
      if (!seen.has(line)) this.#counts.set(line, (this.#counts.get(line) ?? 0) + 1)
      seen.add(line)
    }
    if (this.#counts.size > MOST_LINES) this.#forget()
  }

  get documents(): number {
    return this.#documents
  }

  /** What was counted so far; without rare lines those seen once are left out. */
  counted(withRare: boolean): CountedLines {
    const kept = [...this.#counts].filter(([, count]) => withRare || count > 1)
    return {
      documents: this.#documents,
      lines: kept.map(([line]) => line).join('\n'),
      counts: Uint32Array.from(kept, ([, count]) => count),
    }
  }

  /** Adds what another counter counted in other documents. */
  merge({ documents, lines, counts }: CountedLines): void {
    this.#documents += documents
    if (counts.length === 0) return
    for (const [i, line] of lines.split('\n').entries())
      this.#counts.set(line, (this.#counts.get(line) ?? 0) + (counts[i] ?? 0))
    if (this.#counts.size > MOST_LINES) this.#forget()
  }

  /** The rules that the documents so far propose, their lines in the order of code units. */
  boilerplate(): BoilerplateRules {
    const documents = new Map<string, number>()
    for (const [line, count] of this.#counts) {
      const key = lineKey(line)
      if (key) documents.set(key, (documents.get(key) ?? 0) + (isSentence(line) ? count / SENTENCE_FACTOR : count))
    }
    const fewest = Math.max(FEWEST_DOCUMENTS, this.#documents * SHARE)
    const found = [...documents].filter(([, count]) => count >= fewest).map(([key]) => key)
    return { ...NO_BOILERPLATE, lines: found.sort() }
  }

  #forget(): void {
    for (const [line, count] of this.#counts) if (count === 1) this.#counts.delete(line)
  }
}

/**
 * The passages of a text that its folder's rules propose to leave out, in order: whole lines without the space around
 * them, neighbours of one reason joined. `boilerplate` repeats across the folder, `furniture` is a phrase that Postil
 * knows. Header fields and the title are never among them.
 */
export function proposedExclusions(text: string, rules: BoilerplateRules): Excluded[] {
  const { repeated, kept } = setsOf(rules)
  let header: readonly Range[] | null = null
  const found: Excluded[] = []
  for (const range of lines(text)) {
    const reason = range[1] - range[0] > LONGEST_LINE ? null : reasonFor(text.slice(...range), rules, repeated, kept)
    if (!reason) continue
    header ??= headerFields(text).map((field) => field.range)
    if (header.some(([start, end]) => range[0] < end && start < range[1])) continue
    const last = found.at(-1)
    const joins = last?.reason === reason && !/\S/.test(text.slice(last.end, range[0]))
    if (last && joins) found[found.length - 1] = { ...last, end: range[1] }
    else found.push({ start: range[0], end: range[1], reason })
  }
  return found
}

interface LineSets {
  readonly repeated: ReadonlySet<string>
  readonly kept: ReadonlySet<string>
}

const KNOWN_SETS = new WeakMap<BoilerplateRules, LineSets>()

/** Made once for rules that every document of a folder is held against. */
function setsOf(rules: BoilerplateRules): LineSets {
  const known = KNOWN_SETS.get(rules)
  if (known) return known
  const sets = { repeated: new Set(rules.lines), kept: new Set(rules.kept) }
  KNOWN_SETS.set(rules, sets)
  return sets
}

function reasonFor(
  line: string,
  rules: BoilerplateRules,
  repeated: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): string | null {
  const key = lineKey(line)
  if (!key || kept.has(key)) return null
  return repeated.has(key) ? 'boilerplate' : rules.furniture && isFurnitureKey(key, line) ? 'furniture' : null
}

function isSentence(line: string): boolean {
  return line.length > 40 && /[.!?…][»”"]?$/.test(line)
}

/** The lines of a text that are not blank, trimmed. */
function* lines(text: string): Generator<Range> {
  const pattern = /[^\r\n]+/g
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const line = match[0].trim()
    if (!line) continue
    const start: Offset = match.index + match[0].indexOf(line)
    yield [start, start + line.length]
  }
}
