import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { Checker } from '../../src-core/formats/check.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import type { Format } from '../../src-core/formats/format.ts'
import type { Problem } from '../../src-core/formats/problem.ts'
import { withoutMark, type Line } from '../files/lines.ts'
import { compareEntries } from './entry-order.ts'
import { DataFault } from './io.ts'

/** Where an entry stands in a file of lines. */
interface Place extends Pick<DatasetEntry, 'id' | 'annotator'> {
  readonly number: number
  readonly start: number
  readonly end: number
}

interface Lined {
  readonly path: string
  /** What messages call it. */
  readonly shown: string
  readonly format: Format
  /** The lines of the file from its beginning. */
  readonly lines: () => AsyncIterable<Line>
}

/**
 * The entries of a file of a record a line by id, then annotator, as often as they are asked for. The file is gone
 * through once to find their order and its faults; after that one line at a time is in memory, wherever it stands.
 * @param notes gets what the reader repaired.
 */
export async function linedEntries(file: Lined, notes: Problem[]): Promise<() => AsyncGenerator<DatasetEntry>> {
  const check = new Checker()
  const places: Place[] = []
  for await (const { id, annotator, ...place } of entriesOf(file, file.lines(), check))
    places.push({ id, annotator, ...place })
  const sorted = isSorted(places)
  if (!sorted) places.sort(compareEntries)
  check.at(null, null)
  places.forEach((place, i) => {
    const before = places[i - 1]
    if (before && compareEntries(before, place) === 0)
      check.fault('duplicate', '', { id: JSON.stringify(`${place.id} · ${place.annotator}`) })
  })
  if (places.length === 0 && !check.faults) check.fault('no-documents', '')
  if (check.faults) throw new DataFault(check.problems, file.shown)
  notes.push(...check.notes)
  return async function* () {
    const lines = sorted ? file.lines() : linesAt(file.path, places)
    for await (const { entry } of entriesOf(file, lines, new Checker())) yield entry
  }
}

async function* entriesOf(
  { path, format }: Lined,
  lines: AsyncIterable<Line>,
  check: Checker,
): AsyncGenerator<Place & { readonly entry: DatasetEntry }> {
  for await (const { text, number, start, end } of lines) {
    if (text.trim() === '') continue
    check.at(basename(path), number)
    const entry = format.readLine?.(number === 1 ? withoutMark(text) : text, check)
    if (entry) yield { id: entry.id, annotator: entry.annotator, number, start, end, entry }
  }
}

function isSorted(places: readonly Place[]): boolean {
  return places.every((place, i) => {
    const before = places[i - 1]
    return !before || compareEntries(before, place) <= 0
  })
}

async function* linesAt(path: string, places: readonly Place[]): AsyncGenerator<Line> {
  const file = await open(path, 'r')
  try {
    for (const { number, start, end } of places) yield { text: await textAt(file, start, end), number, start, end }
  } finally {
    await file.close()
  }
}

async function textAt(file: FileHandle, start: number, end: number): Promise<string> {
  const bytes = Buffer.allocUnsafe(end - start)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
  return bytes.toString('utf8', 0, bytesRead)
}
