import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineToEntry } from './postil-read.ts'
import { entryToLine } from './postil.ts'
import { at, entry, SCHEMA, span, tenThousandSpans, TROUBLES } from './testing/samples.ts'
import { sameValue } from '../values.ts'

const UNITS = ['codepoint', 'utf16', 'byte'] as const
const schemaFile = new URL('../../resources/dataset.schema.json', import.meta.url)
const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')) as object,
)

function read(line: string) {
  const outcome = lineToEntry(line)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.entry
}

describe('a line written and read', () => {
  for (const [trouble, sample] of Object.entries({ ...TROUBLES, 'ten thousand spans': tenThousandSpans() }))
    for (const unit of UNITS)
      it(`keeps everything, and its bytes, with ${trouble} in ${unit}`, () => {
        const line = entryToLine(sample, SCHEMA, unit)
        const back = read(line)
        expect(withoutNulls(back)).toEqual(withoutNulls(sample))
        expect(entryToLine(back, SCHEMA, unit)).toBe(line)
      })

  it('counts code points as Python does', () => {
    const text = '😀 Awa 😀'
    const line = entryToLine(entry('a', text, [span('s', 'PER', [at(text, 'Awa')])]), SCHEMA, 'codepoint')
    expect(JSON.parse(line)).toMatchObject({ spans: [{ start: 2, end: 5, text: 'Awa' }] })
  })

  it('counts bytes of UTF-8', () => {
    const text = 'é😀 Awa'
    const line = entryToLine(entry('a', text, [span('s', 'PER', [at(text, 'Awa')])]), SCHEMA, 'byte')
    expect(JSON.parse(line)).toMatchObject({ spans: [{ start: 7, end: 10 }] })
  })

  it('moves a border out of a surrogate pair and says the text of what it wrote', () => {
    const line = entryToLine(entry('a', 'a😀b', [span('s', 'PER', [[2, 4]])]), SCHEMA, 'codepoint')
    expect(JSON.parse(line)).toMatchObject({ spans: [{ start: 1, end: 3, text: '😀b' }] })
    expect(lineToEntry(line).ok).toBe(true)
  })

  it('is one line for readers that break lines at U+2028, U+2029 or U+0085', () => {
    const line = entryToLine(entry('a', 'x\u2028y\u2029z\u0085', []), SCHEMA, 'codepoint')
    expect(line).not.toMatch(/[\n\u2028\u2029\u0085]/)
    expect(read(line).text).toBe('x\u2028y\u2029z\u0085')
  })

  it('gives every attribute of the label, null where unset, and keeps what does not fit as JSON text', () => {
    const odd = span('s', 'PER', [[0, 1]], { attributes: { sure: 'yes', gone: 3 } })
    const line = entryToLine(entry('a', 'x', [odd]), SCHEMA, 'utf16')
    expect(JSON.parse(line)).toMatchObject({
      spans: [{ attributes: { role: null, sure: null }, kept_attributes: { sure: '"yes"', gone: '3' } }],
    })
    expect(read(line).spans[0]?.attributes).toEqual({ role: null, sure: 'yes', gone: 3 })
  })

  it('keeps keys called __proto__ without touching any prototype', () => {
    const line =
      '{"format":"postil/1","id":"a","annotator":"b","state":"done","text":"x","offset_unit":"utf16","spans":[{"id":"s","start":0,"end":1,"label":"PER","text":"x","__proto__":{"evil":1},"attributes":{"__proto__":"a"}}],"__proto__":{"evil":1},"meta":{"__proto__":{"evil":1}}}'
    const again = entryToLine(read(line), { ...SCHEMA, labels: [] }, 'utf16')
    expect(again.match(/"__proto__"/g)).toHaveLength(4)
    expect(({} as { evil?: number }).evil).toBeUndefined()
  })

  it('leaves out the text and its copies when asked, and reads them from elsewhere', () => {
    const sample = TROUBLES['plain'] ?? entry('', '', [])
    const line = entryToLine(sample, SCHEMA, 'codepoint', { withText: false })
    expect(line).not.toContain('Koné')
    expect(valid(JSON.parse(line))).toBe(true)
    expect(lineToEntry(line)).toMatchObject({ ok: false, problems: [{ code: 'no-text' }] })
    expect(lineToEntry(line, () => sample.text)).toMatchObject({ ok: true, entry: { text: sample.text } })
  })
})

describe('the JSON Schema', () => {
  for (const [trouble, sample] of Object.entries(TROUBLES))
    it(`accepts what the writer writes with ${trouble}`, () => {
      valid(JSON.parse(entryToLine(sample, SCHEMA, 'codepoint')))
      expect(valid.errors).toBeNull()
    })
})

