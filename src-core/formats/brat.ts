import type { DatasetEntry } from './dataset.ts'
import { bratConfig } from './brat-config.ts'
import { readAnn } from './brat-read.ts'
import { bratValue, DATA_NOTE, entityReference } from './brat-values.ts'
import type { Format, Piece, Writer, WriteOptions } from './format.ts'
import { isInside, MANIFEST, manifestLine, PathMaker, readManifests } from './paths.ts'
import { positions } from './reading.ts'
import { PIECE_JOINT } from './postil.ts'
import type { Range } from '../text/offset.ts'
import type { AttributeValue } from '../annotation/records.ts'
import { say } from './phrase.ts'

/**
 * brat standoff: `.txt` and `.ann` a document, `annotation.conf` and `visual.conf`. A span over several lines is written
 * as one piece a line and read as one again. Values that brat's attributes cannot hold stand as JSON in a note.
 */
export const brat: Format = {
  id: 'brat',
  name: 'brat standoff',
  extensions: ['.ann', '.txt'],
  layout: 'folder',
  carries: {
    ...{ unit: 'codepoint', text: 'lf', characters: 'unicode', borders: 'trimmed', overlaps: true, pieces: true },
    ...{ joinsLines: true, names: 'word', attributes: true, relations: true, relationAttributes: false, notes: true },
    ...{ entities: true, provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise: (files) => files.some(({ name }) => name.endsWith('.ann')),
  alone: (data) => data,
  read(files, check) {
    const known = readManifests(files, check)
    const annotations = new Map(files.filter(({ name }) => name.endsWith('.ann')).map((file) => [file.name, file]))
    const texts = files.filter(({ name }) => name.endsWith('.txt') && isInside(name, check))
    const names = new Set(texts.map(({ name }) => name))
    for (const name of annotations.keys()) {
      const text = name.replace(/\.ann$/, '.txt')
      check.at(name, null)
      if (!names.has(text)) check.fault('missing', '', { expected: say('text-beside', { name: text }) })
    }
    return texts.map(({ name, text }) => {
      const stem = name.replace(/\.txt$/, '')
      const [id, annotator] = known.get(stem) ?? [name, null]
      return readAnn({ id, annotator, text, ann: annotations.get(`${stem}.ann`) ?? null }, check)
    })
  },
  write: (options) => new BratWriter(options),
}

class BratWriter implements Writer {
  readonly #options: WriteOptions
  readonly #paths: PathMaker

  constructor(options: WriteOptions) {
    this.#options = options
    this.#paths = new PathMaker(options.annotators)
  }

  add(entry: DatasetEntry): Piece[] {
    const stem = this.#paths.stem(entry.id, entry.annotator)
    return [
      { file: `${stem}.txt`, data: entry.text },
      { file: `${stem}.ann`, data: annOf(entry) },
      { file: MANIFEST, data: manifestLine(stem, entry.id, entry.annotator) },
    ]
  }

  end(): Piece[] {
    const { annotation, visual } = bratConfig(this.#options.schema)
    return [
      { file: 'annotation.conf', data: annotation },
      { file: 'visual.conf', data: visual },
    ]
  }
}

function annOf(entry: DatasetEntry): string {
  const ids = new Map(entry.spans.map((span, i) => [span.id, `T${i + 1}`]))
  const place = positions(entry.text, 'codepoint')
  const counters = { A: 0, N: 0, '#': 0 }
  const lines: string[] = []
  for (const span of entry.spans) {
    const id = ids.get(span.id) ?? ''
    const pieces = span.ranges.flatMap((range) => linesOf(entry.text, range))
    const offsets = pieces.map((piece) => place(piece).join(' ')).join(';')
    lines.push(
      `${id}\t${span.label} ${offsets}\t${pieces.map(([start, end]) => entry.text.slice(start, end)).join(' ')}`,
    )
    for (const [name, value] of Object.entries(span.attributes)) {
      const written = bratValue(value)
      if (written !== null)
        lines.push(`A${++counters.A}\t${[name, id, written].filter((word) => word !== '').join(' ')}`)
    }
    if (span.entity !== null)
      lines.push(
        `N${++counters.N}\tReference ${id} ${entityReference(span.entity)}\t${firstLine(entry.text, span.ranges)}`,
      )
    if (span.note !== null)
      lines.push(`#${++counters['#']}\tAnnotatorNotes ${id}\t${span.note.replace(/[\r\n]+/g, ' ')}`)
    const data = exactly(span.attributes, span.note)
    if (data) lines.push(`#${++counters['#']}\t${DATA_NOTE} ${id}\t${data}`)
  }
  entry.relations.forEach(({ type, from, to }, i) => {
    lines.push(`R${i + 1}\t${type} Arg1:${ids.get(from) ?? ''} Arg2:${ids.get(to) ?? ''}`)
  })
  return lines.map((line) => `${line}\n`).join('')
}

/** The parts of a range between line feeds; brat allows none inside a piece. */
function linesOf(text: string, [start, end]: Range): Range[] {
  const parts: Range[] = []
  for (const match of text.slice(start, end).matchAll(/[^\n]+/g)) {
    if (match[0].trim() !== '') parts.push([start + match.index, start + match.index + match[0].length])
  }
  return parts
}

function firstLine(text: string, ranges: readonly Range[]): string {
  return ranges
    .map(([start, end]) => text.slice(start, end))
    .join(PIECE_JOINT)
    .replace(/\s+/g, ' ')
}

/** What attribute lines and a note of one line cannot say exactly, as JSON. */
function exactly(attributes: Readonly<Record<string, AttributeValue>>, note: string | null): string | null {
  const inexact = Object.entries(attributes).filter(
    ([, value]) => value !== null && value !== true && value !== bratValue(value),
  )
  const lines = note !== null && /[\r\n]/.test(note)
  if (inexact.length === 0 && !lines) return null
  return JSON.stringify({ attributes: Object.fromEntries(inexact), ...(lines && { note }) })
}
