import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { inEnglish, say } from './phrase.ts'

it('is filled with its parameters, phrases among them', () => {
  expect(inEnglish(say('in', { position: 7, unit: say('codepoints') }))).toBe('7 code points')
})

it('no module of a format gives words of its own to a problem: they would stand in English in every language', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const modules = readdirSync(folder).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^problem\.ts$/.test(name))
  const english = modules.flatMap((name) => {
    const source = readFileSync(folder + name, 'utf8')
    const calls = source.matchAll(/\b(?:fault|note|problem)\('[\w-]+',[^]*?\n/g)
    const inCalls = [...calls].flatMap(([call]) => [...call.matchAll(/\w+: ['`]([^'`]*[a-z]{2} [a-z]{2}[^'`]*)['`]/g)])
    const named = source.matchAll(/\b(?:expected|found|what|detail): ['`]([^'`]*[a-z]{2} [a-z]{2}[^'`]*)['`]/g)
    return [...inCalls, ...named].map(([, words]) => `${name}: ${words}`)
  })
  expect(english.filter((each) => !each.startsWith('prove-files.ts'))).toEqual([])
})
