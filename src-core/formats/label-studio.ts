import type { AttributeValue } from '../annotation/records.ts'
import type { Attribute, LabelSchema } from '../annotation/schema.ts'
import type { Checker, Fields } from './check.ts'
import { isFields } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { Format, Piece, SourceFile, WriteOptions, Writer } from './format.ts'
import {
  ANONYMOUS,
  importedEntry,
  importedRelation,
  importedSpan,
  nameOf,
  onlyRange,
  positions,
  Ruler,
} from './reading.ts'
import { labelConfig } from './label-studio-config.ts'
import { shown } from './problem.ts'
import { say } from './phrase.ts'

/**
 * Label Studio tasks with annotations. Attributes are regions of the same id with the attribute's name; the labelling
 * configuration that knows them is written beside. The API refuses annotators whom it does not know, so their names
 * stand in the task's data, in the order of its annotations. Predictions are read as suggestions.
 */
export const labelStudio: Format = {
  id: 'label-studio',
  name: 'Label Studio JSON',
  extensions: ['.json'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'lf', characters: 'all', borders: 'any', overlaps: true, pieces: false },
    ...{ attributes: true, relations: true, relationAttributes: false, notes: true, entities: false },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise(files) {
    const text = files.find(isTaskFile)?.text ?? ''
    return (
      /^\s*\[?\s*\{/.test(text) &&
      /"(annotations|predictions|completions)"\s*:\s*\[/.test(text) &&
      /"data"\s*:\s*\{/.test(text)
    )
  },
  alone: (data) => `[${data.replace(/^(\[|,)\n/, '').replace(/\n\]\n$/, '')}]`,
  read: (files, check) =>
    files.filter(isTaskFile).flatMap((file) => {
      check.at(file.name, null)
      const value = check.parse(file.text)
      if (value === undefined) return []
      const tasks = isFields(value) ? [value] : check.list(value, '')
      return tasks.flatMap((task, i) => readTask(check.fields(task, `[${i}]`), i, check))
    }),
  write: (options) => new TaskWriter(options),
}

/** The labelling configuration lies beside the tasks. */
function isTaskFile({ name }: SourceFile): boolean {
  return !name.endsWith('.xml')
}

class TaskWriter implements Writer {
  readonly #options: WriteOptions
  #open: DatasetEntry[] = []
  #count = 0

  constructor(options: WriteOptions) {
    this.#options = options
  }

  add(entry: DatasetEntry): Piece[] {
    const [first] = this.#open
    const same = first?.id === entry.id && first.text === entry.text
    const pieces = first && !same ? [this.#task()] : []
    this.#open.push(entry)
    return pieces
  }

  end(): Piece[] {
    const { name, schema } = this.#options
    const last = this.#open.length ? [this.#task()] : []
    const close = { file: `${name}.json`, data: this.#count ? '\n]\n' : '[]\n' }
    return [...last, close, { file: `${name}.config.xml`, data: labelConfig(schema) }]
  }

  #task(): Piece {
    const task = taskOf(this.#open, ++this.#count, this.#options.schema)
    this.#open = []
    return { file: `${this.#options.name}.json`, data: `${this.#count === 1 ? '[\n' : ',\n'}${JSON.stringify(task)}` }
  }
}

function taskOf(entries: readonly DatasetEntry[], id: number, schema: LabelSchema): object {
  const [first] = entries
  const data = { text: first?.text ?? '', id: first?.id ?? '', annotators: entries.map(({ annotator }) => annotator) }
  const annotations = entries.map((entry) => ({
    was_cancelled: false,
    ground_truth: false,
    result: [...resultOf(entry, schema), ...entry.relations.map(relationToObject)],
  }))
  return { id, data, annotations, predictions: [] }
}

function resultOf(entry: DatasetEntry, schema: LabelSchema): object[] {
  const place = positions(entry.text, 'codepoint')
  const kinds = new Map(schema.labels.map(({ name, attributes }) => [name, attributes]))
  return entry.spans.flatMap((span) => {
    const [start, end] = place(onlyRange(span))
    const value = { start, end, text: entry.text.slice(...onlyRange(span)) }
    const set = Object.entries(span.attributes).filter(([, each]) => each !== null)
    const meta = {
      ...(span.note !== null && { text: [span.note] }),
      ...(set.length && { attributes: Object.fromEntries(set) }),
    }
    const common = { id: span.id, to_name: 'text', origin: 'manual' }
    return [
      {
        ...common,
        from_name: 'label',
        type: 'labels',
        value: { ...value, labels: [span.label] },
        ...(Object.keys(meta).length && { meta }),
      },
      ...set.map(([name, each]) => ({
        ...common,
        from_name: name,
        ...attributeValue(
          each,
          kinds.get(span.label)?.find((one) => one.name === name),
          value,
        ),
      })),
    ]
  })
}

function attributeValue(value: AttributeValue, attribute: Attribute | undefined, place: object): object {
  if (typeof value === 'number') return { type: 'number', value: { ...place, number: value } }
  const choices = typeof value === 'boolean' ? [String(value)] : Array.isArray(value) ? value : null
  if (choices) return { type: 'choices', value: { ...place, choices } }
  if (attribute?.kind === 'choice') return { type: 'choices', value: { ...place, choices: [value] } }
  return { type: 'textarea', value: { ...place, text: [value] } }
}

function relationToObject({ type, from, to }: DatasetRelation): object {
  return { type: 'relation', from_id: from, to_id: to, direction: 'right', labels: [type] }
}

function readTask(task: Fields, rank: number, check: Checker): DatasetEntry[] {
  const data = check.fields(task['data'], `[${rank}].data`)
  const text = check.text(
    data['text'] ?? Object.values(data).find((value) => typeof value === 'string' && value.length > 80),
    `[${rank}].data.text`,
  )
  const id = nameOf(data['id']) ?? nameOf(data['file']) ?? nameOf(task['id']) ?? `task-${rank + 1}`
  const names: readonly unknown[] = Array.isArray(data['annotators']) ? data['annotators'] : []
  const lists = {
    annotations: task['annotations'] ?? task['completions'] ?? [],
    predictions: task['predictions'] ?? [],
  }
  const annotations = check.list(lists.annotations, `[${rank}].annotations`).flatMap((value, i) => {
    const field = `[${rank}].annotations[${i}]`
    const annotation = check.fields(value, field)
    if (annotation['was_cancelled'] === true) check.note('skipped', field, { what: say('cancelled-annotation') })
    if (annotation['was_cancelled'] === true) return []
    const annotator = nameOf(names[i]) ?? personOf(annotation['completed_by']) ?? ANONYMOUS
    return [
      readResult(annotation['result'], `${field}.result`, check, {
        id,
        text,
        annotator,
        origin: 'imported:label-studio',
      }),
    ]
  })
  const predictions = check.list(lists.predictions, `[${rank}].predictions`).map((value, i) => {
    const field = `[${rank}].predictions[${i}]`
    const prediction = check.fields(value, field)
    const model = nameOf(prediction['model_version']) ?? 'model'
    const place = { id, text, annotator: model, origin: `suggested:${model}` }
    return {
      ...readResult(prediction['result'], `${field}.result`, check, place),
      state: 'in_progress' as const,
      suggested: true as const,
    }
  })
  return distinct([...annotations, ...predictions])
}

/** Two layers of one annotator on one document get a number. */
function distinct(entries: readonly DatasetEntry[]): DatasetEntry[] {
  const counts = new Map<string, number>()
  return entries.map((entry) => {
    const n = (counts.get(entry.annotator) ?? 0) + 1
    counts.set(entry.annotator, n)
    return n === 1 ? entry : { ...entry, annotator: `${entry.annotator} ${n}` }
  })
}

function personOf(value: unknown): string | null {
  if (!isFields(value)) return nameOf(value)
  return nameOf(value['email']) ?? nameOf(value['username']) ?? nameOf(value['id'])
}

interface Layer {
  readonly id: string
  readonly text: string
  readonly annotator: string
  readonly origin: string
}

function readResult(value: unknown, field: string, check: Checker, layer: Layer): DatasetEntry {
  const ruler = new Ruler(check, layer.text, 'codepoint')
  const results = check.list(value, field).map((each, i) => check.fields(each, `${field}[${i}]`))
  const attributes = attributesByRegion(results)
  const spans = results.flatMap((result, i) => readRegion(result, `${field}[${i}]`, ruler, check, layer, attributes))
  const ids = new Set(spans.map((span) => span.id))
  const relations = results.flatMap((result, i) => readRelation(result, i, `${field}[${i}]`, ids, check))
  return importedEntry(layer.id, layer.text, spans, { annotator: layer.annotator, relations })
}

type Values = ReadonlyMap<string, AttributeValue>

function attributesByRegion(results: readonly Fields[]): ReadonlyMap<string, Values> {
  const regions = new Map<string, Map<string, AttributeValue>>()
  for (const result of results) {
    const [id, name] = [nameOf(result['id']), nameOf(result['from_name'])]
    const value = isFields(result['value']) ? valueOf(result['value']) : null
    if (id === null || name === null || value === null) continue
    const values = regions.get(id) ?? new Map<string, AttributeValue>()
    regions.set(id, values.set(name, value))
  }
  return regions
}

function valueOf(value: Fields): AttributeValue {
  if (typeof value['number'] === 'number' && Number.isFinite(value['number'])) return value['number']
  if (typeof value['rating'] === 'number' && Number.isFinite(value['rating'])) return value['rating']
  const list: unknown = value['choices'] ?? (value['labels'] === undefined ? value['text'] : null)
  if (!Array.isArray(list) || !list.every((each) => typeof each === 'string')) return null
  return list.length === 1 ? (list[0] ?? null) : list
}

function readRegion(
  result: Fields,
  field: string,
  ruler: Ruler,
  check: Checker,
  layer: Layer,
  attributes: ReadonlyMap<string, Values>,
): DatasetSpan[] {
  if (result['type'] !== 'labels') return []
  const value = check.fields(result['value'], `${field}.value`)
  if ('startOffset' in value) {
    check.fault('wrong-value', `${field}.value`, {
      found: say('html-region'),
      expected: say('text-region'),
    })
    return []
  }
  const quote = typeof value['text'] === 'string' ? value['text'] : null
  const range = ruler.range(value['start'], value['end'], `${field}.value`, quote)
  const labels = check.texts(value['labels'], `${field}.value.labels`)
  const id = nameOf(result['id']) ?? field
  const meta = isFields(result['meta']) ? result['meta'] : {}
  const more = {
    attributes: typed(attributes.get(id), meta['attributes']),
    note: noteOf(meta['text']),
    origin: layer.origin,
  }
  return range
    ? labels.map((label, i) => importedSpan('label-studio', i ? `${id}.${i + 1}` : id, [range], label, more))
    : []
}

/** The regions' values, with the JSON type that the region's own metadata remembers for an equal one. */
function typed(values: Values | undefined, remembered: unknown): Readonly<Record<string, AttributeValue>> {
  const known = isFields(remembered) ? remembered : {}
  return Object.fromEntries(
    [...(values ?? [])].map(([name, value]) => {
      const original = Object.hasOwn(known, name) ? known[name] : null
      if (typeof original === 'boolean' && String(original) === value) return [name, original]
      return [name, Array.isArray(original) && typeof value === 'string' ? [value] : value]
    }),
  )
}

function noteOf(value: unknown): string | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const texts = list.filter((each) => typeof each === 'string')
  return texts.length ? texts.join('\n') : null
}

function readRelation(
  result: Fields,
  i: number,
  field: string,
  ids: ReadonlySet<string>,
  check: Checker,
): DatasetRelation[] {
  if (result['type'] !== 'relation') return []
  const ends = [result['from_id'], result['to_id']].map((end) => nameOf(end) ?? '')
  const [from = '', to = ''] = result['direction'] === 'left' ? ends.reverse() : ends
  for (const end of [from, to]) if (!ids.has(end)) check.fault('dangling', field, { id: shown(end) })
  const [label] = result['labels'] === undefined ? ['related'] : check.texts(result['labels'], `${field}.labels`)
  return [importedRelation(`r${i + 1}`, label ?? 'related', from, to)]
}
