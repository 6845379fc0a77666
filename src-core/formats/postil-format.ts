import type { Format } from './format.ts'
import { looksLikePostil, readPostilLine } from './postil-read.ts'
import { entryToLine } from './postil.ts'

/** Postil JSONL: lossless. */
export const postil: Format = {
  id: 'postil',
  name: 'Postil JSONL',
  extensions: ['.jsonl'],
  layout: 'file',
  carries: {
    ...{ unit: 'any', text: 'exact', characters: 'all', borders: 'any', overlaps: true, pieces: true },
    ...{
      attributes: true,
      relations: true,
      relationAttributes: true,
      notes: true,
      entities: true,
      provenance: true,
      annotators: true,
    },
    ...{ ids: true, documents: true },
  },
  recognise: (files) => files.some((file) => looksLikePostil(firstLine(file.text))),
  readLine: readPostilLine,
  write: ({ schema, unit, name }) => ({
    add: (entry) => [{ file: `${name}.jsonl`, data: `${entryToLine(entry, schema, unit)}\n` }],
    end: () => [],
  }),
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end)
}
