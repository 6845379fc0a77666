import { spanEnd, spanStart, type Span } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { sentenceAt } from '../../../src-core/text/sentences.ts'
import { wordAt } from '../../../src-core/text/words.ts'
import { marksOf, type MarkSource, type Painter } from './canvas/painter.ts'
import { LETTING_THROUGH, type TextPage } from './canvas/text-page.ts'
import type { ReaderController } from './reader-controller.svelte.ts'

/** A pointer that moved less than this has clicked. */
const CLICK_SLOP_PX = 4
/** Pixels scrolled a frame for each pixel that the pointer is beyond the edge. */
const SCROLL_SPEED = 0.25

interface Parts {
  readonly page: TextPage
  readonly scroller: HTMLElement
  readonly painter: Painter
  readonly controller: ReaderController
  /** Told which tags the pointer is over, the shortest first. */
  readonly onHover: (spans: readonly Span[]) => void
}

interface Press {
  readonly x: number
  readonly y: number
  readonly at: Offset
  readonly clicks: number
  /** The tag whose lane or badge was pressed. */
  readonly spanId: string | null
  /** The handle that was pressed. */
  readonly edge: 'start' | 'end' | null
}

/**
 * The pointer on the page: click, Shift+click, double and triple click, drag, Alt+drag, Ctrl+drag, the handles of the
 * tag in hand. The selection of a drag is set here and not left to the browser, whose own would run to the end of the
 * article as soon as the pointer leaves the text.
 */
export class PointerGestures {
  readonly #parts: Parts
  #press: Press | null = null
  #last: MouseEvent | null = null
  #moved = false
  #frame = 0
  #justTagged: Span | null = null

