import { stringify } from 'yaml'
import { DOCUMENT_STATES, type DocumentState } from '../annotation/records.ts'
import type { LabelSchema } from '../annotation/schema.ts'
import type { OffsetUnit } from '../text/offset.ts'
import type { CardCounts } from './card-counter.ts'
import { plural } from './plural.ts'

/** What a dataset card says beside its counts. Whatever is absent has no section. */
export interface CardFacts {
  readonly title: string
  readonly schema: LabelSchema
  readonly counts: CardCounts
  /** Name of the format in people's words. */
  readonly format: string
  readonly unit: OffsetUnit | null
  /** What a reader of the format must know, as Markdown. */
  readonly advice?: string
  /** Data files; a split is `train`, `validation`, `test`; without splits all of them are `train`. */
  readonly files: readonly CardFile[]
  /** Such as `Postil 0.1.0`. */
  readonly software: string
  /** How tagging was to be done, in the project's own words. */
  readonly guideline?: string
  readonly licence?: string
  readonly agreement?: readonly CardAgreement[]
  /** How it was measured, as Markdown. */
  readonly agreementNote?: string | null
  /** Sentences on what the format could not hold. */
  readonly losses?: readonly string[]
  /** Sentences on how the splits were made and what was prevented. */
  readonly splits?: readonly string[]
  /** File name of the plot, when it is written beside the card. */
  readonly plot?: string
  /** More for the YAML head: what a format's consumer needs there. */
  readonly head?: Readonly<Record<string, unknown>>
}

export interface CardFile {
  readonly name: string
  readonly split?: string
  readonly sha256?: string
}

export interface CardAgreement {
  /** Its name, as Markdown. */
  readonly measure: string
  /** Null where it is undefined, with the reason. */
  readonly value: number | null
  readonly reason?: string
  readonly items: number
}

/**
 * The dataset card, README.md: a YAML head that dataset hubs read, then what a reader must know. It holds no time and
 * nothing of the machine, so the same state gives the same bytes.
 */
export function datasetCard(facts: CardFacts): string {
  const sections = [
    intro(facts),
    counting(facts),
    definitions(facts.schema),
    prose('How it was tagged', facts.guideline ? [facts.guideline] : []),
    agreement(facts),
    exclusions(facts.counts),
    list('Splits', facts.splits ?? []),
    list('What this format could not hold', facts.losses ?? []),
    files(facts),
  ]
  return `---\n${head(facts)}---\n\n${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function head({ title, counts, files, licence, head: more }: CardFacts): string {
  const splits = [...new Set(files.map((file) => file.split ?? 'train'))]
  const dataFiles = splits.map((split) => ({
    split,
    path: files.filter((file) => (file.split ?? 'train') === split).map((file) => file.name),
  }))
  const languages = [...counts.languages.keys()].sort()
  const value = {
    pretty_name: title,
    ...(licence && { license: licence }),
    ...(languages.length && { language: languages.map((language) => language.split('-')[0]) }),
    task_categories: ['token-classification'],
    task_ids: ['named-entity-recognition'],
    size_categories: [sizeCategory(counts.documents)],
    tags: ['span-annotation', 'postil'],
    ...(dataFiles.length && { configs: [{ config_name: 'default', data_files: dataFiles }] }),
    ...more,
  }
  // Hubs read YAML 1.1, where `no` and `on` are booleans unless they are quoted.
  return stringify(value, { version: '1.1', lineWidth: 0 })
}

function sizeCategory(n: number): string {
  if (n < 1000) return 'n<1K'
  if (n < 10_000) return '1K<n<10K'
  if (n < 100_000) return '10K<n<100K'
  return n < 1_000_000 ? '100K<n<1M' : '1M<n<10M'
}

function intro({ title, counts, format, unit, advice, software }: CardFacts): string {
  const people = counts.annotators.size
  const unitWord = unit && { codepoint: 'Unicode code points', utf16: 'UTF-16 code units', byte: 'UTF-8 bytes' }[unit]
  return [
    `# ${inline(title)}`,
    '',
    `${plural(counts.documents, 'document')}, ${plural(counts.spans, 'span')}, ${plural(counts.relations, 'relation')}, by ${plural(people, 'annotator')}. ` +
      `Format: ${format}.${unitWord ? ` Offsets are half open and count ${unitWord} of the text as it stands.` : ''} Written by ${software}.`,
    ...(advice ? ['', advice] : []),
  ].join('\n')
}

function counting({ counts, plot, losses }: CardFacts): string {
  const parts = ['## Counts', '']
  if (plot) parts.push(`![Spans per label](${encodeURI(plot)})`, '')
  parts.push(perLabel(counts), '', perAnnotator(counts))
  if (counts.splits.size) parts.push('', perSplit(counts))
  if (losses?.length) parts.push('', 'Counted before the format: what it could not hold stands below.')
  return parts.join('\n')
}

