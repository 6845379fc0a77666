import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { inEnglish, say } from './phrase.ts'

it('is filled with its parameters, phrases among them', () => {
  expect(inEnglish(say('in', { position: 7, unit: say('codepoints') }))).toBe('7 code points')
})

/** Where words are given to a problem, a loss or a fault of the proof. */
const FOLDERS = ['.', '../../src-main/cli', '../../src-main/files', '../review']

it('no module gives words of its own to a problem or a loss: they would stand in English in every language', () => {
  const english = FOLDERS.flatMap((each) => {
    const folder = `${fileURLToPath(new URL(each, import.meta.url))}/`
    const modules = readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && !/\.test\.ts$|^problem\.ts$/.test(name),
    )
    return modules.flatMap((name) => wordsIn(readFileSync(folder + name, 'utf8')).map((words) => `${name}: ${words}`))
  })
  expect(english).toEqual([])
})

it('that test finds words over several lines, in losses and behind a colon', () => {
  const source = `check.fault('out-of-bounds', 'x', {\n  found,\n  unit: 'UTF-16 code units',\n})
    lose('overlap', span, 'left out')\n const what = { expected: \`cut to \${n} spans\` }`
  expect(wordsIn(source)).toEqual(['UTF-16 code units', 'left out', 'cut to ${n} spans'])
})

/** Two words in a row within quotes, in a call that makes a problem or a loss, or as one of their parameters. */
function wordsIn(source: string): string[] {
  const quoted = /'([^'\n]*)'|`([^`\n]*)`/g
  const isWords = (text: string) => /[a-z]{2} (?:[a-z]{2}|\$\{)/.test(text)
  const calls = [...source.matchAll(/\b(?:fault|note|problem|lose)\(\s*'[\w-]+',(?:[^()]|\([^()]*\))*\)/g)].map(
    ([call]) => call,
  )
  const named = [...source.matchAll(/\b(?:expected|found|what|detail): ['`][^'`\n]*['`]/g)].map(([pair]) => pair)
  const found = [...calls, ...named].flatMap((part) => [...part.matchAll(quoted)].map(([, a, b]) => a ?? b ?? ''))
  return [...new Set(found)].filter(isWords)
}
