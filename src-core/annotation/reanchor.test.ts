import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, invert, type Items } from './edit.ts'
import { recordOf } from './document-commands.ts'
import { dropStray, placeStray, reanchor, shelveStray } from './reanchor.ts'
import type { Item, Layer, Relation, Span } from './records.ts'

const TEXT = 'La ministre Awa Sorel a parlé lundi. Le maire Paul Sorel a répondu mardi à la presse.'

function span(id: string, words: string, text = TEXT): Span {
  const start = text.indexOf(words)
  return {
    kind: 'span',
    id,
    document: 'a.txt',
    annotator: 'amina',
    created: 1,
    updated: 1,
    ranges: [[start, start + words.length]],
    label: 'person',
    attributes: {},
    entity: null,
    note: null,
    origin: 'manual',
  }
}

function link(id: string, from: string, to: string): Relation {
  const common = { document: 'a.txt', annotator: 'amina', created: 1, updated: 1 }
  return { kind: 'relation', id, ...common, type: 'about', from, to, toDocument: null, attributes: {} }
}

function itemsOf(...items: Item[]): Items {
  return new Map(items.map((item) => [item.id, item]))
}

function change(after: string, before = TEXT) {
  return { document: 'a.txt', before: { key: 'old', text: before }, after: { key: 'new', text: after } }
}

function wordsOf(items: Items, text: string): Record<string, string> {
  const spans = [...items.values()].filter((item): item is Span => item.kind === 'span')
  return Object.fromEntries(spans.map(({ id, ranges }) => [id, ranges.map((range) => text.slice(...range)).join('|')]))
}

