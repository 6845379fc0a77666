import type { OffsetUnit, Range } from '../text/offset.ts'
import { isFields, type Checker, type Fields } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { FormatId, SourceFile } from './format.ts'
import { POSTIL_FORMAT } from './postil.ts'
import { shown } from './problem.ts'
import { unitMap, type UnitMap } from './units.ts'
import { say } from './phrase.ts'

/** The annotator of data that names none. */
export const ANONYMOUS = 'imported'

/** An entry of a format that says no more of a document than this. */
export function importedEntry(
  id: string,
  text: string,
  spans: readonly DatasetSpan[],
  more: Partial<DatasetEntry> = {},
): DatasetEntry {
  return {
    ...{ id, annotator: ANONYMOUS, annotatorId: null, state: 'done', lang: null, text, sha256: null, encoding: null },
    ...{ meta: {}, labels: [], spans, relations: [], excluded: [], decisions: [], tokens: null, extra: {}, ...more },
  }
}

export function importedSpan(
  format: FormatId,
  id: string,
  ranges: readonly Range[],
  label: string,
  more: Partial<DatasetSpan> = {},
): DatasetSpan {
  return {
    ...{ id, ranges, label, attributes: {}, entity: null, note: null, origin: `imported:${format}` },
    ...{ created: null, updated: null, from: null, extra: {}, ...more },
  }
}

export function importedRelation(id: string, type: string, from: string, to: string): DatasetRelation {
  return { id, type, from, to, toDocument: null, attributes: {}, extra: {} }
}

const UNIT_NAMES = { codepoint: say('codepoints'), utf16: say('utf16-units'), byte: say('bytes') } as const

/** Checks positions that a file gives in one unit of one text. */
export class Ruler {
  readonly text: string
  readonly #check: Checker
  readonly #unit: OffsetUnit
  readonly #map: UnitMap
  #other: UnitMap | null = null

  constructor(check: Checker, text: string, unit: OffsetUnit) {
    this.text = text
    this.#check = check
    this.#unit = unit
    this.#map = unitMap(text, unit)
  }

  /**
   * The range, or null after a fault. Where the file repeats the text of a span, offsets that fit it only in the
   * other of code points and UTF-16 are read so, and noted.
   */
  range(from: unknown, to: unknown, field: string, quote: string | null = null): Range | null {
    const before = this.#check.count
    const [start, end] = [this.#check.whole(from, `${field}.start`), this.#check.whole(to, `${field}.end`)]
    if (this.#check.count > before) return null
    const range = this.#within(start, end)
    if (range && (quote === null || this.text.slice(...range) === quote)) return range
    const repaired = quote === null ? null : this.#repaired(start, end, quote, field)
    if (!repaired) this.#refuse(start, end, range, quote, field)
    return repaired
  }

  #within(start: number, end: number): Range | null {
    const range = [this.#map.in(start), this.#map.in(end)] as const
    return range[0] !== null && range[1] !== null && range[0] < range[1] ? [range[0], range[1]] : null
  }

  #repaired(start: number, end: number, quote: string, field: string): Range | null {
    const unit = this.#unit === 'utf16' ? 'codepoint' : 'utf16'
    this.#other ??= unitMap(this.text, unit)
    const range = [this.#other.in(start), this.#other.in(end)] as const
    if (range[0] === null || range[1] === null || this.text.slice(range[0], range[1]) !== quote) return null
    this.#check.note('repaired-offset', field, {
      found: start,
      expected: say('in', { position: start, unit: UNIT_NAMES[unit] }),
      unit: UNIT_NAMES[this.#unit],
    })
    return [range[0], range[1]]
  }

  #refuse(start: number, end: number, range: Range | null, quote: string | null, field: string): void {
    if (range && quote !== null) {
      const found = shown(this.text.slice(...range))
      return this.#check.fault('text-mismatch', field, { found, expected: shown(quote) })
    }
    if (start >= end) return this.#check.fault('empty-span', field, { start, end })
    const length = this.#map.out(this.text.length, 'end')
    const params = { found: say('from-to', { start, end }), length, unit: UNIT_NAMES[this.#unit] }
    this.#check.fault(end > length ? 'out-of-bounds' : 'inside-character', field, params)
  }
}

/** Positions of one text in the unit of a file. */
export function positions(text: string, unit: OffsetUnit): (range: Range) => readonly [start: number, end: number] {
  const map = unitMap(text, unit)
  return ([start, end]) => [map.out(start, 'start'), map.out(end, 'end')]
}

/** The first range of a span that has only one. */
export function onlyRange(span: DatasetSpan): Range {
  return span.ranges[0] ?? [0, 0]
}

/** The object of the first line that is not blank, or null; for recognising JSON lines that are not Postil's. */
export function firstObject(files: readonly SourceFile[]): Fields | null {
  const text = files[0]?.text ?? ''
  const line = /\S[^\n]*/.exec(text)?.[0] ?? ''
  const value = line.startsWith('{') ? parsedObject(line) : null
  return value?.['format'] === POSTIL_FORMAT ? null : value
}

export function parsedObject(json: string): Fields | null {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : null
  } catch {
    return null
  }
}

/** A string that is not empty, the text of a number, or null. */
export function nameOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/** The base name of a file without its last extension. */
export function stemOf(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/\.[^.]*$/, '') || name
}
