import { expect, it } from 'vitest'
import type { TableChoice, TableGroup } from '../../../src-core/source/table-choice.ts'
import { firstDraft, followed, rulesOf } from './drafts.ts'

const CHOICE: TableChoice = {
  ...{ text: 'texte', id: 'ref', title: null, date: null },
  ...{ header: true, encoding: null, dataset: null },
}

function group(change: Partial<TableGroup> = {}): TableGroup {
  const sample = ['ref', 'texte'].map((name) => ({ name, values: ['x'] }))
  return {
    ...{ pattern: 'a/*.csv', files: ['a/1.csv', 'a/2.csv'], sample, header: true, encoding: 'utf-8' },
    ...{ guess: CHOICE, rule: null, dataset: null },
    ...change,
  }
}

it('begins with the guess, or with what was chosen before', () => {
  expect(firstDraft(group())).toEqual({ read: true, choice: CHOICE })
  const kept = { ...CHOICE, id: null }
  expect(firstDraft(group({ rule: { files: 'a/*.csv', choice: kept } }))).toEqual({ read: true, choice: kept })
  expect(firstDraft(group({ rule: { files: 'a/1.csv', choice: null } })).read).toBe(false)
})

it('never begins by reading a dataset, or what does not look like articles, as articles', () => {
  expect(firstDraft(group({ dataset: 'doccano' })).read).toBe(false)
  expect(firstDraft(group({ guess: null }))).toMatchObject({ read: false, choice: { text: 'ref' } })
})

it('holds for the tables of a folder that come later, unless some have other columns', () => {
  const draft = { read: true, choice: CHOICE }
  expect(rulesOf([[group(), draft]])).toEqual([{ files: 'a/*.csv', choice: CHOICE }])
  const others = group({ files: ['a/3.csv'] })
  expect(
    rulesOf([
      [group(), draft],
      [others, { ...draft, read: false }],
    ]),
  ).toEqual([
    { files: 'a/1.csv', choice: CHOICE },
    { files: 'a/2.csv', choice: CHOICE },
    { files: 'a/3.csv', choice: null },
  ])
})

it('guesses again when the columns are called otherwise', () => {
  const draft = { read: true, choice: { ...CHOICE, header: false } }
  const sample = ['1', '2'].map((name) => ({ name, values: ['x'] }))
  const guess = { ...CHOICE, text: '2', id: '1', header: false }
  expect(followed(draft, group())).toBe(draft)
  expect(followed(draft, group({ sample, guess, header: false })).choice).toEqual(guess)
})
