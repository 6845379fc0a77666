import { describe, expect, it } from 'vitest'
import { GOLD, type DocumentState } from '../../src-core/annotation/records.ts'
import type { OwnShare, Split } from '../../src-core/review/share.ts'
import { Assignments } from './assignments.svelte.ts'

const SPLIT: Split = {
  ...{ made: 1, seed: 3, overlap: 0.5, readers: 2, order: 'path', shared: ['a', 'b'] },
  shares: [
    { id: 's1', name: 'me', annotator: 'me', documents: ['a', 'b'] },
    { id: 's2', name: 'Karim', annotator: null, documents: ['b', 'a', 'c'] },
  ],
}

const SHARE: OwnShare = {
  ...{ id: 's1', name: 'me', blind: true, by: { id: 'boss', name: 'Boss' }, made: 1 },
  documents: ['b', 'a'].map((id) => ({ id, sha256: null })),
}

function assignments(states: Readonly<Record<string, DocumentState>> = {}, kept: Record<string, unknown> = {}) {
  const settings = {
    get: (key: string) => kept[key],
    set: (key: string, value: unknown) => {
      kept[key] = JSON.parse(JSON.stringify(value))
      return Promise.resolve()
    },
  }
  const stateOf = (document: string, annotator: string) => states[`${annotator} ${document}`] ?? 'untouched'
  return { kept, made: new Assignments({ annotator: 'me', settings, stateOf }) }
}

describe('a blind project', () => {
  it('hides colleagues’ tags until one’s own document is done, and those alone that one was asked for', () => {
    const { made } = assignments({ 'me a': 'done', 'me b': 'in_progress' }, { blind: true, share: SHARE })
    expect(['a', 'b', 'c'].map((id) => made.hides(id))).toEqual([false, true, false])
  })

  it('hides gold as it hides a colleague’s layer, and neither one’s own nor what programs suggest', () => {
    const { made } = assignments({ 'me a': 'done' }, { blind: true })
    const hidden = (id: string) => ['karim', GOLD, 'me', 'suggested:dates'].filter((who) => made.hidesLayer(id, who))
    expect([hidden('a'), hidden('b')]).toEqual([[], ['karim', GOLD]])
  })

  it('hides what the coordinator gave themself, and nothing else', () => {
    const { made } = assignments({ 'me a': 'done' }, { blind: true, split: SPLIT })
    expect(['a', 'b', 'c'].map((id) => made.hides(id))).toEqual([false, true, false])
  })

  it('hides every document that is not done where nobody split, and none where it is not blind', () => {
    expect(assignments({ 'me a': 'reviewed' }, { blind: true }).made.hides('a')).toBe(false)
    expect(assignments({}, { blind: true }).made.hides('a')).toBe(true)
    expect(assignments({}, { share: SHARE }).made.hides('a')).toBe(false)
  })
})

describe('shares', () => {
  it('are kept, with their order and whether the project is blind, and are there again', async () => {
    const { made, kept } = assignments()
    await made.take(SHARE)
    expect([made.blind, [...(made.order ?? [])]]).toEqual([
      true,
      [
        ['b', 0],
        ['a', 1],
      ],
    ])
    expect(assignments({}, kept).made.own).toEqual(SHARE)
    expect(assignments({}, { ...kept, share: { ...SHARE, documents: [{ id: '../x', sha256: null }] } }).made.own).toBe(
      null,
    )
  })

  it('can be given back: then the whole folder is there again, now and later', async () => {
    const { made, kept } = assignments({}, { share: SHARE })
    await made.giveBack()
    expect([made.own, made.order]).toEqual([null, null])
    expect(assignments({}, kept).made.own).toBe(null)
  })

  it('tell how far each person is, once something of theirs came back', async () => {
    const states = { 'k b': 'done', 'k a': 'in_progress', 'me a': 'adjudicated' } as const
    const { made } = assignments(states, { split: SPLIT })
    const told = () => made.progress.map(({ share, done, begun, shared }) => [share.name, done, begun, shared])
    expect(told()).toEqual([
      ['me', 1, 0, 2],
      ['Karim', 0, 0, 2],
    ])
    await made.answered('s2', 'k')
    await made.answered('nothing', 'x')
    expect(told()).toEqual([
      ['me', 1, 0, 2],
      ['Karim', 1, 1, 2],
    ])
  })
})
