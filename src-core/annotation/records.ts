import type { Offset, Range } from '../text/offset.ts'
import type { Quote } from '../text/quote.ts'
import type { LabelSchema } from './schema.ts'

/** Opaque, unique over all records of a project, never reused. */
export type Id = string

/** A document is named by its path from the opened folder, with `/`, in NFC. */
export type DocumentId = string

export type AnnotatorId = string

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number

/** The layer that adjudication writes. */
export const GOLD: AnnotatorId = 'gold'

/** How the id of an annotator begins whose layers an import made: what their file says holds when it comes again. */
export const IMPORTED = 'imported:'

/** How the id of a program begins whose layers are proposals: they count as nobody's tags until somebody accepts one. */
export const SUGGESTED = 'suggested:'

export function isSuggester(annotator: AnnotatorId): boolean {
  return annotator.startsWith(SUGGESTED)
}

export const DOCUMENT_STATES = ['untouched', 'in_progress', 'done', 'reviewed', 'adjudicated'] as const
export type DocumentState = (typeof DOCUMENT_STATES)[number]

/**
 * Where a span came from: `manual`, `identical` (propagated from another mention), `suggested:<source>` (accepted as
 * it was), `edited:<source>` (accepted and changed), `carried`, `imported:<name>`, `adjudicated`.
 */
export type Origin =
  'manual' | 'identical' | 'carried' | 'adjudicated' | `suggested:${string}` | `edited:${string}` | `imported:${string}`

/** A date value is an EDTF string (`2022-11-10`, `2022-11`, `2022-11?` when it is ambiguous). */
export type AttributeValue = string | number | boolean | readonly string[] | null
export type Attributes = Readonly<Record<string, AttributeValue>>

/** Keys that another program wrote and Postil does not know; kept through a round trip. */
export type Extra = Readonly<Record<string, unknown>>

/** What belongs to one annotator in one document. */
interface InLayer {
  readonly id: Id
  readonly document: DocumentId
  readonly annotator: AnnotatorId
  readonly created: EpochMs
  readonly updated: EpochMs
  readonly extra?: Extra
}

/** A tag: one label on one or, when discontinuous, several ranges of a document's text. */
export interface Span extends InLayer {
  readonly kind: 'span'
  /** At least one; each non-empty, in text order, none overlapping another. */
  readonly ranges: readonly Range[]
  /** The id of a label of the schema. */
  readonly label: Id
  readonly attributes: Attributes
  /** The entity that is named, by its name in the project, or null. */
  readonly entity: Id | null
  readonly note: string | null
  readonly origin: Origin
  /** On the gold layer: the annotators whose tags this one stands for. */
  readonly from?: readonly AnnotatorId[]
}

/** A directed, typed link; it belongs to the layer of its `from` span. */
export interface Relation extends InLayer {
  readonly kind: 'relation'
  /** The id of a relation type of the schema. */
  readonly type: Id
  readonly from: Id
  readonly to: Id
  /** The document of the `to` span when it is another one, else null. */
  readonly toDocument: DocumentId | null
  readonly attributes: Attributes
}

/** What an annotator says of a document as a whole. There is at most one, see {@link layerId}. */
export interface Layer extends InLayer {
  readonly kind: 'layer'
  readonly state: DocumentState
  /** Document-level labels. */
  readonly labels: readonly string[]
  /** Passages that were proposed as tags and to which the annotator said no, in text order; absent for none. */
  readonly rejected?: readonly Range[]
}

/** A remark in a thread, on a span or on a passage. */
export interface Comment extends InLayer {
  readonly kind: 'comment'
  readonly target: { readonly span: Id } | { readonly ranges: readonly Range[] }
  /** The comment this one answers, or null for the first of a thread. */
  readonly parent: Id | null
  readonly body: string
  readonly resolved: boolean
}

export type DecisionOutcome = 'accept' | 'reject' | 'edit'

/** An adjudicator's verdict on one disagreement; it belongs to the gold layer. `reject` means "no tag here". */
export interface Decision extends InLayer {
  readonly kind: 'decision'
  /** The annotators' spans that were judged. */
  readonly spans: readonly Id[]
  readonly outcome: DecisionOutcome
  readonly reason: string | null
  readonly by: AnnotatorId
}

/** A passage that is left out of candidates, search, agreement and, if wanted, export. */
export interface Excluded {
  readonly start: Offset
  readonly end: Offset
  readonly reason: string
}

