import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import press from '../../../resources/presets/press.json'
import { apply, invert, NOTHING, type Edit, type Items } from '../../../src-core/annotation/edit.ts'
import { Lanes } from '../../../src-core/annotation/lanes.ts'
import { compareSpans, spanText } from '../../../src-core/annotation/records.ts'
import { NO_BOILERPLATE } from '../../../src-core/text/boilerplate.ts'
import { parseSchema } from '../../../src-core/formats/schema-json.ts'
import { DocumentSession } from '../../session/document-session.svelte.ts'
import { piecesOf } from './candidates.ts'
import { readerActions } from './reader-actions.ts'
import { ReaderController } from './reader-controller.svelte.ts'
import { ReaderMemory } from './reader-memory.svelte.ts'
import type { Elsewhere, LexiconEntry } from './types.ts'

const TEXT = 'Awa Keïta parle. Le ministre Diarra, à Kayes, écoute Awa Keïta ; Diarra n’a pas répondu à Awa Keïta.'

/** A project without other documents. */
function elsewhere(change: Partial<Elsewhere> = {}): Elsewhere {
  return {
    documents: () => [],
    tagsOf: () => Promise.resolve([]),
    linksTo: () => [],
    along: (edit) => edit,
    onOpen: () => undefined,
    entities: {
      list: () => [],
      useOf: (id) => ({ id, tags: 0, documents: 0 }),
      before: () => [],
      onShow: () => undefined,
    },
    ...change,
  }
}

/** A reader on a document of its own, with every edit that it made. */
function reader(
  text = TEXT,
  identical: 'offer' | 'tag' = 'offer',
  without: readonly string[] = [],
  lexicon: () => readonly LexiconEntry[] = () => [],
  before: (words: string) => readonly string[] = () => [],
) {
  const parsed = parseSchema(press)
  if (!parsed.ok) throw new Error('The preset is malformed')
  const edits: Edit[] = []
  const refusals: string[] = []
  let ids = 0
  const document = new DocumentSession(
    {
      annotator: 'amina',
      schema: { ...parsed.schema, relations: parsed.schema.relations.filter(({ id }) => !without.includes(id)) },
      readOnly: false,
      rules: NO_BOILERPLATE,
      now: () => 1,
      newId: () => `n${String(ids++).padStart(4, '0')}`,
      commit: (edit) => {
        edits.push(edit)
        document.receive(edit)
      },
      refuse: ({ refused }) => refusals.push(refused),
    },
    {
      id: 'a.txt',
      bytes: 0,
      modifiedMs: 0,
      sha256: '',
      encoding: 'utf-8',
      length: 0,
      title: '',
      date: null,
      fields: {},
    },
    { id: 'a.txt', text, sha256: '', encoding: 'utf-8', bytes: 0 },
    new Map(),
  )
  const controller = new ReaderController({
    document,
    memory: new ReaderMemory(),
    lang: 'fr',
    lexicon,
    elsewhere: elsewhere({ entities: { ...elsewhere().entities, before } }),
    identical: () => identical,
    language: () => 'en',
  })
  const tags = () => document.spans.map((span) => `${spanText(span, text)} = ${span.label}`)
  const at = (words: string) => text.indexOf(words)
  const select = (words: string) => controller.caret.select([at(words), at(words) + words.length])
  return { controller, document, edits, refusals, tags, at, select }
}

describe('a label’s letter', () => {
  test('tags what is selected, and re-labels the new tag when another letter follows', () => {
    const { controller, tags, select } = reader()
    select('Kayes')
    controller.applyLabel('person')
    expect(tags()).toEqual(['Kayes = person'])
    controller.applyLabel('organization')
    expect(tags()).toEqual(['Kayes = organization'])
  })

  test('tags the word at the caret when nothing is selected', () => {
    const { controller, tags, at } = reader()
    controller.caret.place(at('Kayes') + 2)
    controller.applyLabel('organization')
    expect(tags()).toEqual(['Kayes = organization'])
  })

  test('keeps what was selected by the pointer, which has snapped it already unless Alt was held', () => {
    const { controller, tags, at } = reader()
    controller.caret.select([at('Kayes'), at('Kayes') + 6])
    controller.applyLabel('person')
    expect(tags()).toEqual(['Kayes, = person'])
  })

  test('drops the punctuation and the spaces at the ends of what was selected by keys', () => {
    const { controller, tags, at } = reader()
    controller.caret.place(at(', à Kayes'))
    controller.caret.move('text', 1, true)
    controller.applyLabel('claim')
    expect(tags()).toEqual(['à Kayes, écoute Awa Keïta ; Diarra n’a pas répondu à Awa Keïta = claim'])
  })

  test('keeps the very characters that were selected one by one', () => {
    const { controller, tags, at } = reader()
    controller.caret.place(at('Kayes'))
    for (let i = 0; i < 6; i++) controller.caret.move('character', 1, true)
    controller.applyLabel('organization')
    expect(tags()).toEqual(['Kayes, = organization'])
  })

  test('arms its label while the caret was put nowhere', () => {
    const { controller, tags } = reader()
    controller.applyLabel('person')
    expect([controller.memory.armed, tags()]).toEqual(['person', []])
  })
})

