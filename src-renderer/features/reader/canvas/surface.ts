import type { Offset, Range } from '../../../../src-core/text/offset.ts'
import type { TextPage } from './text-page.ts'

/** What the controller needs to know of the page on screen. */
export interface Surface {
  /** The offset a visual line above or below, nearest to the horizontal place `x` (client pixels). */
  lineMove(offset: Offset, step: -1 | 1, x: number): Offset
  /** The first or last offset of the visual line that an offset stands in. */
  lineEdge(offset: Offset, edge: 'start' | 'end'): Offset
  /** The offset a viewport further, and the view with it. */
  pageMove(offset: Offset, step: -1 | 1, x: number): Offset
  /** The horizontal place of an offset, in client pixels. */
  xOf(offset: Offset): number
  /** Gives the text the keys. */
  focus(): void
  /** The part of the text that is on screen, about. */
  onScreen(): Range
  /** Brings a range into view, if it is not. */
  reveal(range: Range): void
}

const REVEAL_MARGIN_PX = 72

/** The surface of a page in its scroller. */
export function surfaceOf(page: TextPage, scroller: HTMLElement): Surface {
  const lineHeight = () => parseFloat(getComputedStyle(page.root).lineHeight) || 30

  function reveal([start, end]: Range): void {
    if (show(page.caretRect(start), page.caretRect(end))) {
      // Sections on the way get their real height only when they are laid out: look again in the next frame.
      requestAnimationFrame(() => show(page.caretRect(start), page.caretRect(end)))
    }
  }

  function show(first: DOMRect, last: DOMRect): boolean {
    const view = scroller.getBoundingClientRect()
    const margin = Math.min(REVEAL_MARGIN_PX, view.height / 4)
    const above = first.top - view.top - margin
    const below = Math.min(last.bottom, first.bottom + view.height / 2) - view.bottom + margin
    if (above >= 0 && below <= 0) return false
    const far = above < -view.height || below > view.height
    scroller.scrollTop += far ? first.top - view.top - view.height * 0.35 : above < 0 ? above : below
    return true
  }

  function lineMove(offset: Offset, step: -1 | 1, x: number): Offset {
    reveal([offset, offset])
    const here = page.caretRect(offset)
    for (let distance = 0.6; distance < 4; distance += 0.4) {
      const y = (step > 0 ? here.bottom : here.top) + step * distance * lineHeight() * 0.6
      const found = page.offsetAtPoint(x, y)
      const there = page.caretRect(found)
      if (step > 0 ? there.top >= here.bottom - 2 : there.bottom <= here.top + 2) return found
    }
    return step > 0 ? page.length : 0
  }

  function lineEdge(offset: Offset, edge: 'start' | 'end'): Offset {
    reveal([offset, offset])
    const here = page.caretRect(offset)
    const block = page.blockAt(offset)
    const onLine = (other: Offset) => Math.abs(page.caretRect(other).top - here.top) < here.height / 2
    let [low, high] = edge === 'start' ? [block.start, offset] : [offset, lastOf(block.end, block.node.data)]
    while (low < high) {
      const middle = edge === 'start' ? (low + high) >>> 1 : (low + high + 1) >>> 1
      if (edge === 'start') [low, high] = onLine(middle) ? [low, middle] : [middle + 1, high]
      else [low, high] = onLine(middle) ? [middle, high] : [low, middle - 1]
    }
    return low
  }

  return {
    reveal,
    lineMove,
    lineEdge,
    focus: () => page.root.focus({ preventScroll: true }),
    onScreen() {
      const view = scroller.getBoundingClientRect()
      const x = page.root.getBoundingClientRect().left + 60
      return [page.offsetAtPoint(x, view.top + 2), page.blockAt(page.offsetAtPoint(x, view.bottom - 2)).end]
    },
    xOf: (offset) => page.caretRect(offset).left,
    pageMove(offset, step, x) {
      reveal([offset, offset])
      const y = page.caretRect(offset).top
      scroller.scrollTop += step * (scroller.clientHeight - 2 * lineHeight())
      return page.offsetAtPoint(x, y + 2)
    },
  }
}

/** The end of a block before its line break. */
function lastOf(end: Offset, text: string): Offset {
  return end - (/\r?\n?$/.exec(text)?.[0].length ?? 0)
}
