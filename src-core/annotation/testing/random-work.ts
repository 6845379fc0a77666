import type { Range } from '../../text/offset.ts'
import { isRefusal, type Desk, type Outcome } from '../desk.ts'
import { reject, setDocumentLabels, setState } from '../layer-commands.ts'
import { relate, unrelate } from '../relation-commands.ts'
import {
  addPiece,
  moveEdge,
  relabel,
  removePiece,
  setAttribute,
  setNote,
  setRanges,
  tag,
  tagEach,
  untag,
} from '../tag-commands.ts'
import { isEmpty, type Edit, type Items } from '../edit.ts'
import { DOCUMENT_STATES, type Id, type Relation, type Span } from '../records.ts'
import { DEFAULT_MATCHING, type Label, type LabelSchema } from '../schema.ts'

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export class Dice {
  readonly #random: () => number
  #ids = 0

  constructor(seed: number) {
    this.#random = randomFrom(seed)
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.#random() * below)
  }

  chance(share01: number): boolean {
    return this.#random() < share01
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)]
  }

  newId(): Id {
    return `id${(this.#ids++).toString(36)}-${this.below(1e9).toString(36)}`
  }
}

const label = (id: string, overlap: boolean): Label => ({
  id,
  name: id.toUpperCase(),
  color: '#336699',
  badge: id.slice(0, 1),
  key: id.slice(0, 1),
  definition: '',
  examples: [],
  overlap,
  matching: DEFAULT_MATCHING,
  retired: false,
  attributes: [
    { id: `${id}.role`, name: 'role', kind: 'text', required: false },
    {
      id: `${id}.kind`,
      name: 'kind',
      kind: 'choice',
      required: false,
      options: [{ value: 'one' }, { value: 'two' }],
    },
  ],
})

/** Three labels, one of which does not overlap itself, and one relation type between any two. */
export const WORK_SCHEMA: LabelSchema = {
  id: 'work',
  name: 'Work',
  version: 1,
  labels: [label('person', true), label('date', false), label('claim', true)],
  relations: [
    { id: 'about', name: 'about', key: 'a', definition: '', from: [], to: [], attributes: [], retired: false },
  ],
}

/** What an annotator might do next at that desk: an edit that is not empty, or null when the command refused. */
export function randomEdit(desk: Desk, dice: Dice): Edit | null {
  const outcome = randomOutcome(desk, dice)
  return isRefusal(outcome) || isEmpty(outcome) ? null : outcome
}

export function deskOf(document: string, annotator: string, items: Items, now: number, dice: Dice): Desk {
  return { document, annotator, items, now, length: 2000, schema: WORK_SCHEMA, newId: () => dice.newId() }
}

function randomOutcome(desk: Desk, dice: Dice): Outcome {
  const spans = ownSpans(desk)
  const span = dice.pick(spans)
  const labelId = dice.pick(WORK_SCHEMA.labels)?.id ?? ''
  if (!span || dice.chance(0.35)) return tag(desk, randomRanges(dice), labelId)
  switch (dice.below(13)) {
    case 0:
      return tagEach(desk, [...randomRanges(dice), ...randomRanges(dice)], labelId)
    case 1:
      return untag(desk, [span.id])
    case 2:
      return untag(
        desk,
        spans.filter(() => dice.chance(0.2)).map(({ id }) => id),
      )
    case 3:
      return relabel(desk, [span.id], labelId)
    case 4:
      return setRanges(desk, span.id, randomRanges(dice))
    case 5:
      return moveEdge(desk, span.id, dice.chance(0.5) ? 'start' : 'end', dice.below(2000))
    case 6:
      return addPiece(desk, span.id, randomRange(dice))
    case 7:
      return removePiece(desk, span.id, span.ranges[0]?.[0] ?? 0)
    case 8:
      return setAttribute(desk, [span.id], 'kind', dice.pick(['one', 'two', null]) ?? null)
    case 9:
      return setNote(desk, span.id, dice.pick(['À vérifier', '', 'voir p. 2 « … »']) ?? null)
    case 10:
      return relate(desk, span.id, dice.pick(spans) ?? span, 'about')
    case 11:
      return unrelate(desk, [dice.pick(ownRelations(desk))?.id ?? ''])
    default:
      if (dice.chance(0.3)) return reject(desk, [randomRange(dice)])
      return dice.chance(0.5)
        ? setState(desk, dice.pick(DOCUMENT_STATES) ?? 'done')
        : setDocumentLabels(desk, dice.chance(0.5) ? ['diplomacy'] : [])
  }
}

function ownSpans({ items, document, annotator }: Desk): Span[] {
  return [...items.values()].filter(
    (item): item is Span => item.kind === 'span' && item.document === document && item.annotator === annotator,
  )
}

function ownRelations({ items, document, annotator }: Desk): Relation[] {
  return [...items.values()].filter(
    (item): item is Relation => item.kind === 'relation' && item.document === document && item.annotator === annotator,
  )
}

function randomRanges(dice: Dice): Range[] {
  return Array.from({ length: dice.chance(0.2) ? 3 : 1 }, () => randomRange(dice))
}

function randomRange(dice: Dice): Range {
  const start = dice.below(1990)
  return [start, start + dice.below(12)]
}