describe('Shift and a label’s letter', () => {
  test('tags this one and offers the identical ones, which one yes tags in one edit', () => {
    const { controller, tags, edits, select } = reader()
    select('Awa Keïta')
    controller.applyLabelToAll('person')
    expect([tags().length, controller.proposals.offer?.ranges.length]).toEqual([1, 2])
    controller.proposals.commitOffer()
    expect([tags().length, edits.length]).toEqual([3, 2])
  })

  test('tags them at once for those who want that', () => {
    const { controller, tags, select } = reader(TEXT, 'tag')
    select('Diarra')
    controller.applyLabelToAll('person')
    expect(tags()).toEqual(['Diarra = person', 'Diarra = person'])
  })

  test('re-labels and removes all that are alike', () => {
    const { controller, tags, select, document } = reader(TEXT, 'tag')
    select('Awa Keïta')
    controller.applyLabelToAll('person')
    controller.applyLabelToAll('organization')
    expect(tags()).toEqual(Array(3).fill('Awa Keïta = organization'))
    const [first] = document.spans
    if (first) controller.hand.pick(first)
    controller.tagging.remove(true)
    expect(tags()).toEqual([])
  })
})

test('Shift spreads to what the label counts as the same words, whatever their case', () => {
  const { controller, document, tags } = reader('Lundi, il part. Rien lundi.')
  controller.caret.select([0, 5])
  controller.applyLabel('date')
  controller.caret.select([21, 26])
  controller.applyLabel('date')
  const [first] = document.spans
  if (first) controller.hand.pick(first)
  controller.applyLabelToAll('claim')
  expect(tags()).toEqual(['Lundi = claim', 'lundi = claim'])
})

describe('candidates', () => {
  test('Shift and a letter tags it, offers the identical ones, and goes on with the answer', () => {
    const { controller, tags } = reader()
    controller.proposals.go(1)
    controller.applyLabelToAll('person')
    expect([tags().length, controller.proposals.offer?.ranges.length, controller.proposals.current]).toEqual([
      1,
      2,
      null,
    ])
    controller.proposals.commitOffer()
    expect([tags().length, controller.proposals.current?.range]).toEqual([3, [29, 35]])
    controller.applyLabelToAll('person')
    controller.clear()
    expect([tags().length, controller.proposals.offer]).toEqual([4, null])
  })

  test('all identical dates get the value of the one that was seen', () => {
    const { controller, document } = reader('Le 3 mars 2022, puis le 3 mars 2022.')
    controller.proposals.go(1)
    controller.proposals.acceptAll()
    expect(document.spans.map(({ attributes }) => attributes)).toEqual(Array(2).fill({ value: '2022-03-03' }))
  })

  test('few keys for many mentions: yes to all identical goes on to the next', () => {
    const { controller, tags } = reader()
    let keys = 0
    const press = (run: () => void) => (keys++, run())
    press(() => void controller.proposals.go(1))
    controller.memory.lastName = 'person'
    while (controller.proposals.current) press(() => controller.proposals.acceptAll())
    expect(tags().length).toBe(6)
    expect(keys).toBeLessThanOrEqual(4)
  })

  test('what is written like a name gets the label of the last name, never that of a date or a claim', () => {
    const { controller, select } = reader()
    select('Kayes')
    controller.applyLabel('date')
    controller.caret.place(0)
    controller.proposals.go(1)
    expect([controller.proposals.current?.source, controller.proposals.label]).toEqual(['name', null])
    select('ministre')
    controller.applyLabel('organization')
    select('parle')
    controller.applyLabel('claim')
    controller.caret.place(0)
    controller.proposals.go(1)
    expect(controller.proposals.label).toBe('organization')
  })

  test('a candidate that was refused does not come back', () => {
    const { controller, at } = reader()
    controller.proposals.go(1)
    expect(controller.caret.selection).toEqual([0, 9])
    controller.proposals.reject()
    expect(controller.caret.selection[0]).toBe(at('Diarra'))
    controller.caret.place(0)
    controller.proposals.go(1)
    expect(controller.caret.selection[0]).toBe(at('Diarra'))
  })
})

