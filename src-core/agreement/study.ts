import { GOLD, type AttributeValue } from '../annotation/records.ts'
import type { AgreementDocument, AgreementLayer, AgreementSpan, CodePointRange } from './document.ts'
import { cutRanges, cutter, type Cut } from './cut.ts'
import { StudyLayer } from './layer.ts'
import type { StudyRelation, StudySpan } from './study-span.ts'

/** Documents made ready for counting: passages cut out, duplicates dropped, labels and annotators numbered. */
export interface Study {
  /** In code unit order. */
  readonly annotators: readonly string[]
  readonly labels: readonly string[]
  readonly attributes: readonly StudyAttribute[]
  readonly relationTypes: readonly string[]
  readonly documents: readonly StudyDocument[]
  /** Exact duplicates of one annotator (same ranges, same label), counted once. */
  readonly duplicates: number
}

export interface StudyAttribute {
  /** `Label.attribute` */
  readonly name: string
  readonly label: number
  readonly key: string
  /** Values found, as canonical JSON. The first is always `null`, unset. */
  readonly values: readonly string[]
}

export interface StudyDocument {
  readonly id: string
  /** Code points that are left after the cut. */
  readonly length: number
  /** What was cut out of the whole text, in order. */
  readonly removed: readonly CodePointRange[]
  readonly tokens: readonly CodePointRange[]
  /** By annotator number; null where the document is missing. */
  readonly layers: readonly (StudyLayer | null)[]
}

export interface StudyOptions {
  /** Whether a document that is still in progress counts as read. */
  readonly inProgress: boolean
  /** Whom to compare; null for all but the adjudicated layer, which is made of the others. */
  readonly annotators: readonly string[] | null
}

export function prepareStudy(documents: readonly AgreementDocument[], options: StudyOptions): Study {
  const annotators = chosenAnnotators(documents, options)
  const labels = sortedSet(documents.flatMap((document) => counting(document, annotators, options).flatMap(labelsOf)))
  const types = sortedSet(
    documents.flatMap((document) =>
      counting(document, annotators, options).flatMap((layer) => layer.relations.map((relation) => relation.type)),
    ),
  )
  const preparer = new Preparer(annotators, labels, types, options, documents)
  const prepared = [...documents].sort((a, b) => compareText(a.id, b.id)).map((document) => preparer.document(document))
  return {
    annotators,
    labels,
    attributes: attributesOf(prepared, labels),
    relationTypes: types,
    documents: prepared,
    duplicates: preparer.duplicates,
  }
}

const restricted = new WeakMap<Study, Map<number, Study>>()

/** The same study seen through one label: every other span is as if it had not been made. Made once for all measures. */
export function onlyLabel(study: Study, label: number): Study {
  const made = restricted.get(study) ?? new Map<number, Study>()
  restricted.set(study, made)
  const seen = made.get(label) ?? throughLabel(study, label)
  made.set(label, seen)
  return seen
}

function throughLabel(study: Study, label: number): Study {
  const documents = study.documents.map((document) => ({
    ...document,
    layers: document.layers.map((layer) => layer?.only(label) ?? null),
  }))
  return { ...study, documents }
}

/** The same study with two of its annotators. */
export function onlyPair(study: Study, a: number, b: number): Study {
  const documents = study.documents.map((document) => ({
    ...document,
    layers: [document.layers[a] ?? null, document.layers[b] ?? null],
  }))
  return { ...study, annotators: [study.annotators[a] ?? '', study.annotators[b] ?? ''], documents }
}

/** The same study of some of its documents. */
export function onlyDocuments(study: Study, ids: ReadonlySet<string>): Study {
  return { ...study, documents: study.documents.filter(({ id }) => ids.has(id)) }
}

/** The layers of a document that count, without the holes. */
export function presentLayers(document: StudyDocument): StudyLayer[] {
  return document.layers.filter((layer) => layer !== null)
}

/** Every unordered pair of the numbers below n, in order. */
export function pairsOf(n: number): [number, number][] {
  const pairs: [number, number][] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) pairs.push([a, b])
  return pairs
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function chosenAnnotators(documents: readonly AgreementDocument[], options: StudyOptions): string[] {
  const found = sortedSet(
    documents.flatMap((document) =>
      Object.keys(document.layers).filter((name) => counts(document.layers[name], options)),
    ),
  )
  if (options.annotators) return sortedSet(options.annotators).filter((name) => found.includes(name))
  const people = found.filter((name) => name !== GOLD)
  return people.length > 1 ? people : found
}

function counts(layer: AgreementLayer | undefined, options: StudyOptions): layer is AgreementLayer {
  if (!layer || layer.state === 'untouched') return false
  return layer.state !== 'in_progress' || options.inProgress
}

function counting(document: AgreementDocument, annotators: readonly string[], options: StudyOptions): AgreementLayer[] {
  return annotators.map((name) => document.layers[name]).filter((layer) => counts(layer, options))
}

function labelsOf(layer: AgreementLayer): string[] {
  return layer.spans.map((span) => span.label)
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText)
}

class Preparer {
  duplicates = 0
  readonly #annotators: readonly string[]
  readonly #labels: ReadonlyMap<string, number>
  readonly #types: ReadonlyMap<string, number>
  readonly #options: StudyOptions
  readonly #documents: ReadonlyMap<string, AgreementDocument>
  readonly #places = new Map<AgreementLayer, ReadonlyMap<string, End | null>>()
  readonly #cuts = new Map<AgreementDocument, Cut>()

