import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/svelte-virtual'
import { createSubscriber } from 'svelte/reactivity'

/** More rows than a screen can hold. */
const SLOTS = 256
/** The library keeps a place for all that it is told of, and makes them anew when the list grows: it is told of blocks. */
const BLOCK = 8

interface VirtualRows {
  readonly count: number
  readonly rowHeightPx: number
  /** Rendered even when it is out of sight, so that the focus never falls off the list; -1 for none. */
  readonly keep: number
}

export interface VirtualRow {
  /** Names the element that shows the row; elements of rows that went out of sight are used again. */
  readonly slot: number
  readonly index: number
  readonly topPx: number
}

/**
 * The rows of a long list that are in sight. It watches the scroller outside Svelte; reading `rows` inside Svelte
 * subscribes to it, and the watching stops with the last reader.
 */
export class VirtualRowsView {
  readonly #virtualizer: Virtualizer<HTMLElement, Element>
  readonly #options: () => VirtualRows
  readonly #subscribe: () => void
  #scroller: HTMLElement | null = null
  #tell: () => void = () => undefined

  constructor(options: () => VirtualRows) {
    this.#options = options
    this.#virtualizer = new Virtualizer(this.#full())
    this.#subscribe = createSubscriber((update) => {
      this.#tell = update
      return () => (this.#tell = () => undefined)
    })
  }

  /** An attachment for the element that scrolls. */
  readonly attach = (element: HTMLElement): (() => void) => {
    this.#scroller = element
    const stop = this.#virtualizer._didMount()
    this.#virtualizer._willUpdate()
    this.#tell()
    return () => {
      stop()
      this.#scroller = null
    }
  }

  get rows(): readonly VirtualRow[] {
    this.#subscribe()
    this.#virtualizer.setOptions(this.#full())
    const { count, rowHeightPx, keep } = this.#options()
    const blocks = this.#virtualizer.getVirtualIndexes()
    const shown = blocks.flatMap((block) => rowsOf(block)).filter((index) => index < count)
    return withKept(shown, keep < count ? keep : -1).map((index) => ({
      slot: index === keep ? -1 : index % SLOTS,
      index,
      topPx: index * rowHeightPx,
    }))
  }

  /** Scrolls to a row that is out of sight: just into sight, or to the middle. */
  reveal(index: number, to: 'edge' | 'center'): void {
    if (index < 0) return
    const { rowHeightPx } = this.#options()
    const { top, height } = this.#sight(to)
    const [begin, end] = [index * rowHeightPx, (index + 1) * rowHeightPx]
    if (begin >= top && end <= top + height) return
    this.#virtualizer.setOptions(this.#full())
    const nearest = begin < top ? begin : end - height
    this.#virtualizer.scrollToOffset(to === 'center' ? begin - (height - rowHeightPx) / 2 : nearest)
  }

  /** Who asks the scroller lays out the whole window: a key must have the very place, an opening can do with the last known. */
  #sight(to: 'edge' | 'center'): { readonly top: number; readonly height: number } {
    const { scrollOffset, scrollRect } = this.#virtualizer
    if (to === 'center' && scrollOffset !== null && scrollRect) return { top: scrollOffset, height: scrollRect.height }
    return { top: this.#scroller?.scrollTop ?? 0, height: this.#scroller?.clientHeight ?? 0 }
  }

  #full(): ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0] {
    const { count, rowHeightPx } = this.#options()
    return {
      count: Math.ceil(count / BLOCK),
      estimateSize: () => BLOCK * rowHeightPx,
      getScrollElement: () => this.#scroller,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      overscan: 1,
      onChange: () => this.#tell(),
    }
  }
}

function rowsOf(block: number): number[] {
  return Array.from({ length: BLOCK }, (_, i) => BLOCK * block + i)
}

/** @param keep a row that is among them wherever it stands; -1 for none. */
function withKept(shown: readonly number[], keep: number): readonly number[] {
  const [first = 0, last = -1] = [shown[0], shown.at(-1)]
  if (keep < 0 || (keep >= first && keep <= last)) return shown
  return keep < first ? [keep, ...shown] : [...shown, keep]
}