describe('tags on a changed text', () => {
  const items = itemsOf(span('a', 'Awa Sorel'), span('p', 'Paul Sorel'), link('r', 'a', 'p'))

  it('move with their words when something comes before them, and the whole move can be taken back', () => {
    const after = `Mise à jour à 18 h.\n${TEXT}`
    const { edit, kept, asking, lost } = reanchor(items, change(after))
    expect({ kept, asking, lost }).toEqual({ kept: 2, asking: 0, lost: 0 })
    const moved = apply(items, edit)
    expect(wordsOf(moved, after)).toEqual({ a: 'Awa Sorel', p: 'Paul Sorel' })
    expect(recordOf(moved, 'a.txt').text).toEqual({ now: 'new', before: 'old' })
    expect(apply(moved, invert(edit))).toEqual(items)
  })

  it('move with those that may not be seen yet, of which the numbers say nothing', () => {
    const after = 'La ministre a parlé lundi. Le maire Paul Sorel a répondu mardi à la presse.'
    const [his, hers] = [span('a', 'Awa Sorel'), { ...span('p', 'Paul Sorel'), annotator: 'karim' }]
    const moved = reanchor(itemsOf(his, hers), { ...change(after), unseen: ['karim'] })
    expect(moved).toMatchObject({ kept: 0, asking: 0, lost: 1 })
    expect(wordsOf(apply(itemsOf(his, hers), moved.edit), after)).toEqual({ p: 'Paul Sorel' })
  })

  it('keep what was said no to where its words are, and ask again where they have changed', () => {
    const range = (text: string, words: string) => [text.indexOf(words), text.indexOf(words) + words.length] as const
    const layer: Layer = {
      ...{ kind: 'layer', id: 'layer', document: 'a.txt', annotator: 'amina', state: 'done', labels: [] },
      ...{ created: 1, updated: 1, rejected: [range(TEXT, 'lundi'), range(TEXT, 'mardi')] },
    }
    const after = `À 18 h. ${TEXT.replace('lundi', 'hier')}`
    const { edit } = reanchor(itemsOf(layer), change(after))
    expect(apply(itemsOf(layer), edit).get('layer')).toEqual({ ...layer, rejected: [range(after, 'mardi')] })
  })

  it('wait with their relations when their words are gone, and come back whole where a person puts them', () => {
    const after = 'La ministre a parlé lundi. Le maire Paul Sorel a répondu mardi à la presse.'
    const { edit, kept } = reanchor(items, change(after))
    expect(kept).toBe(1)
    const moved = apply(items, edit)
    expect(wordsOf(moved, after)).toEqual({ p: 'Paul Sorel' })
    expect(moved.has('r')).toBe(false)
    const [stray] = recordOf(moved, 'a.txt').strays ?? []
    if (!stray) throw new Error('A stray is expected')
    expect([stray.span.id, stray.attached.map(({ id }) => id)]).toEqual(['a', ['r']])
    const placed = apply(moved, placeStray(moved, 'a.txt', stray, [[3, 11]], 9))
    expect(wordsOf(placed, after)).toEqual({ a: 'ministre', p: 'Paul Sorel' })
    expect(placed.has('r')).toBe(true)
    expect(recordOf(placed, 'a.txt').strays).toEqual([])
  })

  it('never jump to a lookalike elsewhere', () => {
    const before = 'Selon Awa Sorel, le barrage tiendra encore dix ans.'
    const after = 'Le barrage a cédé. On attend toujours le bilan.\nUn café porte le nom Awa Sorel.'
    const one = itemsOf(span('a', 'Awa Sorel', before))
    const { edit, asking } = reanchor(one, change(after, before))
    const moved = apply(one, edit)
    expect([wordsOf(moved, after), asking]).toEqual([{}, 1])
    const there = after.indexOf('Awa')
    expect(recordOf(moved, 'a.txt').strays?.[0]?.candidates).toEqual([[[there, there + 9]]])
  })

  it('wait until both ends of a relation are back', () => {
    const { edit } = reanchor(items, change('Tout autre chose, sans personne.'))
    let now = apply(items, edit)
    const first = recordOf(now, 'a.txt').strays?.find(({ span: { id } }) => id === 'a')
    if (!first) throw new Error('A stray is expected')
    now = apply(now, placeStray(now, 'a.txt', first, [[0, 4]], 9))
    expect(now.has('r')).toBe(false)
    const second = recordOf(now, 'a.txt').strays?.[0]
    if (!second) throw new Error('A stray is expected')
    now = apply(now, placeStray(now, 'a.txt', second, [[5, 10]], 9))
    expect(now.has('r')).toBe(true)
  })

  it('stay as strays, put aside or not, until somebody deletes them', () => {
    const { edit } = reanchor(items, change('Rien.'))
    const now = apply(items, edit)
    const shelved = apply(now, shelveStray(now, 'a.txt', 'a'))
    expect(recordOf(shelved, 'a.txt').strays?.map(({ tray }) => tray)).toEqual([true, false])
    const dropped = apply(shelved, dropStray(shelved, 'a.txt', 'a'))
    expect(recordOf(dropped, 'a.txt').strays?.map(({ span: { id } }) => id)).toEqual(['p'])
  })

  it('are never lost nor on other words, whatever happens to the text', () => {
    const words = fc.array(fc.constantFrom('Awa', 'Sorel', 'le', 'maire', 'dit', 'lundi', '.', '\n', '«', 'é😀'), {
      maxLength: 30,
    })
    const texts = fc.tuple(words, words).map((pair) => pair.map((list) => list.join(' ')))
    const law = fc.property(
      texts,
      fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 })), { maxLength: 8 }),
      (pair, places) => {
        const [before = '', after = ''] = pair
        const spans = places.flatMap(([start, length], i): Span[] =>
          start + length <= before.length ? [{ ...span(`s${i}`, 'x'), ranges: [[start, start + length]] }] : [],
        )
        const start = itemsOf(...spans)
        const { edit, kept, asking, lost } = reanchor(start, change(after, before))
        const moved = apply(start, edit)
        const strays = recordOf(moved, 'a.txt').strays ?? []
        expect(kept + asking + lost).toBe(spans.length)
        expect(asking + lost).toBe(strays.length)
        expect(apply(moved, invert(edit))).toEqual(start)
        for (const { id, ranges } of spans) {
          const now = moved.get(id)
          const stray = strays.find((each) => each.span.id === id)
          expect(now === undefined).toBe(stray !== undefined)
          const said =
            now?.kind === 'span'
              ? now.ranges.map((range) => after.slice(...range))
              : stray?.quotes.map(({ exact }) => exact)
          expect(said).toEqual(ranges.map((range) => before.slice(...range)))
        }
      },
    )
    fc.assert(law, { seed: 4, numRuns: 300 })
  })
})
