import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apply, invert, type Items } from '../../../src-core/annotation/edit.ts'
import { Lanes } from '../../../src-core/annotation/lanes.ts'
import { compareSpans } from '../../../src-core/annotation/records.ts'
import { reader, TEXT } from './testing/reader.ts'

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
