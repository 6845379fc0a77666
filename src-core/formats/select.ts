import type { DocumentState } from '../annotation/records.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'

/** What a person wants in an export; whatever is absent is not asked. */
export interface Selection {
  readonly states?: ReadonlySet<DocumentState>
  /** By name, as entries have it. */
  readonly annotators?: ReadonlySet<string>
  readonly labels?: ReadonlySet<string>
  /** EDTF, both included, compared with the document's `meta.date` as text; documents without a date are left out. */
  readonly from?: string
  readonly to?: string
  /** False leaves out ids of annotators, origins, times, and whom gold spans stand for. */
  readonly provenance?: boolean
  /** False leaves out spans that were suggested and accepted as they were. */
  readonly suggestions?: boolean
  /** False leaves out spans that touch a passage which is left out. */
  readonly excluded?: boolean
  /** Name → the name that is written instead, see {@link pseudonyms}. */
  readonly names?: ReadonlyMap<string, string>
}

/** The entry as selected, or null when it is left out as a whole. Relations that lose an end go with it. */
export function selected(entry: DatasetEntry, selection: Selection): DatasetEntry | null {
  const { states, annotators, labels, suggestions = true, excluded = true, provenance = true, names } = selection
  if (states && !states.has(entry.state)) return null
  if (annotators && !annotators.has(entry.annotator)) return null
  if (!inPeriod(entry.meta['date'], selection)) return null
  const wanted = (span: DatasetSpan) =>
    (!labels || labels.has(span.label)) &&
    (suggestions || !span.origin.startsWith('suggested:')) &&
    (excluded || !touchesExcluded(span, entry))
  const spans = entry.spans.filter(wanted)
  const whole = spans.length === entry.spans.length ? entry : withSpans(entry, spans)
  const renamed = names ? withNames(whole, names) : whole
  return provenance ? renamed : withoutProvenance(renamed)
}

function touchesExcluded({ ranges }: DatasetSpan, { excluded }: DatasetEntry): boolean {
  return ranges.some(([start, end]) => excluded.some((passage) => passage.start < end && start < passage.end))
}

/** Whether a document of that date (EDTF, or anything else for none) lies in the period. */
export function inPeriod(value: unknown, { from, to }: Pick<Selection, 'from' | 'to'>): boolean {
  if (from === undefined && to === undefined) return true
  const date = typeof value === 'string' ? value.replace(/[?~%]+$/, '') : null
  if (date === null) return false
  // A month lies within a period that begins or ends inside it, a day only on its own side.
  return (
    (from === undefined || date >= from.slice(0, date.length)) && (to === undefined || date.slice(0, to.length) <= to)
  )
}

function withSpans(entry: DatasetEntry, spans: readonly DatasetSpan[]): DatasetEntry {
  const ids = new Set(spans.map((span) => span.id))
  const relations = entry.relations.filter(
    ({ from, to, toDocument }) => ids.has(from) && (toDocument !== null || ids.has(to)),
  )
  const { comments = [], ...rest } = entry
  const kept = comments.filter(({ span }) => span === null || ids.has(span))
  return { ...rest, spans, relations, ...(kept.length ? { comments: kept } : {}) }
}

/** `annotator-1`, `annotator-2` … for names in code unit order; `gold` keeps its own. */
export function pseudonyms(names: Iterable<string>): Map<string, string> {
  const people = [...new Set(names)].filter((name) => name !== 'gold').sort()
  return new Map([['gold', 'gold'], ...people.map((name, i) => [name, `annotator-${i + 1}`] as const)])
}

function withNames(entry: DatasetEntry, names: ReadonlyMap<string, string>): DatasetEntry {
  const nameOf = (name: string) => names.get(name) ?? 'annotator'
  return {
    ...entry,
    annotator: nameOf(entry.annotator),
    annotatorId: null,
    spans: entry.spans.map((span) => (span.from ? { ...span, from: span.from.map(nameOf) } : span)),
    decisions: entry.decisions.map((decision) => ({ ...decision, by: nameOf(decision.by) })),
  }
}

function withoutProvenance(entry: DatasetEntry): DatasetEntry {
  return {
    ...entry,
    annotatorId: null,
    spans: entry.spans.map((span) => ({
      ...span,
      origin: 'imported:unstated',
      created: null,
      updated: null,
      from: null,
    })),
    relations: entry.relations.map((relation) => ({ ...relation, created: null, updated: null })),
    decisions: [],
  }
}
