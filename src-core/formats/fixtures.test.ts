import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { SourceFile } from './format.ts'
import { formatById, FORMATS, isReadable, recognise } from './registry.ts'
import { readBack } from './testing/files.ts'

/* Files written by hand from each format's own description, none by our writers. */

const root = fileURLToPath(new URL('./fixtures', import.meta.url))

interface Expected {
  readonly entries: readonly object[]
  readonly notes: readonly string[]
}

function filesIn(folder: string): SourceFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort()
  const data = names.filter((name) => name !== 'expected.json')
  return data.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

/** An entry in words, so that an expectation can be written by hand. */
function told({ id, annotator, text, spans, relations }: DatasetEntry): object {
  const quote = (span: DatasetSpan | undefined) =>
    JSON.stringify((span?.ranges ?? []).map(([start, end]) => text.slice(start, end)).join(' … '))
  const byId = new Map(spans.map((span) => [span.id, span]))
  return {
    ...{ id, annotator, text },
    spans: spans.map((span) => {
      const places = span.ranges.map(([start, end]) => `${start}-${end}`)
      const attributes = Object.entries(span.attributes).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      const more = [
        ...(span.entity === null ? [] : [`entity=${span.entity}`]),
        ...(span.note === null ? [] : [`note=${JSON.stringify(span.note)}`]),
        ...(span.origin.startsWith('imported:') ? [] : [`origin=${span.origin}`]),
      ]
      return [...places, span.label, quote(span), ...attributes, ...more].join(' ')
    }),
    relations: relations.map(({ type, from, to }) => `${type} ${quote(byId.get(from))} → ${quote(byId.get(to))}`),
  }
}

const READ = FORMATS.filter(isReadable).map(({ id }) => id as string)

for (const id of readdirSync(root).filter((each) => READ.includes(each)))
  describe(id, () => {
    const format = formatById(id)
    for (const name of readdirSync(join(root, id)))
      it(`reads what the specification shows: ${name}`, () => {
        const files = filesIn(join(root, id, name))
        const expected = JSON.parse(readFileSync(join(root, id, name, 'expected.json'), 'utf8')) as Expected
        if (!format) throw new Error(`${id} is no format`)
        const { entries, notes } = readBack(format, files)
        expect({ entries: entries.map(told), notes: notes.map(({ code }) => code) }).toEqual(expected)
        expect(recognise(files).map((each) => each.id)).toContain(id)
      })
  })

it('there is a fixture for every format', () => {
  expect(readdirSync(root).sort()).toEqual(FORMATS.map((format) => format.id as string).sort())
})
