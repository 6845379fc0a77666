import { spanEnd, spanStart, type Span } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { sentenceAt } from '../../../src-core/text/sentences.ts'
import { wordAt } from '../../../src-core/text/words.ts'
import type { Painter } from './canvas/painter.ts'
import type { TextPage } from './canvas/text-page.ts'
import type { ReaderController } from './reader-controller.svelte.ts'

/** A pointer that moved less than this has clicked. */
const CLICK_SLOP_PX = 4

interface Parts {
  readonly page: TextPage
  readonly painter: Painter
  readonly controller: ReaderController
  /** Told which tags the pointer is over. */
  readonly onHover: (spans: readonly Span[]) => void
}

interface Press {
  readonly x: number
  readonly y: number
  readonly clicks: number
  /** The tag whose lane, badge or handle was pressed. */
  readonly spanId: string | null
  readonly edge: 'start' | 'end' | null
}

/**
 * The pointer on the page: click, Shift+click, double and triple click, drag, Alt+drag, Ctrl+drag, the handles of the
 * tag in hand. Dragging is the browser's own selection, read when it ends, so scrolling while dragging works as anywhere.
 */
export function listenToPointer({ page, painter, controller, onHover }: Parts, signal: AbortSignal): void {
  let press: Press | null = null
  let justTagged: Span | null = null

  function down(event: MouseEvent): void {
    if (event.button !== 0) return
    const target = event.target instanceof Element ? event.target : null
    const edge = asEdge(target?.closest<HTMLElement>('[data-edge]')?.dataset['edge'])
    const spanId = target?.closest<HTMLElement>('[data-span]')?.dataset['span'] ?? null
    press = { x: event.clientX, y: event.clientY, clicks: event.detail, spanId, edge }
    page.root.focus({ preventScroll: true })
    page.root.classList.add('page-dragging')
    // On a lane or handle no text selection begins; second and third clicks and Shift are ours.
    if (edge || spanId || event.detail >= 2 || event.shiftKey) event.preventDefault()
    // A drag that begins inside the old selection would drag the text itself.
    else getSelection()?.removeAllRanges()
  }

  function move(event: MouseEvent): void {
    if (!press) return page.root.contains(event.target as Node) ? hover(event) : undefined
    if (!moved(press, event)) return
    const at = page.offsetAtPoint(event.clientX, event.clientY)
    if (press.edge) return painter.setMark('pending', previewEdge(press.edge, at, event.altKey))
    const range = press.spanId ? null : dragged()
    painter.setMark('pending', asMarks(range && controller.meant(range, event.altKey)))
  }

  function up(event: MouseEvent): void {
    const ended = press
    press = null
    page.root.classList.remove('page-dragging')
    painter.setMark('pending', [])
    if (!ended || event.button !== 0) return
    const at = page.offsetAtPoint(event.clientX, event.clientY)
    if (ended.edge && moved(ended, event)) return endEdge(ended.edge, at, event.altKey)
    if (ended.edge) return
    if (ended.spanId && !moved(ended, event)) return pickId(ended.spanId)
    if (moved(ended, event)) return endDrag(event)
    if (ended.clicks >= 2) return multiClick(ended.clicks, at)
    if (event.shiftKey) return endRange([Math.min(controller.anchor, at), Math.max(controller.anchor, at)], event)
    click(at)
  }

  function click(at: Offset): void {
    const inHand = controller.selected
    controller.place(at)
    if (inHand && controller.tagsAt(at).includes(inHand)) controller.hold(inHand)
    controller.cycleAt(at)
  }

  function multiClick(clicks: number, at: Offset): void {
    const range =
      clicks === 2 ? wordAt(controller.text, at, controller.lang) : sentenceAt(controller.text, at, controller.lang)
    if (!range) return
    const { armed } = controller.memory
    if (!armed) return controller.select(range)
    if (clicks > 2 && justTagged) return controller.growTo(justTagged, range)
    justTagged = controller.tagRange(range, armed)
  }

  function endDrag(event: MouseEvent): void {
    const range = dragged()
    if (range) endRange(range, event)
  }

  function endRange(range: Range, event: MouseEvent): void {
    const meant = controller.meant(range, event.altKey)
    const { armed } = controller.memory
    if (!meant) return controller.place(range[1])
    if (event.ctrlKey && controller.selected) return controller.addPiece(meant)
    if (armed) controller.tagRange(meant, armed)
    else controller.select(meant)
  }

  /** What the browser's selection covers. */
  function dragged(): Range | null {
    const selection = getSelection()
    if (!selection?.anchorNode || !selection.focusNode) return null
    const anchor = page.offsetOf(selection.anchorNode, selection.anchorOffset)
    const focus = page.offsetOf(selection.focusNode, selection.focusOffset)
    if (anchor === null || focus === null || anchor === focus) return null
    return [Math.min(anchor, focus), Math.max(anchor, focus)]
  }

  function endEdge(edge: 'start' | 'end', at: Offset, exact: boolean): void {
    const [range] = previewEdge(edge, at, exact)
    if (range) controller.dragEdge(edge, edge === 'start' ? range[0] : range[1])
  }

  function previewEdge(edge: 'start' | 'end', at: Offset, exact: boolean): readonly Range[] {
    const span = controller.selected
    if (!span) return []
    const range: Range = edge === 'start' ? [Math.min(at, spanEnd(span)), spanEnd(span)] : [spanStart(span), at]
    const meant = range[0] < range[1] ? controller.meant(range, exact) : null
    if (!meant) return []
    return asMarks(edge === 'start' ? [meant[0], spanEnd(span)] : [spanStart(span), meant[1]])
  }

  function pickId(id: string): void {
    const item = controller.document.items.get(id)
    if (item?.kind === 'span') controller.pick(item)
  }

  function hover(event: MouseEvent): void {
    const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-span]') : null
    const item = target ? controller.document.items.get(target.dataset['span'] ?? '') : undefined
    if (item?.kind === 'span') return onHover([item])
    onHover(controller.tagsAt(page.offsetAtPoint(event.clientX, event.clientY)))
  }

  page.root.addEventListener('mousedown', down, { signal })
  page.root.addEventListener('mouseleave', () => onHover([]), { signal })
  page.root.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  window.addEventListener('mousemove', move, { signal })
  window.addEventListener('mouseup', up, { signal })
}

function moved(press: Press, event: MouseEvent): boolean {
  return Math.hypot(event.clientX - press.x, event.clientY - press.y) >= CLICK_SLOP_PX
}

function asEdge(name: string | undefined): 'start' | 'end' | null {
  return name === 'start' || name === 'end' ? name : null
}

function asMarks(range: Range | null): readonly Range[] {
  return range ? [range] : []
}