describe('an accepted candidate names the entity of its identical mention', () => {
  const entities = (document: DocumentSession) =>
    document.spans.map((span) => `${spanText(span, TEXT)}: ${span.entity ?? '–'}`)

  test('when there is one, and when they agree', () => {
    const { controller, document, select } = reader()
    select('Awa Keïta')
    const tagged = controller.tagging.tagRange(controller.caret.selection, 'person')
    if (tagged) controller.tagging.setEntity(tagged, 'Keïta, Awa')
    controller.proposals.go(1)
    while (controller.proposals.current && controller.meantText() !== 'Awa Keïta') controller.proposals.go(1)
    controller.proposals.accept('person')
    expect(entities(document)).toEqual(['Awa Keïta: Keïta, Awa', 'Awa Keïta: Keïta, Awa'])
    controller.hand.pick(document.spans[0] ?? fail())
    controller.applyLabelToAll('person')
    controller.proposals.commitOffer()
    expect(entities(document)).toEqual(Array(3).fill('Awa Keïta: Keïta, Awa'))
  })

  test('not when they differ, nor under a label that names nobody', () => {
    const { controller, document } = reader()
    const [first = [0, 0], second = [0, 0]] = controller.tagging.mentionsOf('Awa Keïta', 'person')
    for (const [range, entity] of [
      [first, 'Awa Keïta (maire)'],
      [second, 'Awa Keïta (juge)'],
    ] as const) {
      const tagged = controller.tagging.tagRange(range, 'person')
      if (tagged) controller.tagging.setEntity(tagged, entity)
    }
    expect(controller.tagging.entityFor('Awa Keïta', 'person')).toBeNull()
    expect(controller.tagging.entityFor('Awa Keïta', 'claim')).toBeNull()
    expect(document.spans).toHaveLength(2)
  })

  test('what it stood for in other documents, where this one says nothing', () => {
    const before = (words: string) => (words === 'Diarra' ? ['Diarra (ministre)'] : ['Keïta 1', 'Keïta 2'])
    const { controller } = reader(TEXT, 'offer', [], () => [], before)
    expect(controller.tagging.entityFor('Diarra', 'person')).toBe('Diarra (ministre)')
    expect(controller.tagging.entityFor('Awa Keïta', 'person')).toBeNull()
  })
})

function fail(): never {
  throw new Error('There is no tag')
}

test('a no to candidates is a deed like others: kept with the annotator’s layer, and taken back with undo', () => {
  const { controller, document, edits, at } = reader()
  controller.proposals.go(1)
  controller.proposals.reject(true)
  expect(document.layer.rejected).toHaveLength(3)
  expect(controller.caret.selection[0]).toBe(at('Diarra'))
  expect(edits).toHaveLength(1)
  document.receive(invert(edits[0] ?? NOTHING))
  controller.caret.place(0)
  controller.proposals.go(1)
  expect(controller.caret.selection).toEqual([0, 9])
})

test('a discontinuous proposal of a program is offered piece by piece, and accepted whole', () => {
  const { controller, document, tags, at } = reader()
  const pieces = ['ministre', 'Kayes'].map((word) => [at(word), at(word) + word.length] as const)
  const said = { attributes: {}, entity: null, note: null, origin: 'imported:brat', created: 0, updated: 0 } as const
  const proposed = { kind: 'span', id: 'p', document: 'a.txt', annotator: 'suggested:ner', label: 'claim' } as const
  document.receive({ ...NOTHING, added: [{ ...proposed, ...said, ranges: pieces }] })
  const offered = () => controller.proposals.inBlock(0).find(({ source }) => source === 'suggested')
  expect(piecesOf(offered() ?? { range: [0, 0], label: null, source: 'name' })).toEqual(pieces)
  const between = controller.proposals.inBlock(0).map(({ range }) => range[0])
  expect(between).toContain(at('Diarra'))
  while (controller.proposals.current?.source !== 'suggested') controller.proposals.go(1)
  controller.proposals.accept()
  expect(tags()).toEqual(['ministre … Kayes = claim'])
  expect(document.spans[0]?.origin).toBe('suggested:ner')
  expect(offered()).toBeUndefined()
})

