import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelSchema } from '../src-core/annotation/schema.ts'
import type { DatasetEntry, DatasetSpan } from '../src-core/formats/dataset.ts'
import { entryToLine } from '../src-core/formats/postil.ts'
import { schemaFromJson } from '../src-core/formats/schema-json.ts'
import { randomInt, seededRandom, type Random } from '../src-core/random.ts'
import { writeBundle } from '../src-core/review/bundle.ts'

/** What a colleague tagged in one document: passages with their label, first occurrence each. */
export type Tags = readonly (readonly [text: string, label: string])[]

interface Colleague {
  readonly name: string
  /** By document id; a document without tags was read and found empty. */
  readonly tags: Readonly<Record<string, Tags>>
}

const MADE = Date.UTC(2026, 10, 20, 9)

/** Writes a colleague’s finished layers as a file that Postil opens, made without a window. */
export async function writeLayers(path: string, folder: string, { name, tags }: Colleague): Promise<void> {
  const entries = Object.entries(tags).map(([id, found], d) => {
    const text = readFileSync(join(folder, id), 'utf8')
    return entryOf(
      name,
      id,
      text,
      found.map(([words, label]) => placed(text, words, label)),
      MADE + d * 864e5,
    )
  })
  await writeEntries(path, name, entries)
}

/** Documents by id, with what somebody tagged in them. */
type Tagged = ReadonlyMap<string, { readonly text: string; readonly spans: readonly Place[] }>

/** The same for many documents at once: passages as ranges. */
export async function writeManyLayers(path: string, name: string, documents: Tagged): Promise<void> {
  await writeEntries(path, name, manyEntries(name, documents))
}

/** The same as a dataset. */
export function writeManyLines(path: string, name: string, documents: Tagged): void {
  const lines = manyEntries(name, documents).map((entry) => `${entryToLine(entry, press(), 'utf16')}\n`)
  writeFileSync(path, lines.join(''))
}

function manyEntries(name: string, documents: Tagged): DatasetEntry[] {
  return [...documents].map(([id, { text, spans }], d) => entryOf(name, id, text, spans, MADE + d * 36e5))
}

export interface Place {
  readonly range: readonly [number, number]
  readonly label: string
}

function placed(text: string, words: string, label: string): Place {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`No ${JSON.stringify(words)} in the article`)
  return { range: [start, start + words.length], label }
}

function entryOf(name: string, id: string, text: string, places: readonly Place[], at: number): DatasetEntry {
  const time = new Date(at).toISOString()
  return {
    id,
    annotator: name,
    annotatorId: `id-${name}`,
    state: 'done',
    lang: 'fr',
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    encoding: 'utf-8',
    meta: {},
    labels: [],
    spans: places.map(({ range, label }, i): DatasetSpan => ({
      id: `${name}-${id}-${i}`,
      ranges: [range],
      label,
      attributes: {},
      entity: null,
      note: null,
      origin: 'manual',
      created: time,
      updated: time,
      from: null,
      extra: {},
    })),
    relations: [],
    excluded: [],
    decisions: [],
    tokens: null,
    extra: {},
  }
}

function press(): LabelSchema {
  const schema = schemaFromJson(readFileSync(join('resources', 'presets', 'press.json'), 'utf8'))
  if (!schema.ok) throw new Error('The preset is broken')
  return schema.schema
}

async function writeEntries(path: string, name: string, entries: readonly DatasetEntry[]): Promise<void> {
  const author = { id: `id-${name}`, name }
  const content = {
    kind: 'layers',
    author,
    made: MADE,
    app: 'stories',
    annotators: [author],
    entries,
    schema: press(),
  } as const
  const bytes = await writeBundle(content, (each) => createHash('sha256').update(each).digest('hex'))
  writeFileSync(path, bytes)
}

const WORDS = /\p{L}[\p{L}’-]*/gu
const LABELS = ['Person', 'Organization', 'Date', 'Claim']

/** So many words of a text, each with a label, the same for the same seed. */
export function truthIn(text: string, count: number, seed: number): Place[] {
  const random = seededRandom(seed, 'truth')
  const words = [...text.matchAll(WORDS)]
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const word = words[Math.floor(((i + random()) * words.length) / count)]
    if (word) places.push({ range: [word.index, word.index + word[0].length], label: labelAt(random) })
  }
  return places
}

function labelAt(random: Random): string {
  return LABELS[randomInt(random, LABELS.length)] ?? ''
}

/** What somebody makes of the truth: some missed, some with another label or border. */
export function seenBy(truth: readonly Place[], text: string, seed: number): Place[] {
  const random = seededRandom(seed, 'seen')
  return truth.flatMap(({ range: [start, end], label }) => {
    const dice = random()
    if (dice < 0.08) return []
    if (dice < 0.14) return [{ range: [start, end] as const, label: labelAt(random) }]
    const next = /^[ ,]*[\p{L}’-]+/u.exec(text.slice(end))?.[0].length ?? 0
    const free = truth.every(({ range: [from] }) => from < end || from >= end + next)
    return [{ range: [start, dice < 0.2 && free ? end + next : end] as const, label }]
  })
}