const GOOD = JSON.parse(entryToLine(TROUBLES['everything else'] ?? entry('', '', []), SCHEMA, 'codepoint')) as object

describe('a line with a fault is refused, and the fault named', () => {
  const cases: readonly [description: string, line: string, code: string, field: string][] = [
    ['not JSON', '{"format":', 'bad-json', ''],
    ['not an object', '[1]', 'wrong-type', ''],
    ['another format', json({ format: 'postil/2' }), 'wrong-value', 'format'],
    ['no id', json({ id: undefined }), 'missing', 'id'],
    ['an unknown state', json({ state: 'finished' }), 'wrong-value', 'state'],
    ['an unknown unit', json({ offset_unit: 'char' }), 'wrong-value', 'offset_unit'],
    ['a hash that is none', json({ sha256: 'abc' }), 'wrong-value', 'sha256'],
    ['spans that are no list', json({ spans: {} }), 'wrong-type', 'spans'],
    [
      'a span past the end',
      json({ spans: [{ id: 's', label: 'A', start: 0, end: 999, text: '' }] }),
      'out-of-bounds',
      'spans[0].end',
    ],
    ['a number beyond range', json({}).replace('"start":3', '"start":1e999'), 'wrong-type', 'spans[0].start'],
    ['a negative offset', json({}).replace('"start":3', '"start":-3'), 'wrong-type', 'spans[0].start'],
    ['an empty span', json({ spans: [{ id: 's', label: 'A', start: 2, end: 2, text: '' }] }), 'empty-span', 'spans[0]'],
    [
      'other text',
      json({ spans: [{ id: 's', label: 'A', start: 0, end: 2, text: 'La' }] }),
      'text-mismatch',
      'spans[0].text',
    ],
    ['the same id twice', json({ spans: [one('s'), one('s')], relations: [] }), 'duplicate', 'spans[1].id'],
    ['a loose relation', json({ spans: [one('s')] }), 'dangling', 'relations[0].from'],
    [
      'an instant that is none',
      json({ spans: [{ ...one('s'), created: 'yesterday' }], relations: [] }),
      'wrong-value',
      'spans[0].created',
    ],
    [
      'an attribute that is an object',
      json({ spans: [{ ...one('s'), attributes: { a: {} } }], relations: [] }),
      'wrong-type',
      'spans[0].attributes.a',
    ],
    [
      'pieces out of order',
      json({
        spans: [
          {
            ...one('s'),
            end: 8,
            ranges: [
              [4, 8],
              [0, 2],
            ],
            text: 'x',
          },
        ],
        relations: [],
      }),
      'bad-ranges',
      'spans[0].ranges',
    ],
    [
      'a value nested too deep',
      json({ meta: { a: JSON.parse('['.repeat(99) + ']'.repeat(99)) as unknown } }),
      'too-deep',
      'meta',
    ],
  ]
  for (const [description, line, code, field] of cases)
    it(description, () => {
      const outcome = lineToEntry(line)
      expect(outcome.ok ? [] : outcome.problems.map((each) => [each.code, each.field])).toContainEqual([code, field])
    })

  it('an offset inside a character, counted in bytes', () => {
    const outcome = lineToEntry(
      json({
        text: 'é',
        offset_unit: 'byte',
        spans: [{ ...one('s'), start: 0, end: 1 }],
        relations: [],
        excluded: [],
        tokens: null,
      }),
    )
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'inside-character', field: 'spans[0].end' }] })
  })

  it('whatever is changed in a good line: never a crash, and what is accepted survives', () => {
    const line = JSON.stringify(GOOD)
    const snippets = fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      'null',
      '1e400',
      '-1',
      '"__proto__"',
      '\\ud800',
      '0,0',
      ':',
    )
    fc.assert(
      fc.property(fc.nat(line.length), fc.nat(12), snippets, (start, length, snippet) => {
        const outcome = lineToEntry(line.slice(0, start) + snippet + line.slice(start + length))
        if (outcome.ok)
          expect(
            sameValue(read(entryToLine(outcome.entry, SCHEMA, 'utf16')).spans.length, outcome.entry.spans.length),
          ).toBe(true)
      }),
      { seed: 5, numRuns: 1500 },
    )
  })
})

function json(change: object): string {
  return JSON.stringify({ ...GOOD, ...change })
}

function one(id: string): object {
  return { id, label: 'A', start: 0, end: 2, text: 'Le' }
}

function withoutNulls(sample: ReturnType<typeof read>): unknown {
  return {
    ...sample,
    spans: sample.spans.map((each) => ({
      ...each,
      attributes: Object.fromEntries(Object.entries(each.attributes).filter(([, value]) => value !== null)),
    })),
  }
}
