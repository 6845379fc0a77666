import { describe, expect, it } from 'vitest'
import { prove, proveSpans } from './compare.ts'
import type { DatasetEntry } from './dataset.ts'
import { fit } from './fit.ts'
import { FORMATS, isReadable, recognise } from './registry.ts'
import { asSource, readBack, written } from './testing/files.ts'
import { tenThousandSpans, TROUBLES } from './testing/samples.ts'

const ALL = Object.values(TROUBLES).sort((a, b) =>
  a.id < b.id || (a.id === b.id && a.annotator < b.annotator) ? -1 : 1,
)

for (const format of FORMATS.filter(({ write }) => write)) {
  const fitted = (entries: readonly DatasetEntry[]) => entries.map((entry) => fit(entry, format, 'longest').entry)

  describe(format.id, () => {
    it('writes the same bytes for the same state', () => {
      expect(written(format, fitted(ALL))).toEqual(written(format, fitted(ALL)))
    })

    if (!isReadable(format)) {
      for (const [trouble, sample] of Object.entries({ ...TROUBLES, 'ten thousand spans': tenThousandSpans() }))
        it(`has every span that it can hold in its file, with ${trouble}`, async () => {
          const entries = fitted([sample])
          const files = [...written(format, entries)].map(([name, data]) => ({ name, data }))
          const found = (await format.spansIn?.(files)) ?? []
          expect(proveSpans(entries, found, 'codepoint', format.carries)).toEqual([])
          if (found.length) expect(proveSpans(entries, found.slice(1), 'codepoint', format.carries)).toHaveLength(1)
        })
      return
    }

    for (const [trouble, sample] of Object.entries({ ...TROUBLES, 'ten thousand spans': tenThousandSpans() }))
      it(`reads what it writes, up to what it carries, with ${trouble}`, () => {
        const entries = fitted([sample])
        const { entries: found } = readBack(format, asSource(written(format, entries)))
        expect(prove(entries, found, format.carries)).toEqual([])
      })

    it('reads all of them together, repairs nothing, and writes what it read as it was', () => {
      const entries = fitted(ALL)
      const { entries: found, notes } = readBack(format, asSource(written(format, entries)))
      const repaired = notes.filter(({ code }) => code !== 'assumed-unit')
      expect([prove(entries, found, format.carries), repaired]).toEqual([[], []])
      expect(written(format, fitted(found)).keys()).toEqual(written(format, entries).keys())
    })

    it('is recognised, and no other format with it', () => {
      expect(recognise(asSource(written(format, fitted(ALL)))).map(({ id }) => id)).toEqual([format.id])
    })

    it('tells a changed span from the one that was written', () => {
      const entries = fitted(ALL)
      const { entries: found } = readBack(format, asSource(written(format, entries)))
      const at = found.findIndex((entry) => entry.spans.length > 0)
      const spoilt = found.map((entry, i) => (i === at ? { ...entry, spans: entry.spans.slice(1) } : entry))
      expect(prove(entries, spoilt, format.carries)).toHaveLength(1)
    })
  })
}
