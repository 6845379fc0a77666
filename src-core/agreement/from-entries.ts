import { GOLD } from '../annotation/records.ts'
import type { DatasetEntry, DatasetSpan } from '../formats/dataset.ts'
import { offsetIndex } from '../text/offset-index.ts'
import type { Range } from '../text/offset.ts'
import type { AgreementDocument, AgreementLayer, CodePointRange } from './document.ts'

/** How text is cut into tokens where a dataset brings none; `name` with its version stands in every report. */
export interface Tokeniser {
  readonly name: string
  tokens(text: string, lang: string | null): readonly Range[]
}

/** What of a dataset's entry is compared. */
export type ComparedEntry = Pick<
  DatasetEntry,
  'id' | 'annotator' | 'state' | 'lang' | 'text' | 'relations' | 'excluded' | 'decisions' | 'tokens' | 'extra'
> & { readonly spans: readonly Pick<DatasetSpan, 'id' | 'ranges' | 'label' | 'attributes' | 'from'>[] }

export interface LeftOut {
  readonly document: string
  /** `text-differs`: two annotators saw different texts, so their offsets mean different places. */
  readonly reason: 'text-differs' | 'same-annotator-twice'
}

export interface FromEntries {
  readonly documents: readonly AgreementDocument[]
  readonly leftOut: readonly LeftOut[]
  /** Where the tokens came from: the tokeniser's name, `dataset`, or both. */
  readonly tokens: string
}

/**
 * The entries of a dataset, or of several files together, as documents to compare: one for each id, offsets in code
 * points. A document whose annotators saw different texts, or with two entries of one annotator, is left out and named.
 * Passages that any entry excludes are excluded for all.
 */
export function fromEntries(entries: readonly ComparedEntry[], tokeniser: Tokeniser): FromEntries {
  const byDocument = new Map<string, ComparedEntry[]>()
  for (const entry of entries) byDocument.set(entry.id, [...(byDocument.get(entry.id) ?? []), entry])
  const documents: AgreementDocument[] = []
  const leftOut: LeftOut[] = []
  const sources = new Set<string>()
  for (const [document, group] of byDocument) {
    const reason = unfit(group)
    if (reason) {
      leftOut.push({ document, reason })
      continue
    }
    sources.add(group.some((entry) => entry.tokens) ? 'dataset' : tokeniser.name)
    documents.push(documentOf(document, group, tokeniser))
  }
  return { documents, leftOut, tokens: [...sources].sort().join(', ') || tokeniser.name }
}

function unfit(group: readonly ComparedEntry[]): LeftOut['reason'] | null {
  const [first] = group
  if (group.some((entry) => entry.text !== first?.text)) return 'text-differs'
  return new Set(group.map((entry) => entry.annotator)).size < group.length ? 'same-annotator-twice' : null
}

function documentOf(id: string, group: readonly ComparedEntry[], tokeniser: Tokeniser): AgreementDocument {
  const text = group[0]?.text ?? ''
  const brought = group.find((entry) => entry.tokens)?.tokens
  const lang = group.find((entry) => entry.lang !== null)?.lang ?? null
  const index = offsetIndex(text)
  const convert = (ranges: readonly Range[]) =>
    ranges.map(([start, end]): CodePointRange => [index.toCodePoint(start), index.toCodePoint(end)])
  return {
    id,
    length: index.codePoints,
    tokens: convert(brought ?? tokeniser.tokens(text, lang)),
    excluded: convert(group.flatMap((entry) => entry.excluded.map(({ start, end }): Range => [start, end]))),
    layers: Object.fromEntries(group.map((entry) => [entry.annotator, layerOf(entry, convert)])),
  }
}

function layerOf(entry: ComparedEntry, convert: (ranges: readonly Range[]) => CodePointRange[]): AgreementLayer {
  return {
    state: onlyReviewed(entry) ? 'untouched' : entry.state,
    spans: ownSpans(entry).map(({ id, ranges, label, attributes }) => ({
      id,
      ranges: convert(ranges),
      label,
      attributes,
    })),
    relations: entry.relations.map(({ type, from, to, toDocument }) => ({ type, from, to, toDocument })),
  }
}

/** Without the tags that a reviewer proposed to others; those of gold name whom they come from, too. */
function ownSpans(entry: ComparedEntry): ComparedEntry['spans'] {
  return entry.annotator === GOLD ? entry.spans : entry.spans.filter(({ from }) => from === null)
}

/** One who said something of others' tags and made none has not read the document as an annotator. */
function onlyReviewed(entry: ComparedEntry): boolean {
  if (entry.annotator === GOLD || ownSpans(entry).length > 0) return false
  return entry.decisions.length > 0 || Array.isArray(entry.extra['reviewed'])
}
