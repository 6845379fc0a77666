/**
 * What the measures are counted on a second time, as literally as the definitions allow: spans as sets of characters.
 * Nothing in the naive twins is shared with the product but the formats' types.
 */
import type { DatasetEntry } from '../../formats/dataset.ts'
import { SPACES } from './random.ts'

export interface Plain {
  readonly label: string
  /** The code points that the span covers, as numbers from 0 in what stays of the text. */
  readonly characters: readonly number[]
  readonly attributes: Readonly<Record<string, unknown>>
  readonly id: string
}

export interface PlainDocument {
  readonly id: string
  readonly length: number
  readonly tokens: readonly (readonly number[])[]
  readonly layers: ReadonlyMap<string, readonly Plain[]>
  readonly relations: ReadonlyMap<string, ReadonlySet<string>>
}

export function plainDocuments(entries: readonly DatasetEntry[], inProgress = false): PlainDocument[] {
  const ids = [...new Set(entries.map((entry) => entry.id))].sort()
  return ids.map((id) =>
    plainDocument(
      id,
      entries.filter((entry) => entry.id === id),
      inProgress,
    ),
  )
}

function plainDocument(id: string, entries: readonly DatasetEntry[], inProgress: boolean): PlainDocument {
  const text = entries[0]?.text ?? ''
  const gone = (offset: number) =>
    entries.some((entry) => entry.excluded.some(({ start, end }) => start <= offset && offset < end))
  const numberAt = new Map<number, number>()
  let offset = 0
  for (const character of text) {
    if (!gone(offset)) numberAt.set(offset, numberAt.size)
    offset += character.length
  }
  const characters = (ranges: readonly (readonly [number, number])[]) =>
    [...numberAt].filter(([at]) => ranges.some(([start, end]) => start <= at && at < end)).map(([, n]) => n)
  const layers = new Map<string, Plain[]>()
  const relations = new Map<string, Set<string>>()
  for (const entry of entries) {
    if (entry.state === 'untouched' || (entry.state === 'in_progress' && !inProgress)) continue
    const spans: Plain[] = []
    const keyOf = new Map<string, string>()
    for (const span of entry.spans) {
      const plain = { id: span.id, label: span.label, characters: characters(span.ranges), attributes: span.attributes }
      if (plain.characters.length === 0) continue
      keyOf.set(span.id, key(plain))
      if (!spans.some((other) => key(other) === key(plain))) spans.push(plain)
    }
    layers.set(entry.annotator, spans)
    const found = entry.relations
      .filter(({ from, to }) => keyOf.has(from) && keyOf.has(to))
      .map(({ type, from, to }) => `${type} ${keyOf.get(from) ?? ''} ${keyOf.get(to) ?? ''}`)
    relations.set(entry.annotator, new Set(found))
  }
  const tokens = SPACES.tokens(text, null)
    .map((token) => characters([token]))
    .filter((token) => token.length > 0)
  return { id, length: numberAt.size, tokens, layers, relations }
}

export function key(span: Plain): string {
  return `${span.label}:${span.characters.join(',')}`
}

export function rangesOf(characters: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const at of characters) {
    const last = ranges.at(-1)
    if (last && last[1] === at) last[1] = at + 1
    else ranges.push([at, at + 1])
  }
  return ranges
}

export function annotatorsOf(documents: readonly PlainDocument[]): string[] {
  return [...new Set(documents.flatMap((document) => [...document.layers.keys()]))].sort()
}

export function labelsOf(documents: readonly PlainDocument[]): string[] {
  return [...new Set(documents.flatMap((d) => [...d.layers.values()].flat().map((span) => span.label)))].sort()
}

/** Only the spans of one label. */
export function restrict(documents: readonly PlainDocument[], label: string): PlainDocument[] {
  return documents.map((document) => ({
    ...document,
    layers: new Map([...document.layers].map(([name, spans]) => [name, spans.filter((span) => span.label === label)])),
  }))
}

export function pairsOf(names: readonly string[]): [string, string][] {
  return names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]))
}

export function mean(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null)
  return numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : null
}
