import { describe, expect, test } from 'vitest'
import { reader } from './testing/reader.ts'

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
