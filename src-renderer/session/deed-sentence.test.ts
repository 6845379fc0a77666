import { describe, expect, test } from 'vitest'
import type { Deed } from '../../src-core/annotation/deed.ts'
import { DEFAULT_MATCHING, type LabelSchema } from '../../src-core/annotation/schema.ts'
import { I18n } from '../i18n/i18n.svelte.ts'
import { span } from '../store/testing/store-bench.ts'
import { deedSentence } from './deed-sentence.ts'

const label = (id: string, name: string, fr: string) => ({
  ...{ id, name, titles: { fr }, color: '#aa0000', badge: 'P', key: 'p', definition: '', examples: [] },
  ...{ attributes: [], overlap: true, matching: DEFAULT_MATCHING, retired: false },
})
const SCHEMA: LabelSchema = {
  ...{ id: 's', name: 'Press', version: 1, relations: [] },
  labels: [label('p', 'Person', 'Personne'), label('d', 'Date', 'Date')],
}
const TAG = { ...span('a.txt', 'amina', 'one', [0, 5]), label: 'p' }
const tags = (change: object = {}): Deed => ({
  ...{ kind: 'tags', count: 1, first: TAG, labelBefore: null, attributes: [] },
  ...change,
})

describe('deedSentence', () => {
  const cases: readonly [string, string, Deed, readonly string[], string, string][] = [
    ['a tag', 'tag', tags(), ['Amina'], 'tag Person “Amina”', 'balise Personne «\u00a0Amina\u00a0»'],
    ['a tag whose words are not known', 'tag', tags(), [], 'tag Person', 'balise Personne'],
    [
      'another label',
      'relabel',
      tags({ labelBefore: 'd' }),
      ['Amina'],
      'change of label, Date → Person “Amina”',
      'changement d’étiquette, Date → Personne «\u00a0Amina\u00a0»',
    ],
    [
      'many tags',
      'tag-identical',
      tags({ count: 14 }),
      ['Amina'],
      'identical mentions, 14 tags: Person “Amina”, …',
      'mentions identiques, 14 balises\u00a0: Personne «\u00a0Amina\u00a0», …',
    ],
    [
      'a rename',
      'edit-schema',
      { kind: 'schema', how: 'renamed', parts: [{ name: 'Person' }, { name: 'Human' }] },
      [],
      'rename Person → Human',
      'renommer Person → Human',
    ],
    [
      'a title in the other language only is no rename in this one',
      'edit-schema',
      { kind: 'schema', how: 'renamed', parts: [{ name: 'Human' }, { name: 'Human', titles: { fr: 'Humain' } }] },
      [],
      'change of Human',
      'renommer Human → Humain',
    ],
    [
      'a state',
      'set-state',
      { kind: 'state', from: 'untouched', to: 'done' },
      [],
      'state: untouched → done',
      'état\u00a0: non lu → terminé',
    ],
    ['a kind of deed that an older Postil wrote', 'old-deed', { kind: 'other' }, [], 'old-deed', 'old-deed'],
  ]
  test.each(cases)('%s', (_, action, deed, words, en, fr) => {
    const facts = { action, deed, words }
    expect(deedSentence(new I18n('en'), SCHEMA, facts)).toBe(en)
    expect(deedSentence(new I18n('fr'), SCHEMA, facts)).toBe(fr)
  })
})
