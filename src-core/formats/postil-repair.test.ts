import { describe, expect, it } from 'vitest'
import { lineToEntry } from './postil-read.ts'
import { entryToLine } from './postil.ts'
import { repairLine } from './postil-repair.ts'
import { entry, SCHEMA, span, TROUBLES } from './testing/samples.ts'

const TEXT = 'Le 😀 maire Awa Koné parle. La préfète répond à Paul Ndiaye, puis Paul Ndiaye part.'
const at = (words: string): [number, number] => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length]

/** A sound line, and what its JSON becomes. */
function damaged(change: (line: { spans: Item[]; relations: Item[] }) => void): string {
  const relation = { id: 'r1', type: 'said_by', from: 's1', to: 's2', toDocument: null, attributes: {}, extra: {} }
  const spans = [span('s1', 'PERSON', [at('Awa Koné')]), span('s2', 'PERSON', [at('Paul Ndiaye')])]
  const sound = entryToLine(entry('a.txt', TEXT, spans, { relations: [relation] }), SCHEMA, 'codepoint')
  const line = JSON.parse(sound) as { spans: Item[]; relations: Item[] }
  change(line)
  return JSON.stringify(line)
}
type Item = Record<string, unknown>

const codes = (line: string) => repairLine(line).repairs.map(({ code, field }) => [code, field])

describe('repairing a line', () => {
  it('leaves every sound line as it is, to the byte', () => {
    for (const unit of ['codepoint', 'utf16', 'byte'] as const)
      for (const sample of Object.values(TROUBLES)) {
        const line = entryToLine(sample, SCHEMA, unit)
        expect(repairLine(line)).toEqual({ line, repairs: [] })
      }
  })

  it('leaves what is no line of Postil as it is', () => {
    for (const line of ['', 'nonsense', '[]', '{}', '{"spans":[1,null]}', '{"spans":{}}'])
      expect(repairLine(line)).toEqual({ line, repairs: [] })
  })

  it.each([
    ['beyond the text', 900, 908],
    ['at other words', 0, 8],
    ['at no whole numbers', 'x', null],
  ])('puts a tag that stands %s where its words stand once', (_, start, end) => {
    const line = damaged(({ spans: [first] }) => Object.assign(first ?? {}, { start, end }))
    expect(codes(line)).toEqual([['repaired-place', 'spans[0]']])
    const outcome = lineToEntry(repairLine(line).line)
    expect(outcome.ok && outcome.entry.spans[0]?.ranges).toEqual([at('Awa Koné')])
  })

  it('never guesses among several places, and leaves no tag out', () => {
    const several = damaged(({ spans: [, second] }) => Object.assign(second ?? {}, { start: 900, end: 911 }))
    const never = damaged(({ spans: [first] }) => Object.assign(first ?? {}, { text: 'Awa Diop' }))
    for (const line of [several, never]) expect(repairLine(line)).toEqual({ line, repairs: [] })
  })

  it('gives the second of two ids its own and keeps relations at the first', () => {
    const line = damaged((each) => {
      each.spans.push({ ...each.spans[1], id: 's1' }, { ...each.spans[1], id: 's1' })
      each.relations.push({ ...each.relations[0] })
    })
    expect(codes(line)).toEqual([
      ['repaired-id', 'spans[2].id'],
      ['repaired-id', 'spans[3].id'],
      ['repaired-id', 'relations[1].id'],
    ])
    const outcome = lineToEntry(repairLine(line).line)
    expect(outcome.ok && outcome.entry.spans.map(({ id }) => id)).toEqual(['s1', 's2', 's1-2', 's1-3'])
    expect(outcome.ok && outcome.entry.relations.map(({ id, from }) => [id, from])).toEqual([
      ['r1', 's1'],
      ['r1-2', 's1'],
    ])
  })

  it('leaves out a relation without an end, and none whose end is in another document', () => {
    const line = damaged(({ relations: [first], relations }) => {
      relations.push({ ...first, id: 'r2', to: 'gone' }, { ...first, id: 'r3', to: 'far', to_document: 'b.txt' })
    })
    expect(codes(line)).toEqual([['repaired-relation', 'relations[1]']])
    const outcome = lineToEntry(repairLine(line).line)
    expect(outcome.ok && outcome.entry.relations.map(({ id }) => id)).toEqual(['r1', 'r3'])
  })

  it('repairs once: a repaired line needs no repair', () => {
    const line = damaged(({ spans, relations }) => {
      Object.assign(spans[0] ?? {}, { start: 900, end: 908 })
      spans.push({ ...spans[1] })
      relations.push({ ...relations[0], from: 'gone' })
    })
    const once = repairLine(line)
    expect(once.repairs).toHaveLength(3)
    expect(repairLine(once.line)).toEqual({ line: once.line, repairs: [] })
  })
})
