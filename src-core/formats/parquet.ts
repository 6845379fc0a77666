import { parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { DatasetEntry } from './dataset.ts'
import type { Format, Piece, Writer, WriteOptions, WrittenFile, WrittenSpan } from './format.ts'
import { positions } from './reading.ts'

/**
 * Two Parquet tables: a row a piece of a span, and `.texts.parquet` with a row a document × annotator. Attributes are
 * JSON text, so that the columns keep one type.
 */
export const parquet: Format = {
  id: 'parquet',
  name: 'Parquet, a row a span, and the texts',
  extensions: ['.parquet'],
  layout: 'file',
  carries: {
    ...{ unit: 'any', text: 'exact', characters: 'unicode', borders: 'any', overlaps: true, pieces: true },
    ...{ attributes: true, relations: false, relationAttributes: false, notes: true, entities: true, provenance: true },
    ...{ annotators: true, ids: true, documents: false },
  },
  write: (options) => new TableWriter(options),
  spansIn: async (files) => (await Promise.all(files.map(readSpans))).flat(),
}

interface Row {
  readonly document: string
  readonly annotator: string
  readonly id: string
  readonly piece: number
  readonly pieces: number
  readonly start: number
  readonly end: number
  readonly label: string
  readonly text: string
  readonly attributes: string | null
  readonly entity: string | null
  readonly note: string | null
  readonly origin: string
  readonly created: string | null
  readonly updated: string | null
}

const NUMBERS: ReadonlySet<string> = new Set(['piece', 'pieces', 'start', 'end'])
const COLUMNS = [
  ...(['document', 'annotator', 'id', 'piece', 'pieces', 'start', 'end', 'label', 'text'] as const),
  ...(['attributes', 'entity', 'note', 'origin', 'created', 'updated'] as const),
] satisfies readonly (keyof Row)[]

class TableWriter implements Writer {
  readonly #options: WriteOptions
  readonly #rows: Row[] = []
  readonly #texts: Pick<DatasetEntry, 'id' | 'annotator' | 'lang' | 'text'>[] = []

  constructor(options: WriteOptions) {
    this.#options = options
  }

  add(entry: DatasetEntry): Piece[] {
    const { id, annotator, lang, text } = entry
    const place = positions(text, this.#options.unit)
    this.#texts.push({ id, annotator, lang, text })
    for (const span of entry.spans) {
      const set = Object.entries(span.attributes).filter(([, value]) => value !== null)
      span.ranges.forEach((range, i) => {
        const [start, end] = place(range)
        this.#rows.push({
          ...{ document: id, annotator, id: span.id, piece: i + 1, pieces: span.ranges.length, start, end },
          ...{ label: span.label, text: text.slice(...range) },
          attributes: set.length ? JSON.stringify(Object.fromEntries(set)) : null,
          ...{
            entity: span.entity,
            note: span.note,
            origin: span.origin,
            created: span.created,
            updated: span.updated,
          },
        })
      })
    }
    return []
  }

  end(): Piece[] {
    const { name, unit, software } = this.#options
    const kvMetadata = [{ key: 'offset_unit', value: unit }]
    const spans = COLUMNS.map((column) => ({
      ...{ name: column, data: this.#rows.map((row) => row[column]) },
      ...(NUMBERS.has(column)
        ? ({ type: 'INT32', nullable: false } as const)
        : ({ type: 'STRING', nullable: true } as const)),
    }))
    const texts = [
      { name: 'document', data: this.#texts.map(({ id }) => id), type: 'STRING', nullable: false },
      { name: 'annotator', data: this.#texts.map(({ annotator }) => annotator), type: 'STRING', nullable: false },
      { name: 'lang', data: this.#texts.map(({ lang }) => lang), type: 'STRING', nullable: true },
      { name: 'text', data: this.#texts.map(({ text }) => text), type: 'STRING', nullable: false },
    ] as const
    return [
      {
        file: `${name}.parquet`,
        data: new Uint8Array(parquetWriteBuffer({ columnData: spans, kvMetadata, createdBy: software })),
      },
      {
        file: `${name}.texts.parquet`,
        data: new Uint8Array(parquetWriteBuffer({ columnData: [...texts], kvMetadata, createdBy: software })),
      },
    ]
  }
}

async function readSpans({ name, data }: WrittenFile): Promise<WrittenSpan[]> {
  if (typeof data === 'string' || name.endsWith('.texts.parquet')) return []
  const file = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer
  const rows: readonly Record<string, unknown>[] = await parquetReadObjects({ file })
  return rows.map((row) => ({
    ...{ document: String(row['document']), label: String(row['label']), text: String(row['text']) },
    ...{ start: Number(row['start']), end: Number(row['end']) },
  }))
}
