import type { Offset, Range } from '../../../../src-core/text/offset.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A relation as it is to be laid out, in pixels from the side at which lines begin. */
export interface ArcEnds {
  /** Where it leaves its tag: at the bottom of the tag's last character. */
  readonly from: Point
  readonly to: Point
  /** The stretch of text between its ends. */
  readonly hull: Range
  /** The width of its name and of its letter, if it has one, and at which end they stand; null for none. */
  readonly name: { readonly width: number; readonly letter: number | null; readonly at: 'from' | 'to' } | null
}

/** What there is beside the text, and how much of it is seen. */
export interface Margin {
  /** Where the text ends. */
  readonly text: number
  /** Where the view ends. */
  readonly edge: number
  readonly top: number
  readonly bottom: number
}

export interface ArcPlace {
  readonly from: Point
  readonly to: Point
  /** Of the line down the margin; null where both ends are under one line of text. */
  readonly x: number | null
  readonly name: NamePlace | null
}

/** A name by its middle. */
export interface NamePlace extends Point {
  /** Where it begins, on the side of the text. */
  readonly begins: number
  /** In a margin that is too narrow a single name runs down it (`turned`); of several only the letters are shown. */
  readonly form: 'whole' | 'turned' | 'letter'
  /** Its end of the arc lies above or below what is seen. */
  readonly beyond: 'above' | 'below' | null
}

/** The height of a name. */
const NAME_PX = 13
/** What an arrow before a name takes. */
const BEYOND_PX = 14
const NAME_GAP_PX = 3
const GUTTER_PX = 8
const LEVEL_PX = 12
/** Lines closer than that are one. */
const NEAREST_PX = 3
/** Kept free at the edge of the view. */
const EDGE_PX = 4
/** Between lines and names. */
const APART_PX = 5
/** Under a line of text relations run one under the other. */
const [SLOT_TOP_PX, SLOT_PX, SLOTS] = [3, 2.5, 4]

/**
 * Where relations run, and where their names stand. From the end of one tag along the gap under its own line into the
 * margin, down a level of its own, and back under the other tag's line: so no arc crosses a line of text that it does
 * not concern. Arcs whose stretches overlap have different levels while there is room, the shorter nearer to the text.
 * Names stand beyond all levels at the height of the end that they tell of, moved as little as keeps them apart.
 */
export function layArcs(arcs: readonly ArcEnds[], margin: Margin): readonly ArcPlace[] {
  const slotted = inSlots(arcs)
  const levels = levelsOf(slotted)
  const most = Math.max(0, ...levels.map((level) => (level ?? -1) + 1))
  const room = Math.max(NEAREST_PX, margin.edge - EDGE_PX - NAME_PX - APART_PX - margin.text - GUTTER_PX)
  const pitch = Math.max(NEAREST_PX, Math.min(LEVEL_PX, room / Math.max(1, most)))
  const fitting = Math.max(1, Math.floor(room / pitch))
  const xOf = (level: number) => margin.text + GUTTER_PX + (level % fitting) * pitch
  const namesFrom = most ? xOf(Math.min(most, fitting) - 1) + APART_PX : margin.text + GUTTER_PX
  const names = namePlaces(slotted, namesFrom, margin)
  return slotted.map(({ from, to }, i) => {
    const level = levels[i] ?? null
    return { from, to, x: level === null ? null : xOf(level), name: names[i] ?? null }
  })
}

/** Ends under the same line of text get heights of their own. */
function inSlots(arcs: readonly ArcEnds[]): readonly ArcEnds[] {
  const taken = new Map<number, number>()
  const under = ({ x, y }: Point): Point => {
    const line = Math.round(y / 4)
    const slot = taken.get(line) ?? 0
    taken.set(line, slot + 1)
    return { x, y: y + SLOT_TOP_PX + (slot % SLOTS) * SLOT_PX }
  }
  return arcs.map((arc) => {
    const from = under(arc.from)
    return { ...arc, from, to: isNear(arc) ? { x: arc.to.x, y: from.y } : under(arc.to) }
  })
}

/** Whether both ends are under one line of text. */
function isNear({ from, to }: ArcEnds): boolean {
  return Math.abs(from.y - to.y) < 6
}

