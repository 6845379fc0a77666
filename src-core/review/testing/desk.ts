import type { Items } from '../../annotation/edit.ts'
import {
  layerId,
  type AnnotatorId,
  type Attributes,
  type DocumentId,
  type DocumentState,
  type Id,
  type Item,
  type Layer,
  type Relation,
  type Span,
} from '../../annotation/records.ts'
import { DEFAULT_MATCHING, type Attribute, type Label, type LabelSchema } from '../../annotation/schema.ts'
import { randomInt, seededRandom } from '../../random.ts'
import type { Bench } from '../adjudicate.ts'

const speaker: Attribute = { id: 'claim.speaker', name: 'speaker', kind: 'span', required: false }

function label(id: Id, overlap: boolean, attributes: readonly Attribute[] = []): Label {
  return {
    id,
    name: id,
    color: '#336699',
    badge: id.slice(0, 1),
    key: id.slice(0, 1),
    definition: '',
    examples: [],
    attributes,
    overlap,
    matching: DEFAULT_MATCHING,
    retired: false,
  }
}

export const SCHEMA: LabelSchema = {
  id: 'test',
  name: 'Test',
  version: 1,
  labels: [label('per', true), label('org', true), label('date', false), label('claim', true, [speaker])],
  relations: [
    {
      id: 'said_by',
      name: 'said_by',
      key: 's',
      definition: '',
      from: ['claim'],
      to: ['per', 'org'],
      attributes: [],
      retired: false,
    },
  ],
}

export function span(
  annotator: AnnotatorId,
  id: Id,
  labelId: Id,
  start: number,
  end: number,
  more: { readonly attributes?: Attributes; readonly document?: DocumentId; readonly updated?: number } = {},
): Span {
  const { attributes = {}, document = 'doc', updated = 1 } = more
  return {
    kind: 'span',
    id,
    document,
    annotator,
    ranges: [[start, end]],
    label: labelId,
    attributes,
    entity: null,
    note: null,
    origin: 'manual',
    created: 1,
    updated,
  }
}

export function relation(annotator: AnnotatorId, id: Id, from: Id, to: Id, document: DocumentId = 'doc'): Relation {
  return {
    kind: 'relation',
    id,
    document,
    annotator,
    type: 'said_by',
    from,
    to,
    toDocument: null,
    attributes: {},
    created: 1,
    updated: 1,
  }
}

export function layer(annotator: AnnotatorId, state: DocumentState = 'done', document: DocumentId = 'doc'): Layer {
  return {
    kind: 'layer',
    id: layerId(document, annotator),
    document,
    annotator,
    state,
    labels: [],
    created: 1,
    updated: 1,
  }
}

export function itemsOf(...items: readonly Item[]): Items {
  return new Map(items.map((item) => [item.id, item]))
}

export function bench(items: Items, now = 1000, document: DocumentId = 'doc'): Bench {
  let made = 0
  return {
    document,
    by: 'coordinator',
    length: 1000,
    schema: SCHEMA,
    items,
    now,
    newId: () => `gold-${now}-${document}-${String(++made).padStart(4, '0')}`,
  }
}

/** A document of up to eight annotators who mostly agree. */
export function randomItems(seed: number, annotators: readonly AnnotatorId[], document: DocumentId = 'doc'): Items {
  const random = seededRandom(seed, document)
  const items: Item[] = []
  const mentions = Array.from({ length: 1 + randomInt(random, 8) }, () => randomInt(random, 900))
  for (const annotator of annotators) {
    if (random() < 0.1) continue
    items.push(layer(annotator, random() < 0.9 ? 'done' : 'in_progress', document))
    const mine: Span[] = []
    for (const [i, place] of mentions.entries()) {
      if (random() < 0.15) continue
      const start = random() < 0.8 ? place : place + 1 + randomInt(random, 4)
      const labelId = random() < 0.85 ? (['per', 'org', 'date', 'claim'][i % 4] ?? 'per') : 'org'
      const attributes = labelId === 'claim' && random() < 0.5 ? { speaker: `${document}/${annotator}/0` } : {}
      mine.push(span(annotator, `${document}/${annotator}/${i}`, labelId, start, place + 8, { attributes, document }))
    }
    items.push(...mine)
    const [person, claim] = [mine.find((each) => each.label === 'per'), mine.find((each) => each.label === 'claim')]
    if (person && claim) items.push(relation(annotator, `${document}/${annotator}/r`, claim.id, person.id, document))
  }
  return itemsOf(...items)
}
