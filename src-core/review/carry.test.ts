import { describe, expect, test } from 'vitest'
import { recordOf } from '../annotation/document-commands.ts'
import { apply, isEmpty, type Items } from '../annotation/edit.ts'
import { placeStray } from '../annotation/reanchor.ts'
import { spanText, type LayerItem } from '../annotation/records.ts'
import { carryLayer, waitFor } from './carry.ts'
import { mergeLayers, type IncomingLayer } from './merge.ts'
import { itemsOf, layer, relation, span } from './testing/desk.ts'

const THEIRS = 'La maire Odile Renn a parlé. Le préfet Anton Vial a ri. La digue tient.'
const OURS = 'Mardi. La maire Odile Renn a parlé. Le préfet a ri, dit Anton. La digue tient.'
const TEXT = { text: OURS, sha256: 'ours' }
const at = (words: string) => THEIRS.indexOf(words)

function incoming(version = 10, more: readonly LayerItem[] = []): IncomingLayer {
  const mayor = span('bruno', 'b1', 'per', at('Odile Renn'), at('Odile Renn') + 10)
  const prefect = span('bruno', 'b2', 'per', at('Anton Vial'), at('Anton Vial') + 10)
  const dike = span('bruno', 'b3', 'org', at('La digue'), at('La digue') + 8)
  const items = [layer('bruno'), mayor, prefect, dike, relation('bruno', 'r1', 'b1', 'b2'), ...more]
  return { document: 'doc', annotator: 'bruno', version, sha256: 'theirs', items }
}

const RECEIVER = { own: new Set(['me']), documents: new Map([['doc', 'ours']]) }

/** Brings a layer in as a bundle would. */
function opened(items: Items, from: IncomingLayer) {
  const carried = carryLayer(from, THEIRS, TEXT, items)
  const merge = mergeLayers(items, [carried.layer], RECEIVER)
  const fate = merge.layers[0]?.fate
  const taken = fate === 'added' || fate === 'updated'
  const merged = apply(items, merge.edit)
  const after = taken ? apply(merged, waitFor(merged, 'doc', [carried])) : merged
  return { after, fate, strays: carried.strays, quiet: isEmpty(merge.edit) }
}

const words = (items: Items) =>
  [...items.values()].flatMap((item) => (item.kind === 'span' ? [spanText(item, OURS)] : [])).sort()
const strays = (items: Items) => (recordOf(items, 'doc').strays ?? []).map((stray) => stray.span.id)

describe('a layer that was made on another text', () => {
  test('moves with its words; a tag in doubt waits with its relation, and no tag is dropped', () => {
    const { after, fate } = opened(new Map(), incoming())
    expect(fate).toBe('added')
    expect(words(after)).toEqual(['La digue', 'Odile Renn'])
    expect(strays(after)).toEqual(['b2'])
    expect(recordOf(after, 'doc').strays?.[0]?.attached.map(({ id }) => id)).toEqual(['r1'])
    expect(after.has('r1')).toBe(false)
  })

  test('opened twice changes nothing: neither while the tag waits, nor once it was placed, nor once it was dropped', () => {
    const { after } = opened(new Map(), incoming())
    expect(opened(after, incoming())).toMatchObject({ fate: 'unchanged', quiet: true })
    const [stray] = recordOf(after, 'doc').strays ?? []
    if (!stray) throw new Error('A tag waits')
    const start = OURS.indexOf('Anton')
    const placed = apply(after, placeStray(after, 'doc', stray, [[start, start + 5]], 50))
    expect(words(placed)).toEqual(['Anton', 'La digue', 'Odile Renn'])
    expect(opened(placed, incoming())).toMatchObject({ fate: 'unchanged', quiet: true })
    // A newer bundle in which the colleague left that tag alone keeps the place that was found for it.
    const newer = opened(placed, incoming(20))
    expect([newer.fate, words(newer.after), strays(newer.after)]).toEqual([
      'updated',
      ['Anton', 'La digue', 'Odile Renn'],
      [],
    ])
    expect(newer.after.has('r1')).toBe(true)
  })

  test('a newer bundle lets its own strays wait in place of the former ones, and leaves those of others alone', () => {
    const { after } = opened(itemsOf(layer('me'), span('me', 'm1', 'per', 0, 5)), incoming())
    const other = { ...incoming(), annotator: 'chloé' }
    const renamed = other.items.map((item) => ({
      ...item,
      annotator: 'chloé',
      id: item.id.replace(/^b/, 'c').replace('bruno', 'chloé'),
    }))
    const two = opened(after, { ...other, items: renamed.filter(({ kind }) => kind !== 'relation') }).after
    expect(strays(two).sort()).toEqual(['b2', 'c2'])
    const without = incoming(30).items.filter(({ id }) => id !== 'b2' && id !== 'r1')
    expect(strays(opened(two, { ...incoming(30), items: without }).after)).toEqual(['c2'])
    expect(two.get('m1')).toBeDefined()
  })
})
