import { describe, expect, test } from 'vitest'
import { isRefusal, type Desk, type Outcome } from '../annotation/desk.ts'
import { apply, invert, isEmpty, type Edit, type Items } from '../annotation/edit.ts'
import type { Span } from '../annotation/records.ts'
import { bestVersion } from './best-version.ts'
import { compareLayers } from './compare.ts'
import {
  acceptRemark,
  approve,
  comment,
  editComment,
  finishReview,
  fix,
  isOpen,
  reject,
  remarkOn,
  remarks,
  reply,
  resolve,
  reviewProgress,
  takeBack,
  threads,
} from './review.ts'
import { bench, itemsOf, layer, relation, span } from './testing/desk.ts'

function desk(items: Items, annotator: string, now = 1000): Desk {
  return { ...bench(items, now), annotator, newId: () => `${annotator}-${now}-${++made}` }
}
let made = 0

function edit(outcome: Outcome): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

const A1 = span('amina', 'a1', 'per', 0, 5)
const A2 = span('amina', 'a2', 'org', 9, 12)
const A3 = span('amina', 'a3', 'claim', 20, 60)
const ITEMS = itemsOf(layer('amina'), A1, A2, A3, relation('amina', 'r', 'a3', 'a1'))

function reviewed(): Items {
  let items = apply(ITEMS, approve(desk(ITEMS, 'rita', 1000), A1))
  items = apply(items, reject(desk(items, 'rita', 1001), A2, 'no organisation'))
  return apply(items, edit(fix(desk(items, 'rita', 1002), A3, { ranges: [[20, 50]] })))
}

describe('a review', () => {
  test('says its word in the reviewer’s layer and leaves the colleague’s as it is', () => {
    const items = reviewed()
    for (const [id, item] of ITEMS) expect(items.get(id)).toEqual(item)
    expect(remarkOn(items, A1, 'rita')).toMatchObject({
      decision: { outcome: 'accept' },
      proposal: null,
      outdated: false,
    })
    expect(remarkOn(items, A2, 'rita')?.decision).toMatchObject({ outcome: 'reject', reason: 'no organisation' })
    expect(remarkOn(items, A3, 'rita')).toMatchObject({
      decision: { outcome: 'edit' },
      proposal: { ranges: [[20, 50]], from: ['amina'] },
    })
    expect(reviewProgress(items, 'doc', 'amina', 'rita')).toEqual({ approved: 1, rejected: 1, fixed: 1, open: [] })
  })

  test('another word replaces the first, with its proposal; undoing restores', () => {
    const items = reviewed()
    const changed = approve(desk(items, 'rita', 2000), A3)
    const after = apply(items, changed)
    expect(remarkOn(after, A3, 'rita')).toMatchObject({ decision: { outcome: 'accept' }, proposal: null })
    expect([...after.values()].filter((item) => item.kind === 'span' && item.annotator === 'rita')).toEqual([])
    expect(apply(after, invert(changed))).toEqual(items)
    const back = apply(items, edit(takeBack(desk(items, 'rita'), A3)))
    expect([remarkOn(back, A3, 'rita'), reviewProgress(back, 'doc', 'amina', 'rita').open]).toEqual([null, [A3]])
  })

  test('a tag that changed after the word is open again', () => {
    const moved = new Map(reviewed()).set('a1', { ...A1, ranges: [[0, 4]] })
    expect(remarkOn(moved, { ...A1, ranges: [[0, 4]] }, 'rita')?.outdated).toBe(true)
    expect(reviewProgress(moved, 'doc', 'amina', 'rita').open.map(({ id }) => id)).toEqual(['a1'])
  })

  test('a fix that changes nothing, or goes outside, or to no label, is refused', () => {
    const d = desk(ITEMS, 'rita')
    expect(fix(d, A1, {})).toEqual({ refused: 'duplicate-tag' })
    expect(fix(d, A1, { ranges: [[0, 5000]] })).toEqual({ refused: 'out-of-bounds' })
    expect(fix(d, A1, { ranges: [[3, 3]] })).toEqual({ refused: 'empty-range' })
    expect(fix(d, A1, { label: 'nonsense' })).toEqual({ refused: 'unknown-label' })
  })

  test('the colleague takes over what was said; nobody else can', () => {
    const items = reviewed()
    const remark = (tag: Span) => {
      const found = remarkOn(items, tag, 'rita')
      if (!found) throw new Error('no remark')
      return found
    }
    expect(isEmpty(edit(acceptRemark(desk(items, 'amina'), A1, remark(A1))))).toBe(true)
    expect(edit(acceptRemark(desk(items, 'amina'), A2, remark(A2))).removed).toEqual([A2])
    const fixed = edit(acceptRemark(desk(items, 'amina', 3000), A3, remark(A3)))
    expect(fixed.updated).toEqual([[A3, { ...A3, ranges: [[20, 50]], updated: 3000 }]])
    expect(acceptRemark(desk(items, 'bruno'), A2, remark(A2))).toEqual({ refused: 'not-your-layer' })
  })

  test('a reviewer is no annotator: proposals and verdicts make no side in a comparison', () => {
    const items = reviewed()
    const finished = apply(items, finishReview(desk(items, 'rita', 4000), 'amina'))
    for (const each of [items, finished])
      expect(compareLayers(each, 'doc', ['amina', 'rita']).annotators).toEqual(['amina'])
    const both = new Map(finished).set('x', span('rita', 'x', 'per', 0, 5))
    const { annotators, clusters } = compareLayers(both, 'doc', ['amina', 'rita'])
    expect([annotators, clusters.length]).toEqual([['amina', 'rita'], 3])
  })
})