test('what was tagged elsewhere meanwhile is proposed without opening the document anew', () => {
  const lexicon: LexiconEntry[][] = [[]]
  const { controller, at } = reader(TEXT, 'offer', [], () => lexicon.at(-1) ?? [])
  const proposed = () => controller.proposals.inBlock(0).find(({ source }) => source === 'lexicon')
  expect(proposed()).toBeUndefined()
  lexicon.push([{ text: 'écoute', label: 'claim' }])
  expect(proposed()?.range[0]).toBe(at('écoute'))
})

describe('the tag in hand', () => {
  test('a click takes the shortest tag and each further click the next longer one', () => {
    const { controller, at, select } = reader()
    select('Le ministre Diarra')
    controller.applyLabel('claim')
    select('Diarra')
    controller.applyLabel('person')
    const taken = Array.from({ length: 3 }, () => controller.hand.cycleAt(at('Diarra'))?.label)
    // The new tag was in hand already, so the first step goes on to the longer one.
    expect(taken).toEqual(['claim', 'person', 'claim'])
  })

  test('its edges move by words and by characters, and never past each other', () => {
    const { controller, tags, select } = reader()
    select('ministre')
    controller.applyLabel('person')
    controller.hand.nudge('end', 'word', 1)
    expect(tags()).toEqual(['ministre Diarra = person'])
    controller.hand.nudge('start', 'word', 1)
    expect(tags()).toEqual(['Diarra = person'])
    controller.hand.nudge('end', 'character', -1)
    expect(tags()).toEqual(['Diarr = person'])
    for (let i = 0; i < 9; i++) controller.hand.nudge('start', 'character', 1)
    expect(tags()).toEqual(['r = person'])
  })

  test('a piece is added by keys, beyond the words between', () => {
    const { controller, tags, select, at } = reader()
    select('parle')
    controller.applyLabel('claim')
    controller.caret.place(at('écoute'))
    controller.hand.growPiece(1)
    controller.hand.commitPiece()
    expect(tags()).toEqual(['parle … écoute = claim'])
  })
})

test('Ctrl and Shift with an arrow change a selection by characters, and begin a piece only where nothing is selected', () => {
  const { controller, tags, at, select } = reader()
  select('parle')
  controller.applyLabel('claim')
  controller.caret.place(at('Diarra'))
  expect(controller.hand.canAddPiece).toBe(true)
  controller.caret.move('word', 1, true)
  expect(controller.hand.canAddPiece).toBe(false)
  controller.caret.move('character', -1, true)
  controller.applyLabel('person')
  expect(tags()).toEqual(['parle = claim', 'Diarr = person'])
})

describe('what did nothing says why, until something else is done', () => {
  test('all identical, where there is no other', () => {
    const { controller, select } = reader()
    select('Kayes')
    controller.applyLabelToAll('organization')
    expect(controller.notice?.key).toBe('reader.said-only-one')
    controller.caret.move('word', 1)
    expect(controller.notice).toBeNull()
  })

  test('a relation from a tag that none may start from', () => {
    const { controller, select } = reader(TEXT, 'offer', ['evidence_for'])
    select('Kayes')
    controller.applyLabel('organization')
    controller.linking.start()
    expect(controller.linking.active).toBe(false)
    expect(controller.notice).toEqual({ key: 'reader.said-no-relation', params: { label: 'Organization' } })
  })
})

test('a relation does not wait for an end that is nowhere in the document', () => {
  const { controller, select } = reader()
  select('Kayes')
  controller.applyLabel('organization')
  controller.linking.start()
  expect([controller.linking.active, controller.notice?.key]).toEqual([false, 'reader.said-no-target'])
  select('Diarra')
  controller.applyLabel('claim')
  select('Awa Keïta')
  controller.applyLabel('person')
  controller.linking.start()
  expect(controller.linking.active).toBe(true)
})

test('N says no to a candidate, and opens the note of the tag in hand when there is none', () => {
  const { controller, select } = reader()
  const ran: string[] = []
  const nothing = () => undefined
  const outward = {
    onConcordance: nothing,
    onGuideline: nothing,
    onInspect: nothing,
    onSearch: nothing,
    onPanel: nothing,
    onPrint: nothing,
  }
  const press = () => {
    const able = readerActions(controller, { ...outward, onNote: () => ran.push('note') })
    return able.find(({ keys, when }) => keys.includes('N') && when())?.id
  }
  expect(press()).toBeUndefined()
  select('Kayes')
  controller.applyLabel('person')
  expect(press()).toBe('reader.note')
  controller.proposals.go(1)
  expect(press()).toBe('reader.reject')
})

