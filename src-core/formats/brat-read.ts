import type { AttributeValue } from '../annotation/records.ts'
import type { Range } from '../text/offset.ts'
import { DATA_NOTE, entityOfReference } from './brat-values.ts'
import { isFields, type Checker } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import { joinLines } from './fit-borders.ts'
import type { SourceFile } from './format.ts'
import { shown } from './problem.ts'
import { ANONYMOUS, importedEntry, importedRelation, importedSpan, parsedObject, Ruler } from './reading.ts'
import { say } from './phrase.ts'

interface Document {
  readonly id: string
  readonly annotator: string | null
  readonly text: string
  /** Null where a text has no annotations beside it. */
  readonly ann: SourceFile | null
}

/** A line of a `.ann` file. */
interface Row {
  readonly id: string
  readonly words: readonly string[]
  /** What follows the second tab. */
  readonly rest: string
  readonly line: number
}

/** One document of brat: text-bound annotations as spans; events hang on their triggers; equivalences are relations. */
export function readAnn({ id, annotator, text, ann }: Document, check: Checker): DatasetEntry {
  const rows = ann ? rowsOf(ann, check) : []
  const reader = new AnnReader(text, ann?.name ?? null, check)
  for (const row of rows) reader.first(row)
  for (const row of rows) reader.second(row)
  const { spans, relations } = reader
  return importedEntry(id, text, spans, { annotator: annotator ?? ANONYMOUS, relations })
}

function rowsOf(file: SourceFile, check: Checker): Row[] {
  return file.text.split('\n').flatMap((raw, i) => {
    const line = raw.replace(/\r$/, '')
    if (line.trim() === '') return []
    const [, id, middle, , rest] = /^(\S+)\t([^\t]*)(\t(.*))?$/s.exec(line) ?? []
    check.at(file.name, i + 1)
    if (id === undefined || middle === undefined) {
      check.fault('bad-line', '', { detail: shown(line), expected: say('brat-row') })
      return []
    }
    return [{ id, words: middle.split(' ').filter(Boolean), rest: rest ?? '', line: i + 1 }]
  })
}

class AnnReader {
  readonly relations: DatasetRelation[] = []
  readonly #spans = new Map<string, DatasetSpan>()
  /** Event → the span of its trigger; other ids → themselves. */
  readonly #triggers = new Map<string, string>()
  readonly #ids = new Set<string>()
  readonly #ruler: Ruler
  readonly #check: Checker
  readonly #file: string | null

  constructor(text: string, file: string | null, check: Checker) {
    this.#ruler = new Ruler(check, text, 'codepoint')
    this.#check = check
    this.#file = file
  }