describe('an answer to a review', () => {
  const waits = (items: Items) =>
    [...remarks(items)]
      .filter(([id, said]) => {
        const on = items.get(id)
        return on?.kind === 'span' && said.some((each) => each.decision.annotator === 'rita' && isOpen(on, each, said))
      })
      .map(([id]) => id)
      .sort()

  test('is owed where a change is asked for, until it is made, or the tag is kept, or changed otherwise', () => {
    const items = reviewed()
    expect(waits(items)).toEqual(['a2', 'a3'])
    const remark = remarkOn(items, A3, 'rita')
    if (!remark) throw new Error('There is a remark')
    const made = apply(items, edit(acceptRemark(desk(items, 'amina', 2000), A3, remark)))
    expect(waits(made)).toEqual(['a2'])
    const kept = apply(items, approve(desk(items, 'amina', 2000), A2, 'it is one'))
    expect(waits(kept)).toEqual(['a3'])
    const otherwise = apply(items, { added: [], updated: [[A2, { ...A2, label: 'per' }]], removed: [] })
    expect(waits(otherwise)).toEqual(['a3'])
  })

  test('that makes what was proposed leaves nothing for the reviewer to judge again', () => {
    const items = reviewed()
    const remark = remarkOn(items, A3, 'rita')
    if (!remark) throw new Error('There is a remark')
    const made = apply(items, edit(acceptRemark(desk(items, 'amina', 2000), A3, remark)))
    expect(reviewProgress(made, 'doc', 'amina', 'rita')).toMatchObject({ fixed: 1, open: [] })
  })

  test('is owed again when the reviewer insists', () => {
    const items = reviewed()
    const kept = apply(items, approve(desk(items, 'amina', 2000), A2))
    const again = apply(kept, reject(desk(kept, 'rita', 3000), A2, 'look at the statutes'))
    expect(waits(again)).toEqual(['a2', 'a3'])
  })
})

describe('the best version', () => {
  const ids = (items: Items) => {
    const outcome = bestVersion(items, 'doc')
    return outcome.ok
      ? [
          outcome.version.kind,
          outcome.version.spans.map(({ id, ranges }) => [id, ranges[0]]),
          outcome.version.relations.length,
        ]
      : outcome.reason
  }

  test('single, while one person read the document; undecided with two; untouched with none', () => {
    expect(ids(ITEMS)).toEqual([
      'single',
      [
        ['a1', [0, 5]],
        ['a2', [9, 12]],
        ['a3', [20, 60]],
      ],
      1,
    ])
    expect(ids(itemsOf(...ITEMS.values(), layer('bruno')))).toBe('undecided')
    expect(ids(itemsOf(layer('amina', 'untouched')))).toBe('untouched')
  })

  test('reviewed, with what was rejected gone and what was fixed in place', () => {
    const items = reviewed()
    expect(ids(items)).toBe('undecided')
    const finished = apply(items, finishReview(desk(items, 'rita', 4000), 'amina'))
    expect(ids(finished)).toEqual([
      'reviewed',
      [
        ['a1', [0, 5]],
        ['a3', [20, 50]],
      ],
      1,
    ])
    expect(ids(itemsOf(...finished.values(), layer('bruno')))).toEqual(ids(finished))
  })

  test('finishing twice changes nothing', () => {
    const items = reviewed()
    const finished = apply(items, finishReview(desk(items, 'rita', 4000), 'amina'))
    expect(isEmpty(finishReview(desk(finished, 'rita', 5000), 'amina'))).toBe(true)
    const second = apply(finished, finishReview(desk(finished, 'rita', 5000), 'bruno'))
    expect(second.get('layer\nrita\ndoc')).toMatchObject({ state: 'reviewed', extra: { reviewed: ['amina', 'bruno'] } })
  })

  test('adjudicated before all, and nothing stands in for an adjudication under way', () => {
    const gold = span('gold', 'g1', 'per', 0, 5)
    expect(ids(itemsOf(...ITEMS.values(), layer('gold', 'adjudicated'), gold))).toEqual([
      'adjudicated',
      [['g1', [0, 5]]],
      0,
    ])
    expect(ids(itemsOf(...ITEMS.values(), layer('gold', 'in_progress'), gold))).toBe('adjudication-unfinished')
  })
})

