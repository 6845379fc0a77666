import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetEntry, DatasetRelation, DatasetSpan } from './dataset.ts'
import type { SourceFile } from './format.ts'
import { shown } from './problem.ts'
import { ANONYMOUS, importedEntry, importedRelation, importedSpan, Ruler } from './reading.ts'
import { partsOf, unescape, type CellPart } from './webanno-text.ts'
import { say } from './phrase.ts'

interface Layer {
  readonly kind: 'span' | 'relation' | 'other'
  readonly type: string
  readonly features: readonly string[]
  /** The column of its first feature. */
  readonly column: number
}

interface Row {
  readonly line: number
  /** `sentence-token`, with `.n` for the n-th part of a token. */
  readonly address: string
  /** A part of the token above it, with tags of its own. */
  readonly part: boolean
  readonly begin: number
  readonly end: number
  readonly token: string
  readonly cells: readonly string[]
}

/** More than any article; a larger offset would make the reader write spaces for minutes. */
const LONGEST_TEXT = 50_000_000

/** One document; what stands between sentences is spaces, as the file does not have it. */
export function readWebanno(
  file: SourceFile,
  known: readonly [id: string, annotator: string] | null,
  check: Checker,
): DatasetEntry[] {
  const { text, rows, layers } = parts(file, check)
  const [id, annotator] = known ?? [file.name.replace(/\.tsv$/, ''), ANONYMOUS]
  const reading = new Reading(text, rows, file.name, check)
  const spans = layers.filter(({ kind }) => kind === 'span').flatMap((layer) => reading.spansOf(layer))
  const relations = layers.filter(({ kind }) => kind === 'relation').flatMap((layer) => reading.relationsOf(layer))
  const tokens = rows.filter(({ part }) => !part).map(({ begin, end }): Range => [begin, end])
  return [
    importedEntry(id, text, spans, { annotator, relations, tokens: inOrder(tokens, text.length) ? tokens : null }),
  ]
}

function inOrder(tokens: readonly Range[], length: number): boolean {
  return tokens.every(([start, end], i) => start < end && end <= length && start >= (tokens[i - 1]?.[1] ?? 0))
}

function parts(file: SourceFile, check: Checker): { text: string; rows: Row[]; layers: Layer[] } {
  const layers: Layer[] = []
  const rows: Row[] = []
  let text = ''
  let pending: string[] = []
  let column = 0
  file.text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/\r$/, '')
    check.at(file.name, i + 1)
    if (line === '') return
    if (line.startsWith('#Text=')) return void pending.push(unescape(line.slice(6)))
    if (/^#T_(SP|RL|CH)=/.test(line)) {
      const layer = layerOf(line, column)
      if (layer.kind === 'other') check.note('skipped', '', { what: say('chain-layer', { type: layer.type }) })
      column += layer.features.length
      return void layers.push(layer)
    }
    if (line.startsWith('#') && !/^#\S*\t/.test(line)) return
    const row = rowOf(line, i + 1, column, check)
    if (!row) return
    if (pending.length) {
      if (row.begin > LONGEST_TEXT || row.begin < text.length)
        return check.fault('out-of-bounds', 'offsets', {
          found: row.begin,
          length: text.length,
          unit: say('utf16-units'),
        })
      text = `${text}${' '.repeat(row.begin - text.length)}${pending.join('\n')}`
      pending = []
    }
    rows.push(row)
  })
  return { text, rows, layers }
}

function layerOf(line: string, column: number): Layer {
  const [type = '', ...features] = line.slice(6).split('|')
  const kind = line.startsWith('#T_SP') ? 'span' : line.startsWith('#T_RL') ? 'relation' : 'other'
  return { kind, type, features, column }
}

function rowOf(line: string, number: number, columns: number, check: Checker): Row | null {
  const [address = '', offsets = '', token = '', ...cells] = line.replace(/\t$/, '').split('\t')
  const place = /^\d{1,9}-\d{1,9}(\.\d{1,9})?$/.exec(address)
  const range = /^(\d{1,12})-(\d{1,12})$/.exec(offsets)
  if (!place || !range || cells.length !== columns) {
    check.fault('bad-line', '', { detail: shown(line), expected: say('webanno-columns', { n: columns }) })
    return null
  }
  return {
    line: number,
    address,
    part: place[1] !== undefined,
    begin: Number(range[1]),
    end: Number(range[2]),
    token: unescape(token),
    cells,
  }
}

interface Draft {
  begin: number
  end: number
  readonly row: Row
  readonly values: Map<string, string>
}

/** Layers that tools make by themselves. */
const MACHINERY = /\.(lexmorph|syntax|segmentation|morph)\./

