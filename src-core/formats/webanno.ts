import type { Checker } from './check.ts'
import type { DatasetEntry } from './dataset.ts'
import type { Format, Piece, Writer, WriteOptions } from './format.ts'
import { isInside, isManifest, MANIFEST, manifestLine, PathMaker, readManifests } from './paths.ts'
import { onlyRange } from './reading.ts'
import { sentences, tokenRanks, tokensOf } from './tokens.ts'
import { readWebanno } from './webanno-read.ts'
import { escapeText, escapeValue, NAMED_ENTITY, RELATION } from './webanno-text.ts'
import type { Range } from '../text/offset.ts'

/** WebAnno TSV 3.3, a file a document × annotator: labels in DKPro's NamedEntity layer, offsets in UTF-16. */
export const webanno: Format = {
  id: 'webanno-tsv',
  name: 'WebAnno TSV 3.3',
  extensions: ['.tsv'],
  layout: 'folder',
  carries: {
    ...{ unit: 'utf16', text: 'tokens', characters: 'unicode', borders: 'token', overlaps: true, pieces: false },
    ...{ attributes: false, relations: true, relationAttributes: false, notes: false, entities: true },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  recognise: (files) => files.some(({ text }) => text.startsWith('#FORMAT=WebAnno TSV 3')),
  alone: (data) => data,
  read(files, check: Checker) {
    const known = readManifests(files, check)
    return files
      .filter((file) => !isManifest(file) && isInside(file.name, check))
      .flatMap((file) => readWebanno(file, known.get(file.name.replace(/\.[^./]*$/, '')) ?? null, check))
  },
  write: (options) => new WebannoWriter(options),
}

class WebannoWriter implements Writer {
  readonly #paths: PathMaker
  readonly #relations: boolean

  constructor({ annotators, schema }: WriteOptions) {
    this.#paths = new PathMaker(annotators)
    this.#relations = schema.relations.length > 0
  }

  add(entry: DatasetEntry): Piece[] {
    const stem = this.#paths.stem(entry.id, entry.annotator)
    return [
      { file: `${stem}.tsv`, data: documentText(entry, this.#relations) },
      { file: MANIFEST, data: manifestLine(stem, entry.id, entry.annotator) },
    ]
  }

  end(): Piece[] {
    return []
  }
}

function documentText(entry: DatasetEntry, relations: boolean): string {
  const tokens = tokensOf(entry)
  const ranks = sentences(
    entry,
    tokens,
    entry.spans.flatMap((span) => span.ranges),
  )
  const cells = cellsOf(entry, tokens, ranks, relations)
  const header = ['#FORMAT=WebAnno TSV 3.3', `#T_SP=${NAMED_ENTITY}|identifier|value`]
  if (relations) header.push(`#T_RL=${RELATION}|value|BT_${NAMED_ENTITY}`)
  const sentence = ([from, to]: readonly [number, number], s: number) => {
    const text = entry.text.slice(tokens[from]?.[0], tokens[to - 1]?.[1])
    const rows = tokens.slice(from, to).map(([begin, end], t) => {
      const row = [
        `${s + 1}-${t + 1}`,
        `${begin}-${end}`,
        escapeText(entry.text.slice(begin, end)),
        ...(cells[from + t] ?? []),
      ]
      return `${row.join('\t')}\t\n`
    })
    return `\n#Text=${escapeText(text)}\n${rows.join('')}`
  }
  return `${header.join('\n')}\n\n${ranks.map(sentence).join('')}`
}

/** The annotation columns of each token. */
function cellsOf(
  entry: DatasetEntry,
  tokens: readonly Range[],
  sentenceRanks: readonly (readonly [number, number])[],
  relations: boolean,
): string[][] {
  const places = new Map(entry.spans.map((span) => [span.id, tokenRanks(tokens, onlyRange(span))]))
  const stacked = depthsOf([...places.values()], tokens.length)
  const numbers = numbersOf(entry, places, stacked)
  const columns = tokens.map((): [string[], string[], string[], string[]] => [[], [], [], []])
  for (const span of entry.spans) {
    const [from, to] = places.get(span.id) ?? [0, 0]
    const number = numbers.get(span.id)
    const mark = number === undefined ? '' : `[${number}]`
    for (let rank = from; rank < to; rank++) {
      columns[rank]?.[0].push(`${span.entity === null ? '*' : escapeValue(span.entity)}${mark}`)
      columns[rank]?.[1].push(`${escapeValue(span.label)}${mark}`)
    }
  }
  const address = addressesOf(sentenceRanks)
  for (const { type, from, to } of entry.relations) {
    const [source, target] = [places.get(from)?.[0] ?? 0, places.get(to)?.[0] ?? 0]
    const ids = [numbers.get(from) ?? 0, numbers.get(to) ?? 0]
    columns[target]?.[2].push(escapeValue(type))
    columns[target]?.[3].push(`${address[source] ?? '1-1'}${ids.some((id) => id > 0) ? `[${ids.join('_')}]` : ''}`)
  }
  return columns.map((row) => row.slice(0, relations ? 4 : 2).map((parts) => parts.join('|') || '_'))
}

/** How many spans cover each token. */
function depthsOf(places: readonly (readonly [number, number])[], count: number): number[] {
  const steps = new Array<number>(count + 1).fill(0)
  for (const [from, to] of places) {
    steps[from] = (steps[from] ?? 0) + 1
    steps[to] = (steps[to] ?? 0) - 1
  }
  let depth = 0
  return steps.map((step) => (depth += step))
}

/** A number for each span of several tokens or stacked on others; the rest need none. */
function numbersOf(
  entry: DatasetEntry,
  places: ReadonlyMap<string, readonly [number, number]>,
  depths: readonly number[],
): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { id } of entry.spans) {
    const [from, to] = places.get(id) ?? [0, 0]
    if (to - from > 1 || (depths[from] ?? 0) > 1) numbers.set(id, numbers.size + 1)
  }
  return numbers
}

function addressesOf(ranks: readonly (readonly [number, number])[]): string[] {
  return ranks.flatMap(([from, to], s) => Array.from({ length: to - from }, (_, t) => `${s + 1}-${t + 1}`))
}
