import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type Range,
} from '@tanstack/svelte-virtual'
import { createSubscriber } from 'svelte/reactivity'

/** More rows than a screen can hold. */
const SLOTS = 256

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
    return this.#virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ slot: this.#slot(index), index, topPx: start }))
  }

  #slot(index: number): number {
    return index === this.#options().keep ? -1 : index % SLOTS
  }

  /** Scrolls to a row that is out of sight: just into sight, or to the middle. */
  reveal(index: number, to: 'edge' | 'center'): void {
    if (index < 0 || this.#isInSight(index, to)) return
    this.#virtualizer.setOptions(this.#full())
    this.#virtualizer.scrollToIndex(index, { align: to === 'center' ? 'center' : 'auto' })
  }

  /** Who asks the scroller lays out the whole window: a key must have the very place, an opening can do with the last known. */
  #isInSight(index: number, to: 'edge' | 'center'): boolean {
    const { rowHeightPx } = this.#options()
    const { scrollOffset, scrollRect } = this.#virtualizer
    const known = to === 'center' && scrollOffset !== null && scrollRect
    const { scrollTop, clientHeight } = known
      ? { scrollTop: scrollOffset, clientHeight: scrollRect.height }
      : (this.#scroller ?? { scrollTop: 0, clientHeight: 0 })
    return index * rowHeightPx >= scrollTop && (index + 1) * rowHeightPx <= scrollTop + clientHeight
  }

  #full(): ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0] {
    const { count, rowHeightPx } = this.#options()
    return {
      count,
      estimateSize: () => rowHeightPx,
      getScrollElement: () => this.#scroller,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      overscan: 8,
      rangeExtractor: (range) => this.#withKept(range),
      onChange: () => this.#tell(),
    }
  }

  #withKept(range: Range): number[] {
    const { keep, count } = this.#options()
    const shown = defaultRangeExtractor(range)
    const first = shown[0] ?? 0
    const last = shown.at(-1) ?? -1
    if (keep < 0 || keep >= count || (keep >= first && keep <= last)) return shown
    return keep < first ? [keep, ...shown] : [...shown, keep]
  }
}
