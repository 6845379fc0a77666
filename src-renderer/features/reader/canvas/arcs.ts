import { spanEnd, spanStart, type Relation, type Span } from '../../../../src-core/annotation/records.ts'
import { isLineRightToLeft } from '../../../../src-core/text/direction.ts'
import type { Offset } from '../../../../src-core/text/offset.ts'
import type { TextPage } from './text-page.ts'

/** A relation with the tags at its ends. */
export interface Arc {
  readonly relation: Relation
  readonly from: Span
  readonly to: Span
  readonly title: string
  /** Class with the colours of the `from` tag's label. */
  readonly className: string
  readonly chosen: boolean
}

const LEVEL_PX = 12
const GUTTER_PX = 10
const LEVELS = 5
/** Kept free at the edge of the view. */
const EDGE_PX = 4
/** What a turned name takes of the margin. */
const TURNED_PX = 10
/** The height of a name that is not turned. */
const TITLE_PX = 12
const NAME_GAP_PX = 4
const SVG = 'http://www.w3.org/2000/svg'

/**
 * Draws relations in the margin at the end of the lines (to the left where they run from right to left): from the end of one tag along the gap under its own line into
 * the margin, down a level of its own, and back under the other tag's line. So no arc crosses a line of text that it
 * does not concern. Arcs whose stretches overlap get different levels, the shorter nearer to the text.
 */
export class ArcPainter {
  readonly #page: TextPage
  readonly #svg: SVGSVGElement

  constructor(page: TextPage) {
    this.#page = page
    this.#svg = document.createElementNS(SVG, 'svg')
    this.#svg.classList.add('page-arcs')
    this.#svg.ariaHidden = 'true'
    page.root.append(this.#svg)
  }

  draw(arcs: readonly Arc[]): void {
    const origin = this.#page.root.getBoundingClientRect()
    const text = this.#page.blocks[0]?.element.getBoundingClientRect() ?? origin
    const leveled = levels(arcs)
    const places = leveled.map(({ arc, level }): Place => {
      const mirrored = this.#isRightToLeft(arc.from)
      const right = mirrored ? origin.right - text.left : text.right - origin.left
      return {
        arc,
        from: this.#endOf(arc.from, origin, mirrored),
        to: this.#endOf(arc.to, origin, mirrored),
        right,
        x: right + GUTTER_PX + (level % LEVELS) * LEVEL_PX,
        mirror: mirrored ? origin.width : null,
      }
    })
    this.#svg.replaceChildren(...places.flatMap((place) => drawArc(place)))
    this.#turnTitles(origin, this.#page.root.parentElement?.getBoundingClientRect() ?? origin)
  }

  #isRightToLeft(span: Span): boolean {
    const block = this.#page.blockAt(spanStart(span))
    return isLineRightToLeft(block.node.data, spanStart(span) - block.start)
  }

  /** A relation's name that would be cut at the edge of the view runs down its arc instead, none over another. */
  #turnTitles(origin: DOMRect, view: DOMRect): void {
    const titles = [...this.#svg.querySelectorAll('text')].map((title) => {
      const [x, y] = [Number(title.getAttribute('x')), Number(title.getAttribute('y'))]
      const width = title.getComputedTextLength()
      const mirrored = title.getAttribute('text-anchor') === 'end'
      const mirror = (at: number) => (mirrored ? origin.width - at : at)
      const turned = turnedAt(mirror(x), width, mirrored ? origin.right - view.left : view.right - origin.left)
      return { title, y, width, mirrored, turned: turned === null ? null : mirror(turned) }
    })
    const middles = spread(titles.map(({ y, width, turned }) => ({ y, height: turned === null ? TITLE_PX : width })))
    for (const [i, { title, mirrored, turned }] of titles.entries()) {
      const y = String(middles[i] ?? 0)
      title.setAttribute('y', y)
      if (turned === null) continue
      title.setAttribute('x', String(turned))
      title.setAttribute('text-anchor', 'middle')
      title.setAttribute('transform', `rotate(${mirrored ? -90 : 90} ${turned} ${y})`)
    }
  }

  stop(): void {
    this.#svg.remove()
  }

  /** Where an arc meets its tag: under the last character. */
  #endOf(span: Span, origin: DOMRect, mirrored: boolean): Point {
    const rect = this.#page.rectsOf([spanEnd(span) - 1, spanEnd(span)])[0] ?? this.#page.caretRect(spanStart(span))
    return { x: mirrored ? origin.right - rect.left : rect.right - origin.left, y: rect.bottom - origin.top + 4 }
  }
}

