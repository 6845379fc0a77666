import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { LANGUAGES, type Wording } from './message.ts'
import { app } from './messages/app.ts'
import { concordance } from './messages/concordance.ts'
import { library } from './messages/library.ts'
import { reader } from './messages/reader.ts'
import { schema } from './messages/schema.ts'
import { session } from './messages/session.ts'
import { transfer } from './messages/transfer.ts'

const entries: readonly (readonly [string, Readonly<Record<(typeof LANGUAGES)[number], Wording>>])[] =
  Object.entries(catalogue)

const forms = (wording: Wording) => (typeof wording === 'string' ? [wording] : [wording.one, wording.other])
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
const allPlaceholders = (wording: Wording) => [...new Set(forms(wording).flatMap(placeholders))].sort()

describe('every message', () => {
  test('is there in each language, with words in it', () => {
    const empty = entries.filter(([, message]) =>
      LANGUAGES.some((language) => forms(message[language]).some((text) => text.trim() === '' || text !== text.trim())),
    )
    expect(empty.map(([key]) => key)).toEqual([])
  })

  test('takes the same parameters in each language', () => {
    const unequal = entries.filter(([, { en, fr }]) => allPlaceholders(en).join() !== allPlaceholders(fr).join())
    expect(unequal.map(([key]) => key)).toEqual([])
  })

  test('that has two forms counts by {n}', () => {
    const uncounted = entries.filter(([, message]) =>
      LANGUAGES.some((language) => {
        const wording = message[language]
        return typeof wording !== 'string' && !placeholders(wording.other).includes('n')
      }),
    )
    expect(uncounted.map(([key]) => key)).toEqual([])
  })

  test('is written with typographic apostrophes and ellipses', () => {
    const typewritten = entries.filter(([, message]) =>
      LANGUAGES.some((language) => forms(message[language]).some((text) => /\p{L}'\p{L}|\.\.\./u.test(text))),
    )
    expect(typewritten.map(([key]) => key)).toEqual([])
  })

  test('has its own key: no file of messages takes one of another', () => {
    const keys = [app, concordance, library, reader, schema, session, transfer].flatMap((messages) =>
      Object.keys(messages),
    )
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
})

test('French spaces before high punctuation are there for format to make unbreakable', () => {
  const glued = entries.filter(([, { fr }]) =>
    forms(fr).some((text) => /[\p{L}»)][;!?:](?:\s|$)/u.test(text) || /«\S|\S»/.test(text)),
  )
  expect(glued.map(([key]) => key)).toEqual([])
})

test('no message is left over: each key, or the family it is built from, stands in a source file', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|^i18n[\\/]messages/.test(name))
    .map((name) => readFileSync(`${root}/${name}`, 'utf8'))
    .join('\n')
  const families = [...sources.matchAll(/(?=`([\w.-]*)\$\{[^}]*\}([\w.-]*)`)/g)].map(
    ([, head, tail]) => [head, tail] as const,
  )
  const isBuilt = (key: string) =>
    families.some(([head = '', tail = '']) => head !== '' && key.startsWith(head) && key.endsWith(tail))
  const unused = entries.map(([key]) => key).filter((key) => !sources.includes(`'${key}'`) && !isBuilt(key))
  expect(unused).toEqual([])
})
