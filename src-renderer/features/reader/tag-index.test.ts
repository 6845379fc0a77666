import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSpans, spanText, type Span } from '../../../src-core/annotation/records.ts'
import { TagIndex } from './tag-index.ts'

const TEXT = 'abcdefghij'.repeat(30)

function span(id: number, start: number, length: number, label: string): Span {
  const common = { annotator: 'amina', document: 'a.txt', created: 0, updated: 0, entity: null, note: null }
  const ranges = [[start, Math.min(TEXT.length, start + length)] as const]
  return { ...common, kind: 'span', id: String(id), ranges, label, attributes: {}, origin: 'manual' }
}

const anyStates = fc.array(
  fc.uniqueArray(
    fc.tuple(fc.nat(40), fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: 90 }), fc.constantFrom('p', 'o')),
    {
      selector: ([id]) => id,
      maxLength: 25,
    },
  ),
  { minLength: 1, maxLength: 6 },
)

test('whatever lists follow each other, counts, strings, lanes and changes are those of an index made from the last', () => {
  fc.assert(
    fc.property(anyStates, (states) => {
      const index = new TagIndex(TEXT)
      void index.strings
      const patched = new TagIndex(TEXT)
      const known = new Map<string, Span>()
      let before: readonly Span[] = []
      for (const state of states) {
        // A span that is the same as before is the same object, as in a session.
        const spans = state
          .map(([id, start, length, label]) => {
            const key = `${id} ${start} ${length} ${label}`
            const made = known.get(key) ?? span(id, start, length, label)
            known.set(key, made)
            return made
          })
          .sort(compareSpans)
        index.of(before)
        index.takeChange()
        const lanesBefore = new Map(before.map((each) => [each, index.lanes.lane(each)]))
        index.of(spans)
        const { spans: changed } = index.takeChange()
        const fresh = new TagIndex(TEXT).of(spans)
        const gone = before.filter((each) => !spans.includes(each))
        const come = spans.filter((each) => !before.includes(each))
        patched.of(before)
        patched.of(spans, { before, after: spans, gone, come })
        expect(patched.strings).toEqual(fresh.strings)
        for (const each of spans) expect(patched.lanes.lane(each)).toBe(fresh.lanes.lane(each))
        for (const label of ['p', 'o']) expect(index.count(label)).toBe(fresh.count(label))
        expect(index.strings).toEqual(fresh.strings)
        for (const each of spans) {
          expect(index.lanes.lane(each)).toBe(fresh.lanes.lane(each))
          if (!changed.includes(each)) expect(lanesBefore.get(each)).toBe(fresh.lanes.lane(each))
        }
        for (const each of before) if (!spans.includes(each)) expect(changed).toContain(each)
        before = spans
      }
    }),
    { seed: 3, numRuns: 120 },
  )
})

test('a new string is news, the same string once more is not', () => {
  const index = new TagIndex(TEXT).of([])
  void index.strings
  const first = span(1, 0, 3, 'p')
  const version = index.of([first]).stringsVersion
  expect(spanText(first, TEXT)).toBe('abc')
  expect(index.of([first, span(2, 10, 3, 'p')]).stringsVersion).toBe(version)
  expect(index.of([]).stringsVersion).toBeGreaterThan(version)
})