  constructor(
    annotators: readonly string[],
    labels: readonly string[],
    types: readonly string[],
    options: StudyOptions,
    documents: readonly AgreementDocument[],
  ) {
    this.#annotators = annotators
    this.#labels = new Map(labels.map((label, i) => [label, i]))
    this.#types = new Map(types.map((type, i) => [type, i]))
    this.#options = options
    this.#documents = new Map(documents.map((document) => [document.id, document]))
  }

  document(document: AgreementDocument): StudyDocument {
    const cut = this.#cut(document)
    return {
      id: document.id,
      length: cut.length,
      removed: cut.removed,
      tokens: cut.removed.length ? document.tokens.flatMap((token) => cutRanges(cut, [token])) : document.tokens,
      layers: this.#annotators.map((name, i) => {
        const layer = document.layers[name]
        return counts(layer, this.#options) ? this.#layer(document, name, i, layer) : null
      }),
    }
  }

  #cut(document: AgreementDocument): Cut {
    const known = this.#cuts.get(document)
    if (known) return known
    const made = cutter(document.length, document.excluded)
    this.#cuts.set(document, made)
    return made
  }

  #layer(document: AgreementDocument, name: string, annotator: number, layer: AgreementLayer): StudyLayer {
    const spans = new Map<string, StudySpan>()
    for (const span of layer.spans) {
      const made = this.#span(document, name, span)
      if (!made) continue
      if (spans.has(made.key)) this.duplicates++
      else spans.set(made.key, made)
    }
    const relations = new Map<string, StudyRelation>()
    for (const relation of layer.relations) {
      const from = this.#end(name, document.id, relation.from)
      const to = this.#end(name, relation.toDocument ?? document.id, relation.to)
      if (!from || !to) continue
      const key = JSON.stringify([relation.type, from.place, to.place])
      const { range } = from
      relations.set(key, { type: this.#types.get(relation.type) ?? 0, key, range, ends: [from.label, to.label] })
    }
    return new StudyLayer(annotator, [...spans.values()].sort(compareStudySpans), [...relations.values()])
  }

  #span(document: AgreementDocument, name: string, span: AgreementSpan): StudySpan | null {
    const ranges = cutRanges(this.#cut(document), span.ranges)
    const first = ranges[0]
    const last = ranges.at(-1)
    if (!first || !last) return null
    const attributes: Record<string, string> = {}
    for (const [key, value] of Object.entries(span.attributes)) attributes[key] = this.#value(document.id, name, value)
    const borders = ranges.map(([start, end]) => `${start}-${end}`).join(' ')
    const label = this.#labels.get(span.label) ?? 0
    return { ranges, start: first[0], end: last[1], label, borders, key: `${label} ${borders}`, attributes }
  }

  /** A value that names a span of the same annotator stands for the place of that span: ids differ from person to person. */
  #value(document: string, name: string, value: AttributeValue): string {
    if (typeof value === 'string') {
      const end = this.#end(name, document, value)
      if (end) return `span ${end.place}`
    }
    return JSON.stringify(typeof value === 'object' && value !== null ? [...value].sort(compareText) : value)
  }

  /** Where a span lies, the same for two annotators who marked the same; null for an unknown or wholly excluded one. */
  #end(name: string, id: string, span: string): End | null {
    const document = this.#documents.get(id)
    const layer = document?.layers[name]
    if (!document || !layer) return null
    const places = this.#places.get(layer) ?? this.#placesOf(document, layer)
    this.#places.set(layer, places)
    return places.get(span) ?? null
  }

  #placesOf(document: AgreementDocument, layer: AgreementLayer): ReadonlyMap<string, End | null> {
    const cut = this.#cut(document)
    return new Map(layer.spans.map(({ id, ranges, label }) => [id, endOf(document.id, cutRanges(cut, ranges), label)]))
  }
}

/** One end of a relation. */
interface End {
  /** Equal for two annotators who marked the same. */
  readonly place: string
  readonly range: CodePointRange
  readonly label: string
}

function endOf(document: string, ranges: readonly CodePointRange[], label: string): End | null {
  const [first, last] = [ranges[0], ranges.at(-1)]
  return first && last ? { place: JSON.stringify([document, ranges, label]), range: [first[0], last[1]], label } : null
}

function compareStudySpans(a: StudySpan, b: StudySpan): number {
  return a.start - b.start || b.end - a.end || a.label - b.label || compareText(a.borders, b.borders)
}

/** The attributes that somebody set. */
function attributesOf(documents: readonly StudyDocument[], labels: readonly string[]): StudyAttribute[] {
  const found = new Map<string, { label: number; key: string; values: Set<string> }>()
  for (const document of documents)
    for (const layer of presentLayers(document))
      for (const span of layer.spans)
        for (const [key, value] of Object.entries(span.attributes)) {
          // A file says of every attribute that it is not set, the store only of those that were.
          if (value === UNSET) continue
          const name = `${labels[span.label] ?? ''}.${key}`
          const known = found.get(name)
          if (known) known.values.add(value)
          else found.set(name, { label: span.label, key, values: new Set([value]) })
        }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { label, key, values }]) => {
      return { name, label, key, values: [UNSET, ...[...values].sort(compareText)] }
    })
}

/** An attribute without a value, as `StudySpan` spells it. */
export const UNSET = 'null'
