import { describe, expect, it } from 'vitest'
import { pseudonyms, selected } from './select.ts'
import { entry, span, TROUBLES } from './testing/samples.ts'

const sample = TROUBLES['everything else'] ?? entry('', '', [])
const gold = TROUBLES['gold'] ?? entry('', '', [])

describe('a selection', () => {
  it('of nothing in particular is everything, the same object', () => {
    expect(selected(sample, {})).toBe(sample)
  })

  it('leaves out entries by state, annotator and date', () => {
    expect(selected(sample, { states: new Set(['reviewed']) })).toBeNull()
    expect(selected(sample, { annotators: new Set(['karim']) })).toBeNull()
    const dates = [
      ['2022-11-10', '2022-12', true],
      ['2022-12', undefined, false],
      [undefined, '2022-10-31', false],
      ['2022', '2022', true],
    ] as const
    for (const [from, to, kept] of dates)
      expect(selected(sample, { ...(from && { from }), ...(to && { to }) }) !== null).toBe(kept)
    expect(selected(gold, { from: '2000' })).toBeNull()
  })

  it('of labels or without suggestions takes relations of what is gone with it', () => {
    expect(selected(sample, { labels: new Set(['PER']) })).toMatchObject({ spans: [{ id: 's1' }], relations: [] })
    expect(selected(sample, { suggestions: false })).toMatchObject({ spans: [{ id: 's1' }], relations: [] })
  })

  it('without tags in passages that are left out keeps those beside them', () => {
    const text = 'Awa rit. À lire aussi : Gao.'
    const [name, place] = [span('a', 'PER', [[0, 3]]), span('b', 'LOC', [[24, 27]])]
    const read = entry('a', text, [name, place], { excluded: [{ start: 9, end: 28, reason: 'furniture' }] })
    expect(selected(read, { excluded: false })?.spans).toEqual([name])
    expect(selected(read, {})?.spans).toEqual([name, place])
  })

  it('under pseudonyms names nobody anywhere', () => {
    const names = pseudonyms(['karim', 'amina', 'awa', 'gold'])
    const hidden = [sample, gold].map((each) => selected(each, { names }))
    expect(JSON.stringify(hidden)).not.toMatch(/amina|karim|awa"|id-1/)
    expect(hidden).toMatchObject([
      { annotator: 'annotator-1' },
      { annotator: 'gold', spans: [{ from: ['annotator-1', 'annotator-3'] }], decisions: [{ by: 'annotator-2' }, {}] },
    ])
  })

  it('without provenance keeps what was tagged and not how', () => {
    expect(selected(gold, { provenance: false })).toMatchObject({
      spans: [{ id: 'g1', origin: 'imported:unstated', created: null, from: null }],
      decisions: [],
    })
  })
})