/** A tag whose passage a changed text does not say for certain. It waits, whole, until a person decides. */
export interface Stray {
  /** As it stood on the former text. */
  readonly span: Span
  /** Its relations and the comments on it, which wait with it. */
  readonly attached: readonly (Relation | Comment)[]
  /** Each of its ranges as it stood on the former text. */
  readonly quotes: readonly Quote[]
  /** Places in the present text that it could belong to, the best first. */
  readonly candidates: readonly (readonly Range[])[]
  /** Somebody looked at it and put it aside. */
  readonly tray: boolean
}

/** What people decided about a document itself, whoever annotates. There is at most one, see {@link documentRecordId}. */
export interface DocumentRecord {
  readonly kind: 'document'
  readonly id: Id
  readonly document: DocumentId
  /** Null: as the project's rules propose. */
  readonly excluded: readonly Excluded[] | null
  /** Fields that a person set or corrected; they win over those found in the text. */
  readonly fields: Readonly<Record<string, string | null>>
  /** A BCP 47 language, or null to detect it. */
  readonly lang: string | null
  /** A chosen encoding, or null to detect it. */
  readonly encoding: string | null
  /** After a change of the text: the stored text that the tags count in now, and the one that they counted in before. */
  readonly text?: { readonly now: string; readonly before: string }
  readonly strays?: readonly Stray[]
  /** For a document that came with a dataset and never was a file in the folder; its text is stored. */
  readonly imported?: ImportedDocument
}

/** What a scan would say of a document that has no file. */
interface ImportedDocument {
  /** The dataset that brought it. */
  readonly from: string
  /** Of the text, in UTF-16 code units. */
  readonly length: number
  /** What its text says at the head; null where it says nothing of the kind. */
  readonly title: string | null
  readonly date: string | null
}

export interface SchemaRecord {
  readonly kind: 'schema'
  /** Always {@link SCHEMA_ID}. */
  readonly id: Id
  readonly schema: LabelSchema
}

export interface AnnotatorRecord {
  readonly kind: 'annotator'
  readonly id: AnnotatorId
  readonly name: string
}

/** What lies in a layer, a document × annotator. */
export type LayerItem = Span | Relation | Layer | Comment | Decision

/** What belongs to the project as a whole. */
export type ProjectItem = DocumentRecord | SchemaRecord | AnnotatorRecord

/** Everything that an {@link Edit} can add, change or remove. */
export type Item = LayerItem | ProjectItem

export const SCHEMA_ID = 'schema'

export function layerId(document: DocumentId, annotator: AnnotatorId): Id {
  return `layer\n${annotator}\n${document}`
}

export function documentRecordId(document: DocumentId): Id {
  return `document\n${document}`
}

/** Whether an id is one that the project gives its own records: the schema, a document's, a layer's. No tag may have it. */
export function isReservedId(id: Id): boolean {
  return id === SCHEMA_ID || id === GOLD || /^(?:layer|document)\n/u.test(id)
}

/**
 * An id that is free in the project for a record of that layer: its own, unless another record has it. The same layer
 * always gets the same one; {@link ownId} takes it back.
 */
export function freeId(existing: { get(id: Id): Item | undefined }, own: Id, place: Place): Id {
  const other = existing.get(own)
  const mine = other && isLayerItem(other) && other.document === place.document && other.annotator === place.annotator
  return (!other || mine) && !isReservedId(own) ? own : longId(own, place)
}

/** An id that says which layer its record lies in, so that no other layer's has it. */
export function longId(own: Id, place: Place): Id {
  return `${isReservedId(own) ? 'record\n' : ''}${own}${suffixOf(place)}`
}

/** The id that a record had where it was made. */
export function ownId({ id, document, annotator }: Pick<LayerItem, 'id'> & Place): Id {
  const suffix = suffixOf({ document, annotator })
  return id.endsWith(suffix) ? id.slice(0, -suffix.length) : id
}

type Place = Pick<LayerItem, 'document' | 'annotator'>

function suffixOf({ document, annotator }: Place): string {
  return `\n${annotator}\n${document}`
}

export function isLayerItem(item: Item): item is LayerItem {
  return 'annotator' in item
}

/** The first offset that the span covers. */
export function spanStart(span: Pick<Span, 'ranges'>): Offset {
  return span.ranges[0]?.[0] ?? 0
}

/** The offset after the last one that the span covers. */
export function spanEnd(span: Pick<Span, 'ranges'>): Offset {
  return span.ranges.at(-1)?.[1] ?? 0
}

/** The one order of spans, everywhere: start ascending, end descending (the outer first), then id. */
export function compareSpans(a: Span, b: Span): number {
  return spanStart(a) - spanStart(b) || spanEnd(b) - spanEnd(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The text that a span covers; the pieces of a discontinuous one are joined with ` … `. */
export function spanText(span: Pick<Span, 'ranges'>, text: string): string {
  return span.ranges.map(([start, end]) => text.slice(start, end)).join(' … ')
}
