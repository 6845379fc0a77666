import { describe, expect, test } from 'vitest'
import { readerActions } from './reader-actions.ts'
import { reader, TEXT } from './testing/reader.ts'

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

test('a date that is tagged without a value has one suggested, counted from the article’s own; what is none has none', () => {
  const { controller, document, select } = reader('Il part le 3 mars 2022, dit-on.')
  for (const words of ['3 mars 2022', 'dit-on']) {
    select(words)
    controller.applyLabel('date')
  }
  expect(document.spans.map(({ attributes }) => attributes)).toEqual([{}, {}])
  expect(document.spans.map((span) => controller.suggestedDate(span))).toEqual(['2022-03-03', null])
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
