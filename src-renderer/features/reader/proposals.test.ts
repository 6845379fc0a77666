import { describe, expect, test } from 'vitest'
import { invert, NOTHING } from '../../../src-core/annotation/edit.ts'
import { spanText } from '../../../src-core/annotation/records.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import { piecesOf } from './candidates.ts'
import { reader, TEXT } from './testing/reader.ts'
import type { LexiconEntry } from './types.ts'

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

  describe('Tab shows what is offered one by one', () => {
    const words = ({ controller }: ReturnType<typeof reader>) => controller.meantText()
    const offered = (keep = 'Diarra') => {
      const made = reader('Awa Keïta, puis Diarra. Puis Moussa Sall et Diarra, avec Diarra et Oumar Ba.')
      const places = made.controller.tagging.mentionsOf(keep, 'person')
      made.controller.caret.select(places[1] ?? [0, 0])
      made.controller.applyLabelToAll('person')
      return { ...made, places }
    }

    test('from the tag on, round the text, and then the candidates after the tag', () => {
      const made = offered()
      const { controller, places } = made
      const seen: unknown[] = []
      for (let n = 0; n < 3; n++) {
        controller.proposals.go(1)
        seen.push(controller.caret.selection[0])
      }
      expect(seen.slice(0, 2)).toEqual([places[2]?.[0], places[0]?.[0]])
      expect(words(made)).toBe('Diarra')
      expect(controller.proposals.offer).toBeNull()
    })

    test('with the offer’s label, whatever other candidates lie between; N and Y go on within them', () => {
      const made = offered()
      const { controller, tags, places } = made
      controller.proposals.go(1)
      expect([controller.proposals.label, controller.proposals.current?.range]).toEqual(['person', places[2]])
      controller.proposals.reject()
      expect(controller.proposals.current?.range).toEqual(places[0])
      controller.proposals.accept()
      expect(tags()).toEqual(['Diarra = person', 'Diarra = person'])
      expect(words(made)).toBe('Oumar Ba')
    })

    test('one who goes elsewhere is shown what is there', () => {
      const { controller } = offered()
      controller.proposals.go(1)
      controller.caret.place(0)
      controller.proposals.go(1)
      expect(controller.caret.selection).toEqual([0, 9])
    })
  })

  test('a single word with a capital gets no label by default, and is pointed out only to whoever asks', () => {
    const { controller, at } = reader()
    controller.memory.lastName = 'person'
    const block = controller.proposals.shownIn(0).map(({ range }) => range[0])
    expect(block).toContain(at('Diarra'))
    expect(block).not.toContain(at('Kayes'))
    controller.caret.place(at('Kayes'))
    controller.proposals.go(1)
    expect([controller.meantText(), controller.proposals.label]).toEqual(['Kayes', null])
  })

  test('few keys for many mentions: yes to all identical goes on to the next', () => {
    const { controller, tags } = reader()
    let keys = 0
    const press = (run: () => void) => (keys++, run())
    press(() => void controller.proposals.go(1))
    controller.memory.lastName = 'person'
    while (controller.proposals.current) {
      const sure = controller.proposals.label !== null
      press(() => (sure ? controller.proposals.acceptAll() : controller.applyLabelToAll('person')))
    }
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

  describe('one that is far away is looked for a little at a time', () => {
    const far = (text = `${'rien ne se passe ici. '.repeat(4000)}Puis Awa Keïta parle.`) => reader(text)
    const later = () => new Promise((resolve) => setTimeout(resolve, 60))

    test('and shown when it is found; meanwhile it is said that it is looked for', async () => {
      const { controller } = far()
      controller.proposals.go(1)
      expect([controller.proposals.searching, controller.notice?.key]).toEqual([true, 'reader.said-searching'])
      await expect.poll(() => controller.meantText()).toBe('Awa Keïta')
      expect([controller.proposals.searching, controller.notice]).toEqual([false, null])
    })

    test('and not shown to one who has gone elsewhere meanwhile, or has said Esc', async () => {
      const { controller } = far()
      controller.proposals.go(1)
      controller.caret.place(5)
      await later()
      expect([controller.proposals.searching, controller.caret.selection]).toEqual([false, [5, 5]])
      controller.proposals.go(1)
      controller.clear()
      await later()
      expect([controller.proposals.searching, controller.caret.selection]).toEqual([false, [5, 5]])
    })

    test('and where there is none, that is said at the end', async () => {
      const { controller } = far('rien ne se passe ici. '.repeat(2000))
      controller.proposals.go(1)
      await expect.poll(() => controller.notice?.key).toBe('reader.said-no-candidate')
    })
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
