import { expect, it } from 'vitest'
import { parseSchema } from '../../../src-core/formats/schema-json.ts'
import { titlesOf } from './names.ts'

const label = (id: string, name: string, fr?: string) => ({
  ...{ id, name, ...(fr && { titles: { fr } }), color: '#e15f0a', badge: 'P', key: '', definition: '', examples: [] },
  ...{ overlap: true, retired: false, matching: { caseSensitive: true, wholeWord: true, accentSensitive: true } },
  attributes: [],
})

function schemaOf(...labels: readonly ReturnType<typeof label>[]) {
  const read = parseSchema({ id: 'x', name: 'x', version: 1, labels, relations: [] })
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.schema
}

it('calls labels as the language does, and leaves apart what would be called alike', () => {
  const said = titlesOf(
    schemaOf(label('a', 'Person', 'Personne'), label('b', 'Human', 'Personne'), label('c', 'Claim', 'Person')),
    'fr',
  )
  expect(['Person', 'Human', 'Claim', 'Unknown'].map(said)).toEqual(['Personne', 'Human', 'Claim', 'Unknown'])
})
