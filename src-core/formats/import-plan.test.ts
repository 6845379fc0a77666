import { describe, expect, it } from 'vitest'
import { fit } from './fit.ts'
import { documentIdOf, Matcher, realigned, suggestedLabels } from './import-plan.ts'
import { proveFiles } from './prove-files.ts'
import { FORMATS, formatById, isReadable } from './registry.ts'
import { asSource, readBack, written } from './testing/files.ts'
import { entry, SCHEMA, span, TROUBLES } from './testing/samples.ts'

const hash = (digit: string) => digit.repeat(64)
const texts = new Map([
  ['a.txt', 'Awa à Gao.'],
  ['b.txt', 'Bel été.'],
  ['c.txt', 'Awa à Gao.'],
])
function matcherOf(plain = false): Matcher {
  const matcher = new Matcher()
  for (const [i, [id, text]] of [...texts].entries())
    matcher.add({ id, length: text.length, sha256: hash(String(i)), plain })
  return matcher
}

/** As the page goes about it: only what the matcher asks for is read. */
function match(id: string, text: string, sha256: string | null = null) {
  const matcher = matcherOf()
  const asked = entry(id, text, [], { sha256 })
  for (const each of matcher.unread(asked)) matcher.noteText(each, texts.get(each) ?? '')
  const offered = [...matcher.candidates(asked), ...matcher.twins(asked)]
  return matcher.match(asked, (each) => (offered.includes(each) ? (texts.get(each) ?? null) : null))
}

describe('an entry finds its document', () => {
  const cases = [
    ['by hash, whatever its id', match('x', 'Bel été.', hash('1')), { kind: 'hash', document: 'b.txt' }],
    ['by id and equal text', match('c.txt', 'Awa à Gao.'), { kind: 'text', document: 'c.txt' }],
    ['by equal text under another id', match('x', 'Bel été.'), { kind: 'text', document: 'b.txt' }],
    ['by id when only white space differs', match('a.txt', 'Awa à\nGao .'), { kind: 'spaces', document: 'a.txt' }],
    ['by id when the text was changed', match('a.txt', 'Awa à Mopti.'), { kind: 'changed', document: 'a.txt' }],
    ['not by a hash that lies about its text', match('x', 'Autre.', hash('1')), { kind: 'new', document: null }],
    ['not by an id that means another text', match('b.txt', 'Grève au port.'), { kind: 'new', document: null }],
    ['nowhere', match('x', 'Autre.'), { kind: 'new', document: null }],
    ['nowhere when both are empty', match('x', ''), { kind: 'new', document: null }],
  ] as const
  for (const [description, found, expected] of cases) it(description, () => expect(found).toEqual(expected))
})

it('an entry without an id is found by what its text looks like', () => {
  const matcher = matcherOf()
  for (const [id, text] of texts) matcher.noteLook(id, text)
  const asked = entry('data.conll#1', 'Bel été .', [])
  expect(matcher.twins(asked)).toEqual(['b.txt'])
  expect(matcher.match(asked, (id) => texts.get(id) ?? null)).toEqual({ kind: 'spaces', document: 'b.txt' })
})

it('asks for each text that may be equal once, and for none that a hash tells apart', () => {
  const matcher = matcherOf()
  const asked = entry('x', 'Awa à Gap.', [])
  expect(matcher.unread(asked)).toEqual(['a.txt', 'c.txt'])
  for (const id of matcher.unread(asked)) matcher.noteText(id, texts.get(id) ?? '')
  expect(matcher.unread(asked)).toEqual([])
  expect(matcherOf(true).unread(asked)).toEqual([])
})

it('a hash proves the text of a document whose bytes are nothing else', () => {
  expect(matcherOf(true).proven(hash('1'))).toEqual(['b.txt'])
  expect(matcherOf(false).proven(hash('1'))).toEqual([])
})

it.each([
  ['press/2022/a.txt', 'press/2022/a.txt'],
  ['../../etc/passwd', 'etc/passwd'],
  ['C:\\temp\\a.txt', 'C:/temp/a.txt'],
  ['a\nb\u0000c', 'a b c'],
  ['e\u0301te\u0301', '\u00e9t\u00e9'],
  ['/', 'document'],
])('the name %j makes the document %j', (name, id) => expect(documentIdOf(name)).toBe(id))

describe('an entry on a text that differs in white space only', () => {
  for (const format of FORMATS.filter(
    (each) => each.write && isReadable(each) && ['lf', 'tokens'].includes(each.carries.text),
  ))
    it(`gets its exact offsets back after ${format.id}`, () => {
      for (const sample of Object.values(TROUBLES)) {
        const fitted = fit(sample, format, 'longest').entry
        const [found] = readBack(format, asSource(written(format, [fitted]))).entries
        if (!found) throw new Error('nothing was read')
        const back = realigned(found, fitted.text)
        const quotes = (spans: typeof fitted.spans) =>
          spans.map(({ label, ranges }) => JSON.stringify([label, ranges])).sort()
        expect(quotes(back?.spans ?? [])).toEqual(quotes(fitted.spans))
      }
    })

  it('has CRLF again', () => {
    const sample = entry('a', 'Awa\nà Gao', [span('s', 'CLAIM', [[0, 5]])])
    expect(realigned(sample, 'Awa\r\nà Gao')?.spans[0]?.ranges).toEqual([[0, 6]])
  })

  it('is refused where a visible character differs', () => {
    expect(realigned(entry('a', 'Awa', [span('s', 'PER', [[0, 3]])]), 'Ava')).toBeNull()
  })
})

it('labels are suggested by name, case, title and abbreviation, and never a retired one', () => {
  const [first, second, third] = SCHEMA.labels
  if (!first || !second || !third) throw new Error('no labels')
  const named = [
    { ...first, name: 'Person' },
    { ...second, name: 'Place', titles: { fr: 'Lieu' } },
    { ...third, retired: true },
  ]
  expect(
    Object.fromEntries(
      suggestedLabels(['Person', 'person', 'PER', 'lieu', 'GPE', 'CLAIM', 'X'], { ...SCHEMA, labels: named }),
    ),
  ).toEqual({
    ...{
      Person: 'l-person',
      person: 'l-person',
      PER: 'l-person',
      lieu: 'l-place',
      GPE: 'l-place',
      CLAIM: null,
      X: null,
    },
  })
})

it('the proof finds one changed offset in a written file', async () => {
  const format = formatById('doccano')
  const sample = TROUBLES['plain']
  if (!format || !sample) throw new Error('nothing to prove')
  const fitted = [fit(sample, format, 'longest').entry]
  const files = [...written(format, fitted)].map(([name, data]) => ({ name, data }))
  expect(await proveFiles(format, fitted, files, 'codepoint')).toEqual([])
  const spoilt = files.map(({ name, data }) => ({
    name,
    data: String(data).replace('"end_offset":8', '"end_offset":7'),
  }))
  expect(await proveFiles(format, fitted, spoilt, 'codepoint')).toHaveLength(1)
})
