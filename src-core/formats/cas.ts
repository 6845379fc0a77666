import type { AttributeValue } from '../annotation/records.ts'
import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { FormatId } from './format.ts'
import { shown } from './problem.ts'
import { ANONYMOUS, importedEntry, importedRelation, importedSpan, nameOf, parsedObject, Ruler } from './reading.ts'
import { sentences, tokensOf } from './tokens.ts'

/*
 * The UIMA CAS as both its JSON and its XMI say it: feature structures with a type, numbered, on one text in UTF-16.
 * Labels are DKPro's NamedEntity (`value`, and `identifier` for the entity), which INCEpTION knows without being told;
 * what it has no feature for stands in a structure of Postil's own that points at it.
 */

const DKPRO = 'de.tudarmstadt.ukp.dkpro.core.api'
const TYPES = {
  entity: `${DKPRO}.ner.type.NamedEntity`,
  token: `${DKPRO}.segmentation.type.Token`,
  sentence: `${DKPRO}.segmentation.type.Sentence`,
  metadata: `${DKPRO}.metadata.type.DocumentMetaData`,
  relation: 'webanno.custom.PostilRelation',
  detail: 'org.postil.SpanDetail',
  layer: 'org.postil.Layer',
} as const

export const SOFA_ID = 1
export const VIEW = '_InitialView'

/** A feature structure; references name the number of another. */
export interface Structure {
  readonly id: number
  readonly type: string
  readonly features: Readonly<Record<string, string | number>>
  readonly references: Readonly<Record<string, number>>
}

/** The features of Postil's types and of those it fills; range `ref` is a reference. */
export const TYPE_SYSTEM: readonly {
  readonly name: string
  readonly parent: string
  readonly features: Readonly<Record<string, string>>
}[] = [
  {
    name: TYPES.entity,
    parent: 'uima.tcas.Annotation',
    features: { value: 'uima.cas.String', identifier: 'uima.cas.String' },
  },
  { name: TYPES.token, parent: 'uima.tcas.Annotation', features: {} },
  { name: TYPES.sentence, parent: 'uima.tcas.Annotation', features: {} },
  {
    name: TYPES.metadata,
    parent: 'uima.tcas.DocumentAnnotation',
    features: { documentId: 'uima.cas.String', documentTitle: 'uima.cas.String' },
  },
  {
    name: TYPES.relation,
    parent: 'uima.tcas.Annotation',
    features: { Governor: TYPES.entity, Dependent: TYPES.entity, value: 'uima.cas.String' },
  },
  {
    name: TYPES.detail,
    parent: 'uima.cas.TOP',
    features: { span: TYPES.entity, attributes: 'uima.cas.String', note: 'uima.cas.String', ranges: 'uima.cas.String' },
  },
  { name: TYPES.layer, parent: 'uima.cas.TOP', features: { annotator: 'uima.cas.String' } },
]

/** All structures of an entry but the sofa, numbered from 2. */
export function structuresOf(entry: DatasetEntry): Structure[] {
  const made: Structure[] = []
  const add = (type: string, features: Structure['features'], references: Structure['references'] = {}): number => {
    made.push({ id: made.length + SOFA_ID + 1, type, features, references })
    return made.length + SOFA_ID
  }
  const { text } = entry
  const title = entry.id.split('/').at(-1) ?? entry.id
  add(TYPES.metadata, {
    begin: 0,
    end: text.length,
    language: entry.lang ?? 'x-unspecified',
    documentId: entry.id,
    documentTitle: title,
  })
  add(TYPES.layer, { annotator: entry.annotator })
  const tokens = tokensOf(entry)
  for (const [from, to] of sentences(
    entry,
    tokens,
    entry.spans.flatMap((span) => span.ranges),
  ))
    add(TYPES.sentence, { begin: tokens[from]?.[0] ?? 0, end: tokens[to - 1]?.[1] ?? 0 })
  for (const [begin, end] of tokens) add(TYPES.token, { begin, end })
  const ids = new Map(entry.spans.map((span) => [span.id, addSpan(span, add)]))
  const places = new Map(entry.spans.map((span) => [span.id, span.ranges]))
  for (const { type, from, to } of entry.relations) {
    const [[begin, end] = [0, 0]] = places.get(to) ?? []
    add(TYPES.relation, { begin, end, value: type }, { Governor: ids.get(from) ?? 0, Dependent: ids.get(to) ?? 0 })
  }
  return made
}

function addSpan(
  span: DatasetSpan,
  add: (type: string, features: Structure['features'], references?: Structure['references']) => number,
): number {
  const [begin, end] = [span.ranges[0]?.[0] ?? 0, span.ranges.at(-1)?.[1] ?? 0]
  const id = add(TYPES.entity, {
    begin,
    end,
    value: span.label,
    ...(span.entity !== null && { identifier: span.entity }),
  })
  const set = Object.entries(span.attributes).filter(([, value]) => value !== null)
  const detail = {
    ...(set.length && { attributes: JSON.stringify(Object.fromEntries(set)) }),
    ...(span.note !== null && { note: span.note }),
    ...(span.ranges.length > 1 && { ranges: JSON.stringify(span.ranges) }),
  }
  if (Object.keys(detail).length) add(TYPES.detail, detail, { span: id })
  return id
}

