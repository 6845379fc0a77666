import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { Carries, WrittenFile, WrittenSpan } from './format.ts'
import { isFields } from './check.ts'
import { positions } from './reading.ts'

/** What both claim formats hold: spans whose label is a claim, each with the metadata of its document. */
export const CLAIM_CARRIES = {
  ...{
    unit: 'codepoint',
    text: 'none',
    characters: 'all',
    borders: 'any',
    overlaps: true,
    pieces: false,
    only: 'claims',
  },
  ...{ attributes: true, relations: true, relationAttributes: false, notes: true, entities: false, provenance: false },
  ...{ annotators: true, ids: true, documents: false, metadata: true },
} as const satisfies Carries

/** Labels that mark claims, in the languages of the presets. */
export function isClaim(label: string): boolean {
  return /claim|affirmation|allégation/i.test(label)
}

/** The relation type that names who says a claim. */
export const SAID_BY = 'said_by'

export type Verdict = 'supported' | 'refuted' | 'not_enough_evidence' | 'conflicting'

export interface Claim {
  readonly text: string
  readonly verdict: Verdict | null
  readonly speaker: string | null
  /** EDTF, as the document has it. */
  readonly date: string | null
  readonly kind: string | null
  readonly note: string | null
  readonly url: string | null
  readonly publisher: string | null
  readonly source: {
    readonly document: string
    readonly annotator: string
    readonly start: number
    readonly end: number
    readonly offset_unit: 'codepoint'
    readonly label: string
  }
}

const VERDICTS = ['supported', 'refuted', 'not_enough_evidence', 'conflicting'] as const satisfies readonly Verdict[]

export function claimsOf(entry: DatasetEntry): Claim[] {
  const place = positions(entry.text, 'codepoint')
  const texts = new Map(entry.spans.map((span) => [span.id, textOf(entry, span)]))
  const speakers = new Map(
    entry.relations.filter(({ type }) => type === SAID_BY).map(({ from, to }) => [from, texts.get(to)]),
  )
  return entry.spans
    .filter(({ label }) => isClaim(label))
    .map((span) => {
      const [start, end] = place(span.ranges[0] ?? [0, 0])
      const { annotator, meta } = entry
      const named = stringOf(span.attributes['speaker'])
      return {
        text: textOf(entry, span),
        verdict: VERDICTS.find((verdict) => verdict === span.attributes['verdict']) ?? null,
        speaker: speakers.get(span.id) ?? (named === null ? null : (texts.get(named) ?? named)),
        date: stringOf(meta['date']),
        kind: stringOf(span.attributes['kind']),
        note: span.note,
        url: stringOf(meta['url']),
        publisher: stringOf(meta['source']),
        source: { document: entry.id, annotator, start, end, offset_unit: 'codepoint', label: span.label },
      }
    })
}

function textOf({ text }: DatasetEntry, { ranges }: DatasetSpan): string {
  return ranges.map(([start, end]) => text.slice(start, end)).join(' … ')
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A full date of EDTF, year, month and day; null for anything less certain. */
export function fullDate(date: string | null): readonly [year: string, month: string, day: string] | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? '') ?? []
  return year && month && day ? [year, month, day] : null
}

/** The claims of a written file, by the place and the text in it. */
export function claimSpansIn(
  files: readonly WrittenFile[],
  claimsIn: (value: unknown) => readonly unknown[],
): Promise<WrittenSpan[]> {
  const spans = files.flatMap(({ data }) => {
    const list = claimsIn(JSON.parse(typeof data === 'string' ? data : '[]'))
    return list.filter(isFields).map((claim) => {
      const source = isFields(claim['source']) ? claim['source'] : {}
      const { document, label, start, end } = source
      const text = claim['claim'] ?? claim['claimReviewed']
      return {
        document: String(document),
        label: String(label),
        text: String(text),
        start: Number(start),
        end: Number(end),
      }
    })
  })
  return Promise.resolve(spans)
}
