import { say, type Param, type Params } from './phrase.ts'
import { problem, shown, type Problem, type ProblemCode } from './problem.ts'

/** A JSON object as parsed: its keys are its own, whatever they are called. */
export type Fields = Readonly<Record<string, unknown>>

const DEEPEST = 64
const MOST_PROBLEMS = 50

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads values out of unknown data and collects what is wrong with them, so that one pass over a file names all its
 * faults. Each method answers a usable value even after a fault; `faults` says whether it may be used.
 */
export class Checker {
  readonly problems: Problem[] = []
  /** What a reader repaired or passed over. */
  readonly notes: Problem[] = []
  /** How many faults there were. */
  count = 0
  #file: string | null = null
  #line: number | null = null

  /** Says where the next values stand. */
  at(file: string | null, line: number | null): void {
    this.#file = file
    this.#line = line
  }

  get faults(): boolean {
    return this.count > 0
  }

  /** The place as a name, for documents that have none. */
  get place(): string {
    return `${this.#file ?? 'line'}#${this.#line ?? 1}`
  }

  /** Notes a fault; the first fifty are kept, the others counted. */
  fault(code: ProblemCode, field: string, params: Params = {}): void {
    this.count++
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(this.#located(code, field, params))
  }

  note(code: ProblemCode, field: string, params: Params = {}): void {
    if (this.notes.length < MOST_PROBLEMS) this.notes.push(this.#located(code, field, params))
  }

  #located(code: ProblemCode, field: string, params: Params): Problem {
    return { ...problem(code, field, params), file: this.#file, line: this.#line }
  }

  parse(json: string, field = ''): unknown {
    try {
      return JSON.parse(json) as unknown
    } catch (error) {
      this.fault('bad-json', field, { detail: error instanceof Error ? jsonTrouble(error.message) : say('unreadable') })
      return undefined
    }
  }

  fields(value: unknown, field: string): Fields {
    if (isFields(value)) return value
    this.#wrongType(value, field, say('object'))
    return {}
  }

  list(value: unknown, field: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    this.#wrongType(value, field, say('list'))
    return []
  }

  text(value: unknown, field: string): string {
    if (typeof value === 'string') return value
    this.#wrongType(value, field, say('string'))
    return ''
  }

  name(value: unknown, field: string): string {
    if (value === '') this.fault('wrong-value', field, { found: '""', expected: say('filled-string') })
    return this.text(value, field)
  }

  textOrNull(value: unknown, field: string): string | null {
    return value === null || value === undefined ? null : this.text(value, field)
  }

  texts(value: unknown, field: string): string[] {
    return this.list(value, field).map((each, i) => this.text(each, `${field}[${i}]`))
  }

  whole(value: unknown, field: string): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    this.#wrongType(value, field, say('whole-number'))
    return 0
  }

  oneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T | undefined {
    const found = allowed.find((each) => each === value)
    if (found !== undefined) return found
    const expected = allowed.join(', ')
    if (value === undefined) this.fault('missing', field, { expected })
    else this.fault('wrong-value', field, { found: shown(value), expected })
    return undefined
  }

  /** An ISO 8601 instant, or null. */
  instant(value: unknown, field: string): string | null {
    const text = this.textOrNull(value, field)
    if (text === null || (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)))) return text
    this.fault('wrong-value', field, {
      found: shown(text),
      expected: say('instant', { example: '2026-11-22T09:00:00Z' }),
    })
    return null
  }

  /** Any JSON that can be kept and written again: not too deep, numbers finite. */
  plain(value: unknown, field: string, depth = 0): void {
    if (typeof value === 'number' && !Number.isFinite(value))
      this.fault('wrong-value', field, { found: say('huge-number'), expected: say('number') })
    if (typeof value !== 'object' || value === null) return
    if (depth >= DEEPEST) return this.fault('too-deep', field, { limit: DEEPEST })
    for (const each of Object.values(value)) this.plain(each, field, depth + 1)
  }

  /** The keys that are not among the known ones, checked to be plain. */
  others(fields: Fields, known: ReadonlySet<string>, field: string): Fields {
    const keys = Object.keys(fields).filter((key) => !known.has(key))
    if (keys.length === 0) return NONE
    for (const key of keys) this.plain(fields[key], field ? `${field}.${key}` : key)
    return Object.fromEntries(keys.map((key) => [key, fields[key]]))
  }

  #wrongType(value: unknown, field: string, expected: Param): void {
    if (value === undefined) this.fault('missing', field, { expected })
    else this.fault('wrong-type', field, { found: shown(value), expected })
  }
}

const NONE: Fields = {}

/** What the engine says of JSON, in words that can be told in every language. */
function jsonTrouble(message: string): Param {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined)
    return say('json-at', { position: Number(position), message: message.replace(/\s+/g, ' ').slice(0, 80) })
  const token = /Unexpected token (.+?)(?:,| in JSON)/s.exec(message)?.[1]
  if (token !== undefined) return say('json-token', { token: token.replace(/^'|'$/g, '').slice(0, 20) })
  return say(/end of JSON/.test(message) ? 'json-end' : 'unreadable')
}
