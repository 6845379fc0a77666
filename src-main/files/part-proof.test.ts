import { describe, expect, it } from 'vitest'
import { fit } from '../../src-core/formats/fit.ts'
import type { Format, Piece } from '../../src-core/formats/format.ts'
import { FORMATS } from '../../src-core/formats/registry.ts'
import { SCHEMA, TROUBLES } from '../../src-core/formats/testing/samples.ts'
import { compareEntries } from '../cli/entry-order.ts'
import { isParted, PartProof } from './part-proof.ts'

/** Files in memory, with a hand that may change what lies in them. */
class Shelf {
  readonly files = new Map<string, string>()

  put(pieces: readonly Piece[]): string[] {
    for (const { file, data } of pieces) this.files.set(file, `${this.files.get(file) ?? ''}${String(data)}`)
    return pieces.map(({ file }) => file)
  }

  since(file: string, byte: number): Buffer {
    return Buffer.from(this.files.get(file) ?? '', 'utf8').subarray(byte)
  }
}

const SORTED = Object.values(TROUBLES).sort(compareEntries)
const PARTED = FORMATS.filter(isParted)

function proved(format: Format, part: number, tamper: (data: string) => string = (data) => data) {
  if (!isParted(format)) throw new Error(`${format.id} is read whole`)
  const entries = SORTED.map((entry) => fit(entry, format, 'longest').entry)
  const annotators = [...new Set(entries.map(({ annotator }) => annotator))].sort()
  const writer = format.write?.({ schema: SCHEMA, unit: 'codepoint', name: 'data', annotators, software: 'Postil 0' })
  const shelf = new Shelf()
  const proof = new PartProof(format, shelf, part)
  for (const entry of entries) {
    const pieces = writer?.add(entry) ?? []
    proof.add(entry, shelf.put(pieces.map(({ file, data }) => ({ file, data: tamper(String(data)) }))))
  }
  return { mismatches: proof.end(shelf.put(writer?.end() ?? [])), shelf, entries }
}

describe('the proof part by part', () => {
  it('is there for every format of one file a document or of documents in a row', () => {
    expect(PARTED.map(({ id }) => id)).toEqual([
      ...[
        'label-studio',
        'conll-2003',
        'iob2',
        'iobes',
        'conllu',
        'hipe',
        'brat',
        'webanno-tsv',
        'cas-json',
        'cas-xmi',
      ],
      'web-annotation',
    ])
  })

  it.each(PARTED.flatMap(({ id }) => [1, 100, 4_000_000].map((part) => [id, part] as const)))(
    '%s is what was written, in parts of %i characters',
    (id, part) => {
      const format = PARTED.find((each) => each.id === id)
      expect(format && proved(format, part).mismatches).toEqual([])
    },
  )

  it.each(PARTED.map(({ id }) => id))(
    '%s: a label that changed on its way to the disk is found in its document',
    (id) => {
      const format = PARTED.find((each) => each.id === id)
      const changed = format && proved(format, 1, (data) => data.replaceAll('PER', 'ORG'))
      expect(changed?.mismatches.length).toBeGreaterThan(0)
    },
  )

  it.each(PARTED.map(({ id }) => id))('%s: a document that never reached the disk is missed', (id) => {
    const format = PARTED.find((each) => each.id === id)
    let nth = 0
    const changed = format && proved(format, 100, (data) => (data.includes('PER') && nth++ === 1 ? '' : data))
    expect(nth).toBeGreaterThan(1)
    expect(changed?.mismatches.length).toBeGreaterThan(0)
  })
})
