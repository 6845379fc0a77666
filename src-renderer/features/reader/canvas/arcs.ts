import { spanEnd, spanStart, type Relation, type Span } from '../../../../src-core/annotation/records.ts'
import { isLineRightToLeft } from '../../../../src-core/text/direction.ts'
import { layArcs, type ArcEnds, type ArcPlace, type Margin, type NamePlace, type Point } from './arc-layout.ts'
import type { TextPage } from './text-page.ts'

/** A relation with the tags at its ends. */
export interface Arc {
  readonly relation: Relation
  readonly from: Span
  readonly to: Span
  readonly title: string
  /** The key of its type, in capitals; empty for none. */
  readonly letter: string
  /** Class with the colours of the `from` tag's label. */
  readonly className: string
  /** Which of its ends is the tag in hand, if one is: then it has a name, at its other end. */
  readonly held: 'from' | 'to' | null
}

const SVG = 'http://www.w3.org/2000/svg'
/** Before the name of a relation whose other end is out of sight. */
const BEYOND = { above: '↑ ', below: '↓ ' } as const

/** Draws relations in the margin at the end of the lines: to the left where they run from right to left. */
export class ArcPainter {
  readonly #page: TextPage
  readonly #svg: SVGSVGElement
  readonly #widths = new Map<string, number>()

  constructor(page: TextPage) {
    this.#page = page
    this.#svg = element('svg', { class: 'page-arcs' })
    this.#svg.ariaHidden = 'true'
    page.root.append(this.#svg)
  }

  draw(arcs: readonly Arc[]): void {
    const mirrored = (arc: Arc) => this.#isRightToLeft(arc.from)
    const drawn = [false, true].flatMap((mirror) => {
      const own = arcs.filter((arc) => mirrored(arc) === mirror)
      return own.length ? this.#drawSide(own, mirror) : []
    })
    this.#svg.replaceChildren(...drawn)
  }

  stop(): void {
    this.#svg.remove()
  }

  #drawSide(arcs: readonly Arc[], mirrored: boolean): readonly SVGElement[] {
    const origin = this.#page.root.getBoundingClientRect()
    const places = layArcs(
      arcs.map((arc) => this.#endsOf(arc, origin, mirrored)),
      this.#margin(origin, mirrored),
    )
    const mirror = mirrored ? origin.width : null
    return arcs.flatMap((arc, i) => (places[i] ? [drawArc(arc, places[i], mirror)] : []))
  }

  #margin(origin: DOMRect, mirrored: boolean): Margin {
    const view = this.#page.root.parentElement?.getBoundingClientRect() ?? origin
    const text = this.#page.blocks[0]?.element.getBoundingClientRect() ?? origin
    const [top, bottom] = [view.top - origin.top, view.bottom - origin.top]
    const ends = mirrored ? [origin.right - text.left, origin.right - view.left] : [text.right, viewRight(this.#page)]
    const [end = 0, edge = 0] = mirrored ? ends : ends.map((x) => x - origin.left)
    return { text: end, edge, top, bottom }
  }

  #isRightToLeft(span: Span): boolean {
    const block = this.#page.blockAt(spanStart(span))
    return isLineRightToLeft(block.node.data, spanStart(span) - block.start)
  }

  #endsOf(arc: Arc, origin: DOMRect, mirrored: boolean): ArcEnds {
    const [a, b] = [spanEnd(arc.from), spanEnd(arc.to)]
    const at = arc.held === 'from' ? 'to' : 'from'
    return {
      from: this.#endOf(arc.from, origin, mirrored),
      to: this.#endOf(arc.to, origin, mirrored),
      hull: [Math.min(a, b), Math.max(a, b)],
      name:
        arc.held === null
          ? null
          : { width: this.#widthOf(arc.title), letter: arc.letter ? this.#widthOf(arc.letter) : null, at },
    }
  }

  /** Where an arc meets its tag: under the last character. */
  #endOf(span: Span, origin: DOMRect, mirrored: boolean): Point {
    const rect = this.#page.rectsOf([spanEnd(span) - 1, spanEnd(span)])[0] ?? this.#page.caretRect(spanStart(span))
    return { x: (mirrored ? origin.right - rect.left : rect.right - origin.left) - 4, y: rect.bottom - origin.top }
  }

  #widthOf(title: string): number {
    const known = this.#widths.get(title)
    if (known !== undefined) return known
    const probe = element('text', {})
    probe.textContent = title
    this.#svg.append(probe)
    const width = probe.getComputedTextLength()
    probe.remove()
    this.#widths.set(title, width)
    return width
  }
}

/** Without the scroll bar. */
function viewRight({ root }: TextPage): number {
  const view = root.parentElement
  return view
    ? view.getBoundingClientRect().left + view.clientLeft + view.clientWidth
    : root.getBoundingClientRect().right
}

function drawArc(arc: Arc, place: ArcPlace, mirror: number | null): SVGElement {
  const group = element('g', { class: arc.held ? `${arc.className} chosen` : arc.className })
  const { from, to, x, name } = place
  const way = x === null && from.x < to.x ? 1 : -1
  const parts = [
    element('path', { d: wayOf(place) }),
    element('path', { d: `M${to.x} ${to.y}l${-5 * way} -3.5v7z`, class: 'head' }),
    ...(x === null && name ? [element('path', { d: leaderOf(place, name), class: 'leader' })] : []),
  ]
  if (mirror !== null) for (const part of parts) part.setAttribute('transform', `translate(${mirror}) scale(-1 1)`)
  group.append(...parts, ...(name ? [drawName(arc, name, mirror)] : []))
  return group
}

function wayOf({ from, to, x }: ArcPlace): string {
  if (x === null) return `M${from.x} ${from.y}H${to.x}`
  const bend = Math.min(6, Math.abs(to.y - from.y) / 2) * Math.sign(to.y - from.y)
  return `M${from.x} ${from.y}H${x - 6}Q${x} ${from.y} ${x} ${from.y + bend}V${to.y - bend}Q${x} ${to.y} ${x - 6} ${to.y}H${to.x}`
}

/** From a relation under one line to its name in the margin. */
function leaderOf({ from, to }: ArcPlace, { begins }: NamePlace): string {
  return `M${Math.max(from.x, to.x)} ${from.y}H${begins - 3}`
}

function drawName(arc: Arc, { x, y, begins, form, beyond }: NamePlace, mirror: number | null): SVGTextElement {
  const turned = form === 'turned'
  const from = form === 'whole' ? begins : x
  const at = mirror === null ? from : mirror - from
  const text = element('text', { x: String(at), y: String(y), 'dominant-baseline': 'central' })
  text.setAttribute('text-anchor', form !== 'whole' ? 'middle' : mirror === null ? 'start' : 'end')
  if (turned) text.setAttribute('transform', `rotate(${mirror === null ? 90 : -90} ${at} ${y})`)
  text.textContent = form === 'letter' ? arc.letter : `${beyond ? BEYOND[beyond] : ''}${arc.title}`
  return text
}

function element<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  return made
}