/** Where a name that begins at `x` stands when it is turned; null where it fits before the edge as it is. */
export function turnedAt(x: number, width: number, edge: number): number | null {
  return x + width <= edge - EDGE_PX ? null : Math.min(x, edge - TURNED_PX)
}

/** The middles of names moved down, in the order in which they stand, until none reaches into another. */
export function spread(names: readonly { readonly y: number; readonly height: number }[]): readonly number[] {
  const middles = names.map(({ y }) => y)
  let free = -Infinity
  for (const { y, height, i } of names.map((name, i) => ({ ...name, i })).sort((a, b) => a.y - b.y)) {
    const middle = Math.max(y, free + height / 2)
    middles[i] = middle
    free = middle + height / 2 + NAME_GAP_PX
  }
  return middles
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Where an arc goes, in pixels from the side at which lines begin. */
interface Place {
  readonly arc: Arc
  readonly from: Point
  readonly to: Point
  /** Of its level. */
  readonly x: number
  /** Where the text ends. */
  readonly right: number
  /** The page's width where all of this counts from its right edge. */
  readonly mirror: number | null
}

function drawArc({ arc, from, to, x, right, mirror }: Place): SVGElement[] {
  const group = document.createElementNS(SVG, 'g')
  group.setAttribute('class', arc.chosen ? `${arc.className} chosen` : arc.className)
  const near = Math.abs(from.y - to.y) < 6
  const bend = Math.min(6, Math.abs(to.y - from.y) / 2) * Math.sign(to.y - from.y)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute(
    'd',
    near
      ? `M${from.x - 4} ${from.y}H${to.x - 4}`
      : `M${from.x - 4} ${from.y}H${x - 6}Q${x} ${from.y} ${x} ${from.y + bend}V${to.y - bend}Q${x} ${to.y} ${x - 6} ${to.y}H${to.x - 4}`,
  )
  const head = document.createElementNS(SVG, 'path')
  const way = near && from.x < to.x ? 1 : -1
  head.setAttribute('d', `M${to.x - 4} ${to.y}l${-5 * way} -3.5v7z`)
  head.setAttribute('class', 'head')
  const title = document.createElementNS(SVG, 'text')
  title.textContent = arc.title
  const titleX = near ? (from.x + to.x) / 2 : Math.max(x, right) + 5
  title.setAttribute('x', String(mirror === null ? titleX : mirror - titleX))
  if (mirror !== null) {
    title.setAttribute('text-anchor', 'end')
    for (const each of [path, head]) each.setAttribute('transform', `translate(${mirror}) scale(-1 1)`)
  }
  title.setAttribute('y', String(near ? from.y + 9 : (from.y + to.y) / 2 + 3))
  group.append(path, head, ...(arc.chosen ? [title] : []))
  return [group]
}

/** A level for each arc: none shares one with another whose stretch overlaps its own; shorter ones first. */
function levels(arcs: readonly Arc[]): readonly { readonly arc: Arc; readonly level: number }[] {
  const taken: (readonly [Offset, Offset])[][] = []
  const sorted = [...arcs].sort((a, b) => hull(a)[1] - hull(a)[0] - (hull(b)[1] - hull(b)[0]))
  return sorted.map((arc) => {
    const [start, end] = hull(arc)
    let level = 0
    while (taken[level]?.some(([from, to]) => start <= to && from <= end)) level++
    taken[level] = [...(taken[level] ?? []), [start, end]]
    return { arc, level }
  })
}

function hull({ from, to }: Arc): readonly [Offset, Offset] {
  return [Math.min(spanEnd(from), spanEnd(to)), Math.max(spanEnd(from), spanEnd(to))]
}