  get spans(): DatasetSpan[] {
    return [...this.#spans.values()]
  }

  /** What others refer to. */
  first(row: Row): void {
    this.#check.at(this.#file, row.line)
    if (row.id !== '*' && this.#ids.has(row.id)) this.#check.fault('duplicate', row.id, { id: shown(row.id) })
    this.#ids.add(row.id)
    if (row.id.startsWith('T')) this.#span(row)
    else if (row.id.startsWith('E')) this.#triggers.set(row.id, row.words[0]?.split(':')[1] ?? '')
    else if (row.id.startsWith('R')) this.#triggers.set(row.id, row.id)
  }

  /** What refers to others. */
  second(row: Row): void {
    this.#check.at(this.#file, row.line)
    if (row.id.startsWith('T')) return
    if (row.id.startsWith('R')) this.#relation(row)
    else if (row.id.startsWith('E')) this.#event(row)
    else if (row.id === '*') this.#equivalence(row)
    else if (/^[AM]/.test(row.id)) this.#attribute(row)
    else if (row.id.startsWith('N')) this.#normalization(row)
    else if (row.id.startsWith('#')) this.#note(row)
    else this.#check.fault('wrong-value', 'id', { found: shown(row.id), expected: 'T, R, E, A, M, N, #, *' })
  }

  #span({ id, words, rest }: Row): void {
    const [label = '', ...offsets] = words
    const pieces = offsets
      .join(' ')
      .split(';')
      .map((piece) => piece.split(' '))
    if (label === '' || !pieces.every((piece) => piece.length === 2 && piece.every((word) => /^\d{1,15}$/.test(word))))
      return this.#check.fault('bad-line', id, {
        detail: shown(words.join(' ')),
        expected: say('brat-span'),
      })
    const before = this.#check.count
    const ranges = pieces.flatMap(([start, end]): Range[] => {
      const range = this.#ruler.range(Number(start), Number(end), id)
      return range ? [range] : []
    })
    if (this.#check.count > before) return
    if (ranges.some((range, i) => i > 0 && range[0] < (ranges[i - 1]?.[1] ?? 0)))
      return this.#check.fault('bad-ranges', id)
    const found = ranges.map(([start, end]) => this.#ruler.text.slice(start, end).replace(/\r?\n/g, ' ')).join(' ')
    if (found !== rest) return this.#check.fault('text-mismatch', id, { found: shown(found), expected: shown(rest) })
    this.#spans.set(id, importedSpan('brat', id, joinLines(this.#ruler.text, ranges), label))
  }

  /** The id of the span that a reference means, through events; a fault where there is none. */
  #end(reference: string | undefined, field: string): string | null {
    const id = reference ?? ''
    const target = this.#triggers.get(id) ?? id
    if (this.#spans.has(target)) return target
    if (!this.#triggers.has(id) || target !== id) this.#check.fault('dangling', field, { id: shown(id) })
    return null
  }

  #relation({ id, words }: Row): void {
    const [type = '', ...args] = words
    const [from, to] = args.slice(0, 2).map((arg) => this.#end(arg.split(':')[1], id))
    if (type === '' || args.length < 2)
      return this.#check.fault('bad-line', id, { detail: shown(words.join(' ')), expected: say('brat-relation') })
    if (from && to) this.relations.push(importedRelation(id, type, from, to))
  }

  #event({ id, words }: Row): void {
    const [head = '', ...args] = words
    const from = this.#end(head.split(':')[1], id)
    args.forEach((arg, i) => {
      const [role = '', target] = arg.split(':')
      const to = this.#end(target, id)
      if (from && to) this.relations.push(importedRelation(`${id}.${i + 1}`, role, from, to))
    })
  }

  #equivalence({ words, line }: Row): void {
    const [type = '', ...members] = words
    const ids = members.map((member) => this.#end(member, '*'))
    ids.slice(1).forEach((to, i) => {
      const from = ids[i]
      if (from && to) this.relations.push(importedRelation(`*${line}.${i + 1}`, type, from, to))
    })
  }

  #attribute({ id, words }: Row): void {
    const [name = '', target, ...value] = words
    const end = this.#end(target, id)
    if (end) this.#change(end, { attributes: { [name]: value.length ? value.join(' ') : true } })
    else if (target?.startsWith('R')) this.#check.note('skipped', id, { what: say('relation-attribute') })
  }

  #normalization({ id, words }: Row): void {
    const end = this.#end(words[1], id)
    if (end) this.#change(end, { entity: entityOfReference(words[2] ?? '') })
  }

  #note({ id, words, rest }: Row): void {
    const [type, target] = words
    const end = this.#end(target, id)
    if (!end) return
    const data = type === DATA_NOTE ? parsedObject(rest) : null
    if (!data) return this.#change(end, { note: rest })
    const attributes = isFields(data['attributes']) ? data['attributes'] : {}
    const values = Object.entries(attributes).filter((pair): pair is [string, AttributeValue] => isValue(pair[1]))
    this.#change(end, {
      attributes: Object.fromEntries(values),
      ...(typeof data['note'] === 'string' && { exact: data['note'] }),
    })
  }

  /** Notes of several lines are joined; an exact one replaces them. */
  #change(
    id: string,
    change: { attributes?: Readonly<Record<string, AttributeValue>>; entity?: string; note?: string; exact?: string },
  ): void {
    const span = this.#spans.get(id)
    if (!span) return
    const { attributes = {}, entity = span.entity, note, exact } = change
    const joined = note === undefined ? span.note : [span.note, note].filter((each) => each !== null).join('\n')
    this.#spans.set(id, { ...span, attributes: { ...span.attributes, ...attributes }, entity, note: exact ?? joined })
  }
}

function isValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string')
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  )
}