function perLabel(counts: CardCounts): string {
  const annotators = [...counts.annotators.keys()].sort()
  const many = annotators.length > 1 && annotators.length <= 12
  const rows = [...counts.labels].map(([label, count]) => [
    inline(label),
    String(count),
    ...(many ? annotators.map((name) => String(counts.annotators.get(name)?.labels.get(label) ?? 0)) : []),
  ])
  return table(['Label', 'Spans', ...(many ? annotators.map(inline) : [])], rows)
}

function perAnnotator(counts: CardCounts): string {
  const states = DOCUMENT_STATES.filter((state) => [...counts.annotators.values()].some((one) => one.states.has(state)))
  const title = (state: DocumentState) => state.replace('_', ' ')
  const rows = [...counts.annotators]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => [
      inline(name),
      ...[one.documents, one.spans, one.relations, ...states.map((state) => one.states.get(state) ?? 0)].map(String),
    ])
  return table(['Annotator', 'Documents', 'Spans', 'Relations', ...states.map(title)], rows)
}

function perSplit(counts: CardCounts): string {
  const labels = [...counts.labels.keys()]
  const rows = [...counts.splits].map(([name, one]) => [
    inline(name),
    ...[one.documents, one.spans, ...labels.map((label) => one.labels.get(label) ?? 0)].map(String),
  ])
  return table(['Split', 'Documents', 'Spans', ...labels.map(inline)], rows)
}

function definitions(schema: LabelSchema): string {
  const lines = [`## Labels: ${inline(schema.name)}, version ${schema.version}`]
  for (const label of schema.labels) {
    lines.push('', `### ${inline(label.name)}${label.retired ? ' (retired)' : ''}`)
    if (label.definition) lines.push('', inline(label.definition))
    if (label.examples.length) lines.push('', ...label.examples.map((example) => `- ${inline(example)}`))
    if (label.attributes.length) lines.push('', attributeTable(label.attributes))
  }
  if (schema.relations.length) lines.push('', '### Relations', '', relationTable(schema))
  return lines.join('\n')
}

function attributeTable(attributes: LabelSchema['labels'][number]['attributes']): string {
  const rows = attributes.map(({ name, kind, required, options, description }) => [
    inline(name),
    required ? `${kind}, required` : kind,
    inline(options?.map((option) => option.value).join(', ') ?? ''),
    inline(description ?? ''),
  ])
  return table(['Attribute', 'Kind', 'Values', 'Meaning'], rows)
}

function relationTable(schema: LabelSchema): string {
  const names = new Map(schema.labels.map(({ id, name }) => [id, name]))
  const ends = (ids: readonly string[]) => inline(ids.length ? ids.map((id) => names.get(id) ?? id).join(', ') : 'any')
  const rows = schema.relations.map((type) => [
    inline(type.name),
    ends(type.from),
    ends(type.to),
    inline(type.definition),
  ])
  return table(['Relation', 'From', 'To', 'Meaning'], rows)
}

function agreement({ agreement: values = [], agreementNote }: CardFacts): string {
  if (values.length === 0) return ''
  const rows = values.map(({ measure, value, reason, items }) => [
    measure,
    value === null ? `undefined: ${inline(reason ?? '')}` : value.toFixed(4),
    String(items),
  ])
  const note = agreementNote ? ['', agreementNote] : []
  return ['## Agreement', '', table(['Measure', 'Value', 'Items'], rows), ...note].join('\n')
}

function exclusions(counts: CardCounts): string {
  const rows = [...counts.excluded].map(([reason, one]) => [
    inline(reason),
    ...[one.passages, one.characters].map(String),
  ])
  return rows.length ? ['## Left out', '', table(['Reason', 'Passages', 'Characters'], rows)].join('\n') : ''
}

function files({ files: listed }: CardFacts): string {
  const rows = listed.map(({ name, split, sha256 }) => [inline(name), split ?? '', sha256 ?? 'see SHA256SUMS'])
  return rows.length ? ['## Files', '', table(['File', 'Split', 'SHA-256'], rows)].join('\n') : ''
}

function list(title: string, sentences: readonly string[]): string {
  return prose(title, sentences.length ? [sentences.map((sentence) => `- ${inline(sentence)}`).join('\n')] : [])
}

function prose(title: string, paragraphs: readonly string[]): string {
  return paragraphs.length ? [`## ${title}`, ...paragraphs].join('\n\n') : ''
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text from people as one line of Markdown that shows exactly it. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
}