/** A level for each arc that goes down the margin: none shares one with another whose stretch overlaps its own. */
function levelsOf(arcs: readonly ArcEnds[]): readonly (number | null)[] {
  const taken: Range[][] = []
  const levels = arcs.map((): number | null => null)
  const length = ({ hull }: ArcEnds): Offset => hull[1] - hull[0]
  const order = arcs.map((arc, i) => ({ arc, i })).sort((a, b) => length(a.arc) - length(b.arc))
  for (const { arc, i } of order) {
    if (arc.from.y === arc.to.y) continue
    const [start, end] = arc.hull
    let level = 0
    while (taken[level]?.some(([from, to]) => start <= to && from <= end)) level++
    taken[level] = [...(taken[level] ?? []), arc.hull]
    levels[i] = level
  }
  return levels
}

function namePlaces(arcs: readonly ArcEnds[], left: number, margin: Margin): readonly (NamePlace | null)[] {
  const edge = margin.edge - EDGE_PX
  const wanted = arcs.flatMap(({ name, from, to }, i) => {
    if (!name) return []
    const { y } = name.at === 'from' ? from : to
    const beyond = y < margin.top ? ('above' as const) : y > margin.bottom ? ('below' as const) : null
    return [{ i, y, beyond, letter: name.letter, whole: name.width + (beyond ? BEYOND_PX : 0) }]
  })
  const fit = wanted.every(({ whole }) => left + whole <= edge)
  const named = wanted.map(({ i, y, beyond, letter, whole }) => {
    const form = fit
      ? ('whole' as const)
      : wanted.length > 1 && letter !== null
        ? ('letter' as const)
        : ('turned' as const)
    const width = form === 'whole' ? whole : form === 'letter' ? Math.max(NAME_PX, letter ?? 0) : NAME_PX
    const begins = Math.min(left, edge - width)
    const place = { x: begins + width / 2, begins, form, beyond: form === 'letter' ? null : beyond }
    return { i, y, height: form === 'turned' ? whole : NAME_PX, place }
  })
  const heights = spread(named, margin)
  const places = arcs.map((): NamePlace | null => null)
  for (const [n, { i, place }] of named.entries()) places[i] = { ...place, y: heights[n] ?? 0 }
  return places
}

interface Slab {
  /** Its middle, where it would be alone. */
  readonly y: number
  readonly height: number
}

/**
 * The middles of slabs moved as little as keeps them apart, in the order in which they stand, and inside `[top, bottom]`
 * as far as that holds them: those that would stand in each other's way stand in a row around the middle of their wishes.
 */
export function spread(slabs: readonly Slab[], { top, bottom }: Pick<Margin, 'top' | 'bottom'>): readonly number[] {
  const order = slabs.map((slab, i) => ({ ...slab, i })).sort((a, b) => a.y - b.y)
  const rows: Row[] = []
  for (const { i, y, height } of order) {
    let row: Row = { top: inside(y - height / 2, height, top, bottom), height, slabs: [i] }
    for (let above = rows.at(-1); above && above.top + above.height + NAME_GAP_PX > row.top; above = rows.at(-1)) {
      rows.pop()
      row = joined(above, row, top, bottom)
    }
    rows.push(row)
  }
  const middles = slabs.map(({ y }) => y)
  for (const row of rows) {
    let at = row.top
    for (const i of row.slabs) {
      const height = slabs[i]?.height ?? 0
      middles[i] = at + height / 2
      at += height + NAME_GAP_PX
    }
  }
  return middles
}

/** Slabs one under the other. */
interface Row {
  readonly top: number
  readonly height: number
  readonly slabs: readonly number[]
}

function joined(above: Row, below: Row, top: number, bottom: number): Row {
  const height = above.height + NAME_GAP_PX + below.height
  const shares = above.slabs.length + below.slabs.length
  const wished =
    (above.top * above.slabs.length + (below.top - above.height - NAME_GAP_PX) * below.slabs.length) / shares
  return { top: inside(wished, height, top, bottom), height, slabs: [...above.slabs, ...below.slabs] }
}

/** Where more stands than is seen, it begins at the top. */
function inside(wished: number, height: number, top: number, bottom: number): number {
  return Math.max(top, Math.min(wished, bottom - height))
}
