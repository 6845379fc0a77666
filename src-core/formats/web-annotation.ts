import type { AttributeValue } from '../annotation/records.ts'
import type { Range } from '../text/offset.ts'
import { isFields, type Checker, type Fields } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { Format, Piece, Writer } from './format.ts'
import { shown } from './problem.ts'
import {
  ANONYMOUS,
  importedEntry,
  importedRelation,
  importedSpan,
  nameOf,
  parsedObject,
  positions,
  Ruler,
} from './reading.ts'
import { say } from './phrase.ts'

/**
 * W3C Web Annotation as one collection: each span with a position selector in code points, as the Recommendation says,
 * and a quote selector, by which a reader finds out a file in UTF-16. The text of each layer's document stands in a
 * `describing` annotation of its own, before its spans.
 */
export const webAnnotation: Format = {
  id: 'web-annotation',
  name: 'W3C Web Annotation',
  extensions: ['.jsonld', '.json'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'all', borders: 'any', overlaps: true, pieces: true },
    ...{ attributes: true, relations: true, relationAttributes: false, notes: true, entities: true, times: true },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise: (files) => /"http:\/\/www\.w3\.org\/ns\/anno\.jsonld"/.test((files[0]?.text ?? '').slice(0, 4000)),
  alone: (data) => `[${data.replace(HEAD, '').replace(/\n\]\}\}\n$/, '')}]`,
  read: (files, check) =>
    files.flatMap((file) => {
      check.at(file.name, null)
      const value = check.parse(file.text)
      return value === undefined ? [] : readCollection(value, check)
    }),
  write: ({ name, software }) => new CollectionWriter(`${name}.jsonld`, software),
}

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld'
const CONTEXT_LENGTH = 32
/** What stands before the first annotation of a part. */
const HEAD = /^(\{"@context"[^\n]*|,)\n/

class CollectionWriter implements Writer {
  readonly #file: string
  readonly #software: string
  #count = 0

  constructor(file: string, software: string) {
    this.#file = file
    this.#software = software
  }

  add(entry: DatasetEntry): Piece[] {
    const data = annotationsOf(entry).map((each) => {
      const before = this.#count++ === 0 ? this.#head() : ',\n'
      return `${before}${JSON.stringify(each)}`
    })
    return [{ file: this.#file, data: data.join('') }]
  }

  end(): Piece[] {
    const before = this.#count === 0 ? this.#head() : ''
    return [{ file: this.#file, data: `${before}\n]}}\n` }]
  }

  #head(): string {
    const generator = { id: 'urn:postil:software', type: 'Software', name: this.#software }
    const outer = { '@context': CONTEXT, id: 'urn:postil:collection', type: 'AnnotationCollection', generator }
    return `${JSON.stringify(outer).slice(0, -1)},"first":{"id":"urn:postil:page:1","type":"AnnotationPage","startIndex":0,"items":[\n`
  }
}

function iri(kind: string, ...names: readonly string[]): string {
  return `urn:postil:${kind}:${names.map(encoded).join(':')}`
}

/** As `encodeURIComponent`, for lone surrogates too: they are `%uXXXX`. */
function encoded(name: string): string {
  return [...name]
    .map((character) =>
      /^[\ud800-\udfff]$/.test(character) ? `%u${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
    )
    .join('')
}

function decoded(name: string): string {
  const parts = name.split(/(%u[0-9a-f]{4})/)
  return parts
    .map((part) => (part.startsWith('%u') ? String.fromCharCode(Number.parseInt(part.slice(2), 16)) : plainly(part)))
    .join('')
}

function plainly(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function annotationsOf(entry: DatasetEntry): object[] {
  const source = iri('document', entry.id)
  const creator = { id: iri('annotator', entry.annotator), type: 'Person', name: entry.annotator }
  const place = positions(entry.text, 'codepoint')
  const spanIri = (id: string) => iri('span', entry.id, entry.annotator, id)
  const text = {
    ...{ id: iri('text', entry.id, entry.annotator), type: 'Annotation', motivation: 'describing', creator },
    body: {
      type: 'TextualBody',
      purpose: 'describing',
      format: 'text/plain',
      ...(entry.lang && { language: entry.lang }),
      value: entry.text,
    },
    target: source,
  }
  const target = (range: Range) => ({ source, selector: selectorsOf(entry.text, range, place(range)) })
  const spans = entry.spans.map((span) => ({
    ...{ id: spanIri(span.id), type: 'Annotation', motivation: 'tagging', creator },
    ...(span.created && { created: span.created }),
    ...(span.updated && { modified: span.updated }),
    body: bodiesOf(span),
    target: span.ranges.length === 1 && span.ranges[0] ? target(span.ranges[0]) : span.ranges.map(target),
  }))
  const relations = entry.relations.map(({ id, type, from, to }) => ({
    ...{ id: iri('relation', entry.id, entry.annotator, id), type: 'Annotation', motivation: 'linking', creator },
    body: { type: 'TextualBody', value: type, purpose: 'tagging' },
    target: [spanIri(from), spanIri(to)],
  }))
  return [text, ...spans, ...relations]
}

function selectorsOf(text: string, [from, to]: Range, [start, end]: readonly [number, number]): object[] {
  const prefix = wholeStart(text.slice(Math.max(0, from - CONTEXT_LENGTH), from))
  const suffix = wholeEnd(text.slice(to, to + CONTEXT_LENGTH))
  return [
    { type: 'TextPositionSelector', start, end },
    { type: 'TextQuoteSelector', exact: text.slice(from, to), prefix, suffix },
  ]
}

function wholeStart(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, '')
}

function wholeEnd(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '')
}

function bodiesOf(span: DatasetSpan): object[] {
  const set = Object.entries(span.attributes).filter(([, value]) => value !== null)
  return [
    { type: 'TextualBody', value: span.label, purpose: 'tagging' },
    ...(span.note === null ? [] : [{ type: 'TextualBody', value: span.note, purpose: 'commenting' }]),
    ...(span.entity === null
      ? []
      : [{ type: 'SpecificResource', source: entityIri(span.entity), purpose: 'identifying' }]),
    ...(set.length
      ? [
          {
            type: 'TextualBody',
            value: JSON.stringify(Object.fromEntries(set)),
            format: 'application/json',
            purpose: 'classifying',
          },
        ]
      : []),
  ]
}

const ENTITY = 'urn:postil:entity:'

function entityIri(entity: string): string {
  return /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(entity) ? entity : `${ENTITY}${encoded(entity)}`
}

function readCollection(value: unknown, check: Checker): DatasetEntry[] {
  const items = itemsOf(value).map((each, i) => check.fields(each, `items[${i}]`))
  const layers = new Map<string, LayerReading>()
  const texts = new Map<string, string>()
  items.forEach((item, i) => {
    const key = layerOf(item)
    const layer = layers.get(key) ?? new LayerReading(key, texts, check)
    layers.set(key, layer)
    layer.sort(item, i)
  })
  return [...layers.values()].flatMap((layer) => layer.entry())
}

/** The annotations of a collection, a page, a list, or one alone. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isFields(value)) return []
  if (Array.isArray(value['items'])) return value['items']
  const first: unknown = value['first']
  if (isFields(first) && Array.isArray(first['items'])) return first['items']
  return value['type'] === 'Annotation' ? [value] : []
}

/** Document and annotator, as one key. A link belongs to the layer of its first end. */
function layerOf(item: Fields): string {
  const creator: unknown = Array.isArray(item['creator']) ? item['creator'][0] : item['creator']
  const person = isFields(creator) ? (nameOf(creator['name']) ?? nameOf(creator['id'])) : nameOf(creator)
  return JSON.stringify([sourceOf(item) ?? '', person ?? ANONYMOUS])
}

function sourceOf(item: Fields): string | null {
  const target = firstTarget(item)
  if (typeof target === 'string') return documentOfIri(target)
  if (!isFields(target)) return null
  const source = isFields(target['source']) ? target['source']['id'] : (target['source'] ?? target['id'])
  return typeof source === 'string' ? documentOfIri(source) : null
}

function firstTarget(item: Fields): unknown {
  return Array.isArray(item['target']) ? (item['target'] as readonly unknown[])[0] : item['target']
}

/** The document's id; of a span's own address, the document in it. */
function documentOfIri(address: string): string {
  const [, , kind, document] = address.split(':')
  const own = address.startsWith('urn:postil:') && (kind === 'document' || kind === 'span')
  return own ? decoded(document ?? '') : address
}

class LayerReading {
  readonly #document: string
  readonly #annotator: string
  readonly #texts: Map<string, string>
  readonly #check: Checker
  readonly #tags: (readonly [Fields, number])[] = []
  readonly #links: (readonly [Fields, number])[] = []
  #lang: string | null = null

  constructor(key: string, texts: Map<string, string>, check: Checker) {
    const [document = '', annotator = ''] = JSON.parse(key) as string[]
    this.#document = document
    this.#annotator = annotator
    this.#texts = texts
    this.#check = check
  }

  sort(item: Fields, i: number): void {
    const body = bodyList(item)[0]
    if (item['motivation'] === 'linking') this.#links.push([item, i])
    else if (typeof firstTarget(item) !== 'string') this.#tags.push([item, i])
    else if (body?.['purpose'] === 'describing' && typeof body['value'] === 'string') {
      this.#texts.set(this.#document, body['value'])
      this.#lang = nameOf(body['language'])
    } else this.#check.note('skipped', `items[${i}]`, { what: say('whole-document') })
  }

  entry(): DatasetEntry[] {
    const text = this.#texts.get(this.#document)
    if (text === undefined) {
      this.#check.fault('no-text', `items[${this.#tags[0]?.[1] ?? this.#links[0]?.[1] ?? 0}]`)
      return []
    }
    const ruler = new Ruler(this.#check, text, 'codepoint')
    const ids = new Map<string, string>()
    const spans = this.#tags.flatMap(([item, i]) => {
      const span = this.#span(item, i, ruler)
      if (span) ids.set(nameOf(item['id']) ?? '', span.id)
      return span ? [span] : []
    })
    const relations = this.#links.flatMap(([item, i]) => this.#relation(item, i, ids))
    return [importedEntry(this.#document, text, spans, { annotator: this.#annotator, relations, lang: this.#lang })]
  }

  #span(item: Fields, i: number, ruler: Ruler): DatasetSpan | null {
    const field = `items[${i}]`
    const targets: readonly unknown[] = Array.isArray(item['target']) ? item['target'] : [item['target']]
    const ranges = targets.flatMap((target) => {
      const range = this.#range(target, `${field}.target`, ruler)
      return range ? [range] : []
    })
    if (ranges.length < targets.length) return null
    if (ranges.some((range, n) => n > 0 && range[0] < (ranges[n - 1]?.[1] ?? 0))) this.#check.fault('bad-ranges', field)
    const bodies = bodyList(item)
    const of = (purpose: string) => bodies.find((body) => body['purpose'] === purpose)
    const tag = of('tagging') ?? bodies.find((body) => body['purpose'] === undefined) ?? {}
    const label = this.#check.name(tag['value'] ?? item['bodyValue'] ?? tag['source'] ?? tag['id'], `${field}.body`)
    return importedSpan('web-annotation', `s${i}`, ranges, label, {
      note: nameOf(of('commenting')?.['value']),
      entity: entityOf(of('identifying')),
      attributes: attributesOf(of('classifying')),
      created: this.#check.instant(item['created'], `${field}.created`),
      updated: this.#check.instant(item['modified'], `${field}.modified`),
    })
  }

  #range(target: unknown, field: string, ruler: Ruler): Range | null {
    const selector: unknown = this.#check.fields(target, field)['selector']
    const selectors = (Array.isArray(selector) ? selector : [selector]).filter(isFields)
    const position = selectors.find(({ type }) => type === 'TextPositionSelector')
    const quote = selectors.find(({ type }) => type === 'TextQuoteSelector')
    const exact = typeof quote?.['exact'] === 'string' ? quote['exact'] : null
    if (!position) this.#check.fault('missing', `${field}.selector`, { expected: say('position-selector') })
    return position ? ruler.range(position['start'], position['end'], `${field}.selector`, exact) : null
  }

  #relation(item: Fields, i: number, ids: ReadonlyMap<string, string>): DatasetRelation[] {
    const targets: readonly unknown[] = Array.isArray(item['target']) ? item['target'] : []
    const [from, to] = targets.map((target) => ids.get(nameOf(target) ?? ''))
    if (!from || !to) this.#check.fault('dangling', `items[${i}].target`, { id: shown(targets[from ? 1 : 0]) })
    const type = this.#check.name(bodyList(item)[0]?.['value'], `items[${i}].body`)
    return from && to ? [importedRelation(`r${i}`, type, from, to)] : []
  }
}

function bodyList(item: Fields): Fields[] {
  const body: unknown = item['body']
  return (Array.isArray(body) ? body : [body]).filter(isFields)
}

function entityOf(body: Fields | undefined): string | null {
  const source = nameOf(body?.['source']) ?? nameOf(body?.['id'])
  return source?.startsWith(ENTITY) ? decoded(source.slice(ENTITY.length)) : source
}

function attributesOf(body: Fields | undefined): Readonly<Record<string, AttributeValue>> {
  const value = parsedObject(typeof body?.['value'] === 'string' ? body['value'] : '') ?? {}
  const plain = (each: unknown): each is AttributeValue =>
    typeof each === 'string' ||
    typeof each === 'boolean' ||
    Number.isFinite(each) ||
    (Array.isArray(each) && each.every((one) => typeof one === 'string'))
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, AttributeValue] => plain(pair[1])))
}
