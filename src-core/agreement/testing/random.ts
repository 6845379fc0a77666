import type { DocumentState } from '../../annotation/records.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from '../../formats/dataset.ts'
import { randomInt, seededRandom, type Random } from '../../random.ts'
import type { Range } from '../../text/offset.ts'
import type { Tokeniser } from '../from-entries.ts'

/** Words between spaces, the plainest tokeniser there is. */
export const SPACES: Tokeniser = {
  name: 'spaces/1',
  tokens: (text) => [...text.matchAll(/\S+/gu)].map((match): Range => [match.index, match.index + match[0].length]),
}

const WORDS = ['bo', 'ké', '😀', 'a😀b', 'mali', 'x', '👩‍🚀', 'n’a', 'éé', 'tombe', 'quatre']
const ANNOTATORS = ['amina', 'bruno', 'chloé', 'dao', 'ève', 'fatou']
const LABELS = ['PER', 'ORG', 'DATE', 'CLAIM']

export interface Shape {
  readonly annotators?: number
  readonly documents?: number
  readonly words?: number
  readonly spans?: number
  readonly overlaps?: boolean
  readonly missing?: boolean
  readonly excluded?: boolean
}

/** Entries with everything that can go wrong: emoji, nesting, crossing, duplicates, missing and empty documents, states. */
export function randomEntries(seed: number, shape: Shape = {}): DatasetEntry[] {
  const random = seededRandom(seed, 'entries')
  const people = ANNOTATORS.slice(0, shape.annotators ?? 2 + randomInt(random, 3))
  const count = shape.documents ?? 1 + randomInt(random, 4)
  return Array.from({ length: count }, (_, d) =>
    randomDocument(random, `doc-${String(d).padStart(4, '0')}`, people, shape),
  ).flat()
}

function randomDocument(random: Random, id: string, people: readonly string[], shape: Shape): DatasetEntry[] {
  const words = Array.from({ length: shape.words ?? 4 + randomInt(random, 16) }, () => pick(random, WORDS))
  const text = words.join(' ')
  const places = placesOf(text)
  const truth = randomSpans(random, places, shape, 'truth')
  const excluded = shape.excluded && random() < 0.5 ? [{ ...randomPlace(random, places), reason: 'boilerplate' }] : []
  return people
    .filter(() => !shape.missing || random() < 0.8)
    .map((annotator) => {
      const spans = varied(random, truth, places, shape, `${id}/${annotator}`)
      const state = pick<DocumentState>(
        random,
        shape.missing ? ['done', 'done', 'reviewed', 'in_progress', 'untouched'] : ['done'],
      )
      return { ...blank(id, annotator, text), state, spans, relations: randomRelations(random, spans), excluded }
    })
}

function blank(id: string, annotator: string, text: string): DatasetEntry {
  return {
    id,
    annotator,
    annotatorId: null,
    state: 'done',
    lang: null,
    text,
    sha256: null,
    encoding: null,
    meta: {},
    labels: [],
    spans: [],
    relations: [],
    excluded: [],
    decisions: [],
    tokens: null,
    extra: {},
  }
}

/** Offsets at which a code point begins, and the end. */
function placesOf(text: string): number[] {
  const places = [0]
  for (const character of text) places.push((places.at(-1) ?? 0) + character.length)
  return places
}

function randomPlace(random: Random, places: readonly number[]): { start: number; end: number } {
  const from = randomInt(random, places.length - 1)
  const to = Math.min(places.length - 1, from + 1 + randomInt(random, 8))
  return { start: places[from] ?? 0, end: places[to] ?? 0 }
}

function randomSpans(random: Random, places: readonly number[], shape: Shape, prefix: string): DatasetSpan[] {
  const spans: DatasetSpan[] = []
  for (let i = 0; i < (shape.spans ?? randomInt(random, 8)); i++) {
    const { start, end } = randomPlace(random, places)
    const span = spanOf(`${prefix}-${i}`, [[start, end]], pick(random, LABELS), random)
    if (shape.overlaps !== false || !spans.some((other) => touches(other, span))) spans.push(span)
  }
  return spans
}

function spanOf(id: string, ranges: readonly Range[], label: string, random: Random): DatasetSpan {
  const attributes = label === 'CLAIM' ? { kind: pick(random, ['event', 'quote', null]) } : {}
  const rest = { entity: null, note: null, origin: 'manual', created: null, updated: null, from: null, extra: {} }
  return { id, ranges, label, attributes, ...rest }
}

function touches(a: DatasetSpan, b: DatasetSpan): boolean {
  return a.ranges.some(([start, end]) => b.ranges.some(([from, to]) => start < to && from < end))
}

/** What one annotator makes of the truth: some missed, moved, relabelled, doubled, invented. */
function varied(
  random: Random,
  truth: readonly DatasetSpan[],
  places: readonly number[],
  shape: Shape,
  prefix: string,
): DatasetSpan[] {
  const spans: DatasetSpan[] = []
  const put = (ranges: readonly Range[], label: string) => {
    const span = spanOf(`${prefix}-${spans.length}`, ranges, label, random)
    if (shape.overlaps !== false || !spans.some((other) => touches(other, span))) spans.push(span)
  }
  for (const span of truth) {
    const dice = random()
    if (dice < 0.15) continue
    if (dice < 0.3) {
      const { start, end } = randomPlace(random, places)
      put([[start, end]], span.label)
    } else put(span.ranges, dice < 0.4 ? pick(random, LABELS) : span.label)
    if (dice > 0.95) put(span.ranges, span.label)
  }
  for (const span of randomSpans(random, places, { ...shape, spans: randomInt(random, 2) }, prefix))
    put(span.ranges, span.label)
  return spans
}

function randomRelations(random: Random, spans: readonly DatasetSpan[]): DatasetRelation[] {
  const [from, to] = spans
  if (!from || !to || random() < 0.3) return []
  const type = pick(random, ['said_by', 'about'])
  return [{ id: 'r', type, from: from.id, to: to.id, toDocument: null, attributes: {}, extra: {} }]
}

function pick<T>(random: Random, from: readonly [T, ...T[]] | readonly T[]): T {
  const chosen = from[randomInt(random, from.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}
