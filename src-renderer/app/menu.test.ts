import { describe, expect, test } from 'vitest'
import type { MenuItem } from '../../src-main/ipc/contract.ts'
import { I18n } from '../i18n/i18n.svelte.ts'
import type { Action } from '../ui/action.ts'
import { menuOf } from './menu.ts'

const made = (id: string, more: Partial<Action>): Action => ({
  id,
  title: 'reader.action.tag',
  group: 'tag',
  keys: [],
  when: () => true,
  run: () => undefined,
  ...more,
})
const all = (label: string): Action =>
  made(`all.${label}`, {
    title: 'reader.action.tag-all',
    params: { label },
    family: { title: 'reader.family.tag-all', entry: label },
  })
function ofTag(actions: readonly Action[], locale = 'en'): readonly MenuItem[] {
  const i18n = new I18n(locale)
  const title = i18n.t('group.tag')
  return menuOf(actions, i18n).flatMap((menu) => (menu.type === 'menu' && menu.title === title ? menu.items : []))
}

describe('menuOf', () => {
  test('a title names what it is for, in the language of the interface', () => {
    const actions = [made('a', { params: { label: 'Person' } })]
    expect(ofTag(actions)).toMatchObject([{ title: 'Tag as Person' }])
    expect(ofTag(actions, 'fr')).toMatchObject([{ title: 'Baliser\u00a0: Person' }])
  })

  test('those alike stand in one submenu, where the first of them would stand, under their short names', () => {
    const actions = [
      made('a', { params: { label: 'Person' } }),
      all('Person'),
      made('b', { params: { label: 'Date' } }),
      all('Date'),
    ]
    expect(ofTag(actions)).toMatchObject([
      { id: 'a' },
      { type: 'menu', title: 'Tag all identical as', items: [{ title: 'Person' }, { title: 'Date' }] },
      { id: 'b' },
    ])
  })
})