  constructor(parts: Parts, signal: AbortSignal) {
    this.#parts = parts
    const { root } = parts.page
    root.addEventListener('mousedown', (event) => this.#down(event), { signal })
    root.addEventListener('mouseleave', () => parts.onHover([]), { signal })
    window.addEventListener('mousemove', (event) => this.#move(event), { signal })
    window.addEventListener('mouseup', (event) => this.#up(event), { signal })
    signal.addEventListener('abort', () => cancelAnimationFrame(this.#frame))
  }

  #down(event: MouseEvent): void {
    if (event.button !== 0) return
    event.preventDefault()
    const { page } = this.#parts
    const target = event.target instanceof Element ? event.target : null
    const edge = asEdge(target?.closest<HTMLElement>('[data-edge]')?.dataset['edge'])
    const spanId = target?.closest<HTMLElement>('[data-span]')?.dataset['span'] ?? null
    const { clientX: x, clientY: y, detail: clicks } = event
    // From here on lanes and badges let the pointer through, so that the offset is that of the text under them.
    page.root.classList.add(LETTING_THROUGH)
    this.#press = { x, y, clicks, spanId, edge, at: page.offsetAtPoint(x, y) }
    this.#moved = false
    page.root.focus({ preventScroll: true })
  }

  #move(event: MouseEvent): void {
    const { page } = this.#parts
    const press = this.#press
    if (!press) {
      if (event.target instanceof Node && page.root.contains(event.target)) this.#hover(event)
      return
    }
    this.#moved ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) >= CLICK_SLOP_PX
    if (!this.#moved) return
    this.#last = event
    this.#drag(press, event)
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  /** While the pointer is held beyond the edge of the view, the text goes on moving. */
  #scroll(): void {
    this.#frame = 0
    if (!this.#press || !this.#last) return
    const beyond = this.#beyond(this.#last.clientY)
    if (beyond === 0) return
    this.#parts.scroller.scrollTop += beyond * SCROLL_SPEED
    this.#drag(this.#press, this.#last)
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  #beyond(y: number): number {
    const view = this.#parts.scroller.getBoundingClientRect()
    return Math.min(0, y - view.top) + Math.max(0, y - view.bottom)
  }

  /** Shows what letting go would do. */
  #drag(press: Press, event: MouseEvent): void {
    const { page, painter, controller } = this.#parts
    const at = this.#offsetAt(event)
    if (press.edge) return painter.setMark('pending', asMarks(this.#withEdge(press.edge, at, event.altKey)))
    page.select(press.at, at)
    painter.setMark('pending', asMarks(controller.caret.meant(ordered(press.at, at), event.altKey)))
  }

  #up(event: MouseEvent): void {
    const press = this.#press
    if (!press || event.button !== 0) return
    const { page, painter, controller } = this.#parts
    this.#press = null
    this.#last = null
    painter.setMark('pending', asMarks(null))
    const at = this.#offsetAt(event)
    page.root.classList.remove(LETTING_THROUGH)
    if (press.edge) return this.#moved ? this.#endEdge(press.edge, at, event.altKey) : undefined
    if (this.#moved) return this.#endRange(ordered(press.at, at), event)
    if (press.clicks >= 2) return this.#multiClick(press.clicks, at)
    if (event.shiftKey && controller.caret.placed) return this.#endRange(ordered(controller.caret.anchor, at), event)
    this.#click(press.spanId, at)
  }

  /** On a lane or badge its tag; on the words the shortest tag there, and the next one each time again. */
  #click(spanId: string | null, at: Offset): void {
    const { controller } = this.#parts
    const own = spanId === null ? undefined : controller.document.items.get(spanId)
    if (controller.linking.active) return this.#link(spanId, at)
    const inHand = controller.hand.span
    controller.caret.place(at)
    if (own?.kind === 'span') return controller.hand.hold(own)
    if (inHand && controller.index.lanes.at(at).includes(inHand)) controller.hand.hold(inHand)
    controller.hand.cycleAt(at)
  }

  #link(spanId: string | null, at: Offset): void {
    const { linking } = this.#parts.controller
    const here = this.#parts.controller.index.lanes.at(at).find(({ id }) => linking.hints.has(id))?.id
    const picked = spanId !== null && linking.hints.has(spanId) ? spanId : here
    if (picked === undefined) linking.stop()
    else linking.pick(picked)
  }

  #multiClick(clicks: number, at: Offset): void {
    const { controller } = this.#parts
    const { text, lang, memory } = controller
    const range = clicks === 2 ? wordAt(text, at, lang) : sentenceAt(text, at, lang)
    if (!range) return
    if (memory.armed === null) return controller.caret.select(range)
    if (clicks > 2 && this.#justTagged) return controller.hand.growTo(this.#justTagged, range)
    this.#justTagged = controller.tagging.tagRange(range, memory.armed)
  }

  #endRange(range: Range, event: MouseEvent): void {
    const { controller } = this.#parts
    const meant = controller.caret.meant(range, event.altKey)
    const { armed } = controller.memory
    if (!meant) return controller.caret.place(range[1])
    if (event.ctrlKey && controller.hand.span) return controller.hand.addPiece(meant)
    if (armed === null) controller.caret.select(meant)
    else controller.tagging.tagRange(meant, armed)
  }

  #endEdge(edge: 'start' | 'end', at: Offset, exact: boolean): void {
    const range = this.#withEdge(edge, at, exact)
    if (range) this.#parts.controller.hand.dragEdge(edge, edge === 'start' ? range[0] : range[1])
  }

  /** The hull of the tag in hand with one edge moved; null where nothing would be left. */
  #withEdge(edge: 'start' | 'end', at: Offset, exact: boolean): Range | null {
    const { controller } = this.#parts
    const span = controller.hand.span
    if (!span) return null
    const [start, end] = edge === 'start' ? [at, spanEnd(span)] : [spanStart(span), at]
    const meant = start < end ? controller.caret.meant([start, end], exact) : null
    return meant && (edge === 'start' ? [meant[0], end] : [start, meant[1]])
  }

  #hover(event: MouseEvent): void {
    const { page, controller, onHover } = this.#parts
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-span]') : null
    const own = controller.document.items.get(target?.dataset['span'] ?? '')
    if (own?.kind === 'span') return onHover([own])
    onHover(page.isTextAt(event.clientX, event.clientY) ? controller.index.lanes.at(this.#offsetAt(event)) : [])
  }

  /** The offset at the pointer, held within the view. */
  #offsetAt({ clientX, clientY }: MouseEvent): Offset {
    const view = this.#parts.scroller.getBoundingClientRect()
    const y = Math.min(Math.max(clientY, view.top + 2), view.bottom - 2)
    return this.#parts.page.offsetAtPoint(clientX, y)
  }
}

function ordered(a: Offset, b: Offset): Range {
  return a < b ? [a, b] : [b, a]
}

function asEdge(name: string | undefined): 'start' | 'end' | null {
  return name === 'start' || name === 'end' ? name : null
}

function asMarks(range: Range | null): MarkSource {
  return marksOf(range ? [range] : [])
}
