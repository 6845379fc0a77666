import { describe, expect, it } from 'vitest'
import type { Matching } from '../annotation/schema.ts'
import { compileQuery, kwic, type Query } from './search.ts'

const LOOSE: Matching = { caseSensitive: false, wholeWord: false, accentSensitive: false }
const EXACT: Matching = { caseSensitive: true, wholeWord: false, accentSensitive: true }
const WORDS: Matching = { ...LOOSE, wholeWord: true }

function found(text: string, kind: Query['kind'], pattern: string, matching: Matching): string[] | string {
  const compiled = compileQuery({ kind, pattern, matching })
  return compiled.ok ? [...kwic(text, 'fr', compiled.find)].map((hit) => hit.match) : compiled.code
}

describe('compileQuery', () => {
  const cases: readonly [string, string, Query['kind'], string, Matching, readonly string[] | string][] = [
    ['a text', 'Élu, elu', 'text', 'elu', LOOSE, ['Élu', 'elu']],
    ['a regular expression', 'le 6 et le 17', 'regex', String.raw`\d+`, EXACT, ['6', '17']],
    ['accents and case do not count', 'Ministère MINISTERE', 'regex', 'minist.re', LOOSE, ['Ministère', 'MINISTERE']],
    ['accents count', 'Ministère Ministere', 'regex', 'Ministère', EXACT, ['Ministère']],
    ['decomposed text', 'Ministe\u0300re', 'regex', '^minist.re$', LOOSE, ['Ministe\u0300re']],
    ['decomposed text, accents count', 'Ministe\u0300re', 'regex', 'èr', EXACT, ['e\u0300r']],
    ['apostrophes and spaces are alike', 'l’\u00a0État', 'regex', "l' É", EXACT, ['l’\u00a0É']],
    ['whole words', 'port portail', 'regex', 'por.', WORDS, ['port']],
    ['a choice', 'un, deux, trois', 'regex', 'un|trois', EXACT, ['un', 'trois']],
    ['lines', 'un\ndeux\r\ntrois', 'regex', '^.+$', EXACT, ['un', 'deux', 'trois']],
    ['no match within a grapheme', '👩🏽‍🌾', 'regex', '👩', EXACT, []],
    ['empty matches are none', 'abc', 'regex', 'x*', EXACT, []],
    ['an empty pattern', 'abc', 'regex', ' ', EXACT, 'empty'],
    ['a pattern with a fault', 'abc', 'regex', '(a', EXACT, 'invalid_regex'],
    ['nested repetitions', 'aaaa', 'regex', '(a+)+b', EXACT, 'unsafe_regex'],
    ['a repeated choice', 'aaaa', 'regex', '(?:a|a)*b', EXACT, 'unsafe_regex'],
    ['nested deeper', 'aaaa', 'regex', '((a{2,})b?)*', EXACT, 'unsafe_regex'],
    ['a repeated optional', 'aaaa', 'regex', '(a?){30}b', EXACT, 'unsafe_regex'],
    ['very many wide repetitions', 'aaaa', 'regex', '.*a.*b.*c.*d', EXACT, 'unsafe_regex'],
    ['signs in a class are no repetition', 'a+b', 'regex', '([+*]b)+', EXACT, ['+b']],
    ['a repeated group without a choice', 'ababa', 'regex', '(?:ab)+', EXACT, ['abab']],
  ]
  it.each(cases)('%s', (_, text, kind, pattern, matching, expected) => {
    expect(found(text, kind, pattern, matching)).toEqual(expected)
  })

  it('finishes what it accepts, also on a long line made to be slow', () => {
    const compiled = compileQuery({ kind: 'regex', pattern: '.*a.*b', matching: EXACT })
    const started = performance.now()
    if (compiled.ok) expect([...compiled.find('a'.repeat(1000), 'fr')]).toEqual([])
    expect(compiled.ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('kwic', () => {
  it('gives the text on both sides, cut at graphemes', () => {
    const compiled = compileQuery({ kind: 'text', pattern: 'port', matching: EXACT })
    const text = 'E\u0301tat du port 👩🏽‍🌾 ici'
    if (!compiled.ok) throw new Error(compiled.code)
    expect([...kwic(text, 'fr', compiled.find, 8)]).toEqual([
      { range: [9, 13], left: 'tat du ', match: 'port', right: ' 👩🏽‍🌾' },
    ])
    expect([...kwic(text, 'fr', compiled.find, 4)]).toMatchObject([{ left: ' du ', right: ' ' }])
  })
})