/** Types that tools make by themselves; a reader passes over them. */
const MACHINERY =
  /(\.segmentation\.|\.metadata\.|\.lexmorph\.|\.syntax\.|^uima\.cas\.|^uima\.tcas\.DocumentAnnotation$|^org\.postil\.|^de\.tudarmstadt\.ukp\.clarin\.webanno\.api\.type\.|\.CASMetadata$)/

/** The entry that a text and its structures say; spans of any annotation type, relations where two ends are named. */
export function entryOfCas(
  format: FormatId,
  fallbackId: string,
  text: string,
  structures: readonly Structure[],
  check: Checker,
): DatasetEntry {
  const ruler = new Ruler(check, text, 'utf16')
  const details = new Map(
    structures.flatMap((each) => (each.type === TYPES.detail ? [[each.references['span'] ?? -1, each] as const] : [])),
  )
  const spans = new Map<number, DatasetSpan>()
  const relations: DatasetRelation[] = []
  const linked = new Set(structures.filter(({ references }) => 'Governor' in references && 'Dependent' in references))
  for (const each of structures) {
    if (MACHINERY.test(each.type) || linked.has(each) || each.features['begin'] === undefined) continue
    const span = spanOf(format, each, details.get(each.id), ruler, check)
    if (span) spans.set(each.id, span)
  }
  for (const each of linked) if (!/\.syntax\./.test(each.type)) relations.push(...relationOf(each, spans, check))
  const metadata = structures.find(({ type }) => type === TYPES.metadata)?.features ?? {}
  const layer = structures.find(({ type }) => type === TYPES.layer)?.features ?? {}
  const lang = nameOf(metadata['language'])
  return importedEntry(nameOf(metadata['documentId']) ?? fallbackId, text, [...spans.values()], {
    ...{ annotator: nameOf(layer['annotator']) ?? ANONYMOUS, relations },
    lang: lang === 'x-unspecified' ? null : lang,
  })
}

const OWN_FEATURES = new Set(['begin', 'end', 'value', 'identifier'])

function spanOf(
  format: FormatId,
  { id, type, features }: Structure,
  detail: Structure | undefined,
  ruler: Ruler,
  check: Checker,
): DatasetSpan | null {
  const field = `${type} ${id}`
  const hull = ruler.range(features['begin'], features['end'], field)
  if (!hull) return null
  const { value, identifier } = features
  const others = Object.fromEntries(Object.entries(features).filter(([name]) => !OWN_FEATURES.has(name)))
  const label = nameOf(value) ?? type.split('.').at(-1) ?? type
  const { attributes: json = '{}', note = null, ranges } = detail?.features ?? {}
  const attributes = { ...others, ...attributesOf(String(json)) }
  const pieces = ranges === undefined ? [hull] : rangesOf(String(ranges), hull, ruler, field, check)
  return importedSpan(format, `a${id}`, pieces, label, {
    attributes,
    entity: nameOf(identifier),
    note: note === null ? null : String(note),
  })
}

function attributesOf(json: string): Readonly<Record<string, AttributeValue>> {
  const isValue = (value: unknown): value is AttributeValue =>
    ['string', 'boolean'].includes(typeof value) ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (Array.isArray(value) && value.every((each) => typeof each === 'string'))
  const pairs = Object.entries(parsedObject(json) ?? {})
  return Object.fromEntries(pairs.filter((pair): pair is [string, AttributeValue] => isValue(pair[1])))
}

function rangesOf(json: string, hull: Range, ruler: Ruler, field: string, check: Checker): readonly Range[] {
  const list = check.list(check.parse(json, field), field)
  const ranges = list.flatMap((each) => {
    const pair = check.list(each, field)
    return [ruler.range(pair[0], pair[1], field) ?? ([0, 0] as const)]
  })
  const inOrder = ranges.every((range, i) => i === 0 || (ranges[i - 1]?.[1] ?? 0) <= range[0])
  if (!inOrder || ranges[0]?.[0] !== hull[0] || ranges.at(-1)?.[1] !== hull[1]) check.fault('bad-ranges', field)
  return ranges
}

function relationOf(
  { id, type, features, references }: Structure,
  spans: ReadonlyMap<number, DatasetSpan>,
  check: Checker,
): DatasetRelation[] {
  const ends = [references['Governor'], references['Dependent']].map((end) => spans.get(end ?? -1))
  const [from, to] = ends
  if (!from || !to)
    check.fault('dangling', `${type} ${id}`, {
      id: shown(String(from ? references['Dependent'] : references['Governor'])),
    })
  return from && to
    ? [importedRelation(`r${id}`, nameOf(features['value']) ?? type.split('.').at(-1) ?? type, from.id, to.id)]
    : []
}