test('Esc lets go of one thing after the other, and then Tab may leave the text', () => {
  const { controller, select } = reader()
  controller.memory.armed = 'person'
  select('Kayes')
  controller.applyLabel('person')
  controller.clear()
  expect([controller.hand.span, controller.memory.armed]).toEqual([null, 'person'])
  controller.clear()
  expect([controller.memory.armed, controller.leaving]).toEqual([null, false])
  controller.clear()
  expect(controller.leaving).toBe(true)
  controller.caret.move('word', 1)
  expect(controller.leaving).toBe(false)
})

test('an empty document and the ends of a text hold no surprise', () => {
  const { controller, tags, refusals } = reader('')
  controller.caret.move('word', 1)
  controller.caret.move('character', -1)
  controller.applyLabel('person')
  controller.applyLabelToAll('person')
  controller.proposals.go(1)
  controller.tagging.remove()
  expect([tags(), controller.caret.offset, refusals]).toEqual([[], 0, ['empty-range']])
})

const LABELS = ['person', 'organization', 'date', 'claim']
const anyDeed = fc.record({
  kind: fc.nat(15),
  a: fc.nat(TEXT.length),
  b: fc.nat(TEXT.length),
  label: fc.constantFrom(...LABELS),
})

/** Every record as the database would hold it, in the order of their ids. */
function bytesOf(items: Items): string {
  return JSON.stringify([...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))
}

test('whatever is done, the state is a naive twin’s, each tag has the lane that it would have anew, and each undo gives the very bytes', () => {
  fc.assert(
    fc.property(fc.array(anyDeed, { maxLength: 25 }), (deeds) => {
      const { controller, document, edits } = reader()
      for (const { kind, a, b, label } of deeds) {
        if (kind === 0) controller.caret.select([Math.min(a, b), Math.max(a, b)])
        else if (kind === 1) controller.caret.place(a)
        else if (kind === 2) controller.caret.move('word', a % 2 ? 1 : -1, b % 2 === 0)
        else if (kind === 3) controller.applyLabel(label)
        else if (kind === 4) controller.applyLabelToAll(label)
        else if (kind === 5) controller.tagging.remove(a % 2 === 0)
        else if (kind === 6)
          controller.hand.nudge(a % 2 ? 'start' : 'end', b % 3 ? 'word' : 'character', a % 3 ? 1 : -1)
        else if (kind === 7) controller.hand.cycleAt(a)
        else if (kind === 8) controller.proposals.go(a % 2 ? 1 : -1)
        else if (kind === 9) controller.proposals.accept(label)
        else if (kind === 10) controller.proposals.reject(a % 2 === 0)
        else if (kind === 11) controller.hand.addPiece([Math.min(a, b), Math.max(a, b)])
        else if (kind === 12) controller.leftOut.toggle()
        else if (kind === 13) controller.proposals.commitOffer()
        else if (kind === 14 && controller.hand.span)
          controller.tagging.setEntity(controller.hand.span, label, a % 2 === 0)
        else if (controller.hand.span) controller.tagging.setNote(controller.hand.span, label)
        const { spans } = document
        expect([...spans].sort(compareSpans)).toEqual(spans)
        for (const { ranges } of spans) for (const [start, end] of ranges) expect(start).toBeLessThan(end)
        expect(controller.index.lanes.touching(0, TEXT.length)).toEqual(spans)
        const anew = new Lanes(spans)
        for (const span of spans) expect(controller.index.lanes.lane(span)).toBe(anew.lane(span))
      }
      // The twin knows nothing but whole states, one after the other.
      const states: Items[] = [new Map()]
      for (const edit of edits) states.push(apply(states.at(-1) ?? new Map(), edit))
      expect(bytesOf(document.items)).toBe(bytesOf(states.at(-1) ?? new Map()))
      for (const edit of edits.toReversed()) {
        document.receive(invert(edit))
        states.pop()
        expect(bytesOf(document.items)).toBe(bytesOf(states.at(-1) ?? new Map()))
      }
      expect([...document.items]).toEqual([])
    }),
    { seed: 17, numRuns: 150 },
  )
})