class Reading {
  readonly #rows: readonly Row[]
  readonly #ruler: Ruler
  readonly #file: string
  readonly #check: Checker
  /** Spans by the address of their first token, in the order of the columns, with their numbers. */
  readonly #byAddress = new Map<string, { readonly id: string; readonly number: string | null }[]>()
  #count = 0

  constructor(text: string, rows: readonly Row[], file: string, check: Checker) {
    this.#rows = rows
    this.#file = file
    this.#check = check
    this.#ruler = new Ruler(check, text, 'utf16')
    for (const row of rows) {
      check.at(file, row.line)
      this.#ruler.range(row.begin, row.end, 'offsets', row.token)
    }
  }

  spansOf(layer: Layer): DatasetSpan[] {
    if (MACHINERY.test(layer.type)) return []
    const open = new Map<string, Draft>()
    const drafts: { readonly draft: Draft; readonly number: string | null }[] = []
    for (const row of this.#rows) {
      const columns = this.#columns(row, layer)
      const depth = Math.max(0, ...columns.map((cell) => cell.length))
      for (let i = 0; i < depth; i++) {
        const number = columns.find((cell) => cell[i]?.mark)?.[i]?.mark ?? null
        const known = number === null ? undefined : open.get(number)
        const draft = known ?? { begin: row.begin, end: row.end, row, values: new Map<string, string>() }
        if (!known) drafts.push({ draft, number })
        if (number !== null) open.set(number, draft)
        draft.end = row.end
        layer.features.forEach((feature, f) => keep(draft, feature, columns[f]?.[i]))
      }
    }
    return drafts.flatMap(({ draft, number }) => this.#span(draft, number, layer))
  }

  #columns(row: Row, { column, features }: Layer): CellPart[][] {
    return row.cells.slice(column, column + features.length).map(partsOf)
  }

  #span({ begin, end, row, values }: Draft, number: string | null, layer: Layer): DatasetSpan[] {
    this.#check.at(this.#file, row.line)
    const range = this.#ruler.range(begin, end, 'offsets')
    if (!range) return []
    const id = `s${++this.#count}`
    const here = this.#byAddress.get(row.address) ?? []
    this.#byAddress.set(row.address, [...here, { id, number }])
    const label = values.get('value') ?? [...values.entries()].find(([name]) => name !== 'identifier')?.[1]
    const short = layer.type.split('.').at(-1) ?? layer.type
    const others = [...values].filter(([name, value]) => name !== 'value' && name !== 'identifier' && value !== label)
    const more = { entity: values.get('identifier') ?? null, attributes: Object.fromEntries(others) }
    return [importedSpan('webanno-tsv', id, [range], label ?? short, more)]
  }

  relationsOf(layer: Layer): DatasetRelation[] {
    if (MACHINERY.test(layer.type)) return []
    const base = layer.features.findIndex((feature) => feature.startsWith('BT_'))
    return this.#rows.flatMap((row) => {
      const columns = this.#columns(row, layer)
      return (columns[base] ?? []).flatMap((part, i) =>
        this.#relation(row, part, columns[0]?.[base === 0 ? -1 : i], layer),
      )
    })
  }

  #relation(row: Row, governor: CellPart, value: CellPart | undefined, layer: Layer): DatasetRelation[] {
    this.#check.at(this.#file, row.line)
    const [source = '0', target = '0'] = (governor.mark ?? '0_0').split('_')
    const ends =
      this.#ends(governor.value, row.address, source, target) ?? this.#ends(governor.value, row.address, target, source)
    if (!ends) this.#check.fault('dangling', layer.type, { id: shown(governor.value) })
    if (!ends) return []
    const type = value && value.value !== '*' ? unescape(value.value) : (layer.type.split('.').at(-1) ?? layer.type)
    return [importedRelation(`r${++this.#count}`, type, ends[0], ends[1])]
  }

  /** The spans that begin at two addresses and carry the numbers; 0 is one without a number. */
  #ends(governor: string, dependent: string, source: string, target: string): readonly [string, string] | null {
    const find = (address: string, number: string) =>
      this.#byAddress.get(address)?.find((each) => (number === '0' ? each.number === null : each.number === number))?.id
    const [from, to] = [find(governor, source), find(dependent, target)]
    return from !== undefined && to !== undefined ? [from, to] : null
  }
}

function keep(draft: Draft, feature: string, part: CellPart | undefined): void {
  if (part && part.value !== '*' && part.value !== '_' && !draft.values.has(feature))
    draft.values.set(feature, unescape(part.value))
}