describe('threads', () => {
  test('a thread hangs on a tag or a passage, is answered by others and settled by anybody', () => {
    let items = apply(ITEMS, edit(comment(desk(ITEMS, 'rita', 10), { span: 'a3' }, 'Whole sentence?')))
    items = apply(items, edit(comment(desk(items, 'rita', 11), { ranges: [[2, 4]] }, 'Odd text')))
    const second = threads(items, 'doc').find(({ span: on }) => on?.id === 'a3')
    if (!second) throw new Error('no thread')
    items = apply(items, edit(reply(desk(items, 'amina', 12), second.root, 'Yes, guideline 7')))
    items = apply(
      items,
      edit(reply(desk(items, 'rita', 13), threads(items, 'doc')[1]?.comments[1] ?? second.root, 'I see')),
    )
    expect(threads(items, 'doc').map(({ comments, resolved }) => [comments.map(({ body }) => body), resolved])).toEqual(
      [
        [['Odd text'], false],
        [['Whole sentence?', 'Yes, guideline 7', 'I see'], false],
      ],
    )
    const [, talk] = threads(items, 'doc')
    if (!talk) throw new Error('no thread')
    const settled = apply(items, edit(resolve(desk(items, 'bruno', 20), talk, true)))
    expect(threads(settled, 'doc').map(({ resolved }) => resolved)).toEqual([false, true])
    const [, again] = threads(settled, 'doc')
    if (!again) throw new Error('no thread')
    const open = apply(settled, edit(resolve(desk(settled, 'amina', 21), again, false)))
    expect(threads(open, 'doc').map(({ resolved }) => resolved)).toEqual([false, false])
    expect(isEmpty(edit(resolve(desk(settled, 'amina'), again, true)))).toBe(true)
  })

  test('only one’s own words can be changed; without words they go, unless answered', () => {
    const items = apply(ITEMS, edit(comment(desk(ITEMS, 'rita', 10), { span: 'a3' }, 'Sure?')))
    const [thread] = threads(items, 'doc')
    if (!thread) throw new Error('no thread')
    expect(editComment(desk(items, 'amina'), thread.root.id, 'x')).toEqual({ refused: 'not-your-layer' })
    expect(edit(editComment(desk(items, 'rita'), thread.root.id, '')).removed).toEqual([thread.root])
    const answered = apply(items, edit(reply(desk(items, 'amina', 12), thread.root, 'Yes')))
    expect(threads(apply(answered, edit(editComment(desk(answered, 'rita'), thread.root.id, ''))), 'doc')).toHaveLength(
      1,
    )
  })

  test('a thread survives its tag, and an answer whose beginning is not here begins one', () => {
    const items = new Map(apply(ITEMS, edit(comment(desk(ITEMS, 'rita', 10), { span: 'a3' }, 'Sure?'))))
    items.delete('a3')
    expect(threads(items, 'doc')).toMatchObject([{ span: null, comments: [{ body: 'Sure?' }] }])
    const [thread] = threads(items, 'doc')
    if (!thread) throw new Error('no thread')
    const answer = apply(items, edit(reply(desk(items, 'amina', 12), thread.root, 'Yes')))
    const orphan = new Map(answer)
    orphan.delete(thread.root.id)
    expect(threads(orphan, 'doc')).toMatchObject([{ root: { body: 'Yes' } }])
  })

  test('no words, no passage, no tag: refused', () => {
    expect(comment(desk(ITEMS, 'rita'), { span: 'a3' }, '  ')).toHaveProperty('refused')
    expect(comment(desk(ITEMS, 'rita'), { ranges: [[4, 4]] }, 'x')).toEqual({ refused: 'empty-range' })
    expect(comment(desk(ITEMS, 'rita'), { span: 'nothing' }, 'x')).toEqual({ refused: 'unknown-tag' })
  })
})
