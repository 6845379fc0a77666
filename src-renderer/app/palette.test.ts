import { describe, expect, test } from 'vitest'
import type { Action } from '../ui/action.ts'
import { also } from '../i18n/messages/also.ts'
import { APP_KEYS } from './app-keys.ts'
import { findActions, findDocuments } from './palette.ts'

const TITLES: Readonly<Record<string, string>> = {
  open: 'Ouvrir un dossier…',
  untouched: 'Prochain document non commencé',
  undo: 'Annuler',
  redo: 'Rétablir',
}
const action = (id: string, possible = true): Action => ({
  id,
  title: 'action.undo',
  group: 'edit',
  keys: [],
  when: () => possible,
  run: () => undefined,
})
const ALL = [action('open'), action('untouched'), action('undo'), action('redo', false)]
const found = (query: string, actions = ALL) =>
  findActions(actions, query, ({ id }) => TITLES[id] ?? '').map(({ id }) => id)

describe('findActions', () => {
  test.each([
    ['nothing typed: all, what cannot be done now last', '', ['open', 'untouched', 'undo', 'redo']],
    ['the beginning of the title', 'ann', ['undo']],
    ['without accents', 'retab', ['redo']],
    ['with other accents and case', 'RÉTAB', ['redo']],
    ['beginnings of several words, in any order', 'com doc', ['untouched']],
    ['letters within a word come after beginnings', 'do', ['open', 'untouched']],
    ['all words must match', 'ouvrir zzz', []],
  ])('%s', (_, query, expected) => {
    expect(found(query)).toEqual(expected)
  })

  test('what it is known by besides comes after every title, in whole beginnings of words', () => {
    const also = ({ id }: Action) => ({ redo: 'ouvrir again', open: 'folder' })[id] ?? ''
    const by = (query: string) =>
      findActions(
        ALL.map(({ id }) => action(id)),
        query,
        ({ id }) => TITLES[id] ?? '',
        also,
      ).map(({ id }) => id)
    expect(by('again')).toEqual(['redo'])
    expect(by('folder ouvrir')).toEqual(['open'])
    expect(by('gain')).toEqual([])
    expect(by('ouvrir')).toEqual(['open', 'redo'])
  })

  test('a title that begins so stands before one with a word that does', () => {
    expect(found('o', [action('untouched'), action('open')])).toEqual(['open', 'untouched'])
  })
})

describe('findDocuments', () => {
  const documents = Array.from({ length: 30 }, (_, i) => ({ id: `2021/a${i}.txt`, title: `Élection ${i}` }))

  test('finds by title and path together, accents aside', () => {
    expect(findDocuments(documents, 'election a7').map(({ id }) => id)).toEqual(['2021/a7.txt'])
  })

  test('offers none before something is typed, and twenty at most', () => {
    expect(findDocuments(documents, '  ')).toEqual([])
    expect(findDocuments(documents, 'e')).toHaveLength(20)
  })
})

test('other words are those of commands that there are', () => {
  const known = Object.keys(APP_KEYS).map((id) => `also.${id}`)
  expect(Object.keys(also).filter((key) => !known.includes(key))).toEqual([])
})
