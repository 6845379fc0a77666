import type { Excluded } from '../../../../src-core/annotation/records.ts'
import type { Offset } from '../../../../src-core/text/offset.ts'
import type { Block, TextPage } from './text-page.ts'

const HIGHLIGHT = 'postil-left-out'

export interface PassagesView {
  readonly excluded: readonly Excluded[]
  readonly unfolded: ReadonlySet<Offset>
  /** A passage that the caret stands in is never folded. */
  readonly caret: Offset | null
  /** Names the button that folds or unfolds so many lines. */
  readonly title: (folded: boolean, lines: number) => string
}

/**
 * Shows which passages are left out: their words are dimmed, and of a passage of several lines only the first is seen
 * until somebody unfolds it. The text itself stays as it is in the page.
 */
export class Passages {
  readonly #page: TextPage
  readonly #onFold: (start: Offset) => void
  #touched: Block[] = []
  #buttons: HTMLElement[] = []

  constructor(page: TextPage, onFold: (start: Offset) => void) {
    this.#page = page
    this.#onFold = onFold
  }

  show(view: PassagesView): void {
    this.#clear()
    if (view.excluded.length === 0) {
      CSS.highlights.delete(HIGHLIGHT)
      return
    }
    const highlight = new Highlight()
    for (const passage of view.excluded) {
      const blocks = this.#page.blocksOf([passage.start, passage.end])
      for (const block of blocks) highlight.add(rangeIn(block, passage))
      this.#showLines(
        passage,
        blocks.filter((block) => isWithin(block, passage)),
        view,
      )
    }
    CSS.highlights.set(HIGHLIGHT, highlight)
  }

  stop(): void {
    this.#clear()
    CSS.highlights.delete(HIGHLIGHT)
  }

  #showLines({ start }: Excluded, lines: readonly Block[], { unfolded, caret, title }: PassagesView): void {
    for (const line of lines) line.element.classList.add('page-left-out')
    this.#touched.push(...lines)
    const [first, ...rest] = lines
    const last = rest.at(-1)
    if (!first || !last) return
    const entered = caret !== null && caret > first.end && caret <= last.end
    const folded = !unfolded.has(start) && !entered
    for (const line of rest) line.element.classList.toggle('page-folded', folded)
    const said = rest.filter(({ node }) => node.data.trim() !== '').length
    const button = this.#button(start, folded, title(folded, said), said)
    first.element.append(button)
  }

  #button(start: Offset, folded: boolean, title: string, lines: number): HTMLElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'page-fold'
    button.tabIndex = -1
    button.ariaLabel = title
    button.title = title
    button.ariaExpanded = String(!folded)
    button.dataset['lines'] = folded ? `+${lines}` : '−'
    for (const name of ['pointerdown', 'mousedown', 'dblclick'])
      button.addEventListener(name, (event) => event.stopPropagation())
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      this.#onFold(start)
    })
    this.#buttons.push(button)
    return button
  }

  #clear(): void {
    for (const { element } of this.#touched) element.classList.remove('page-left-out', 'page-folded')
    for (const button of this.#buttons) button.remove()
    this.#touched = []
    this.#buttons = []
  }
}

/** Whether a block says nothing outside of a passage. */
function isWithin({ start, node }: Block, passage: Excluded): boolean {
  const before = node.data.slice(0, Math.max(0, passage.start - start))
  const after = node.data.slice(Math.max(0, passage.end - start))
  return before.trim() === '' && after.trim() === ''
}

function rangeIn(block: Block, { start, end }: Excluded): StaticRange {
  return new StaticRange({
    startContainer: block.node,
    startOffset: Math.max(0, start - block.start),
    endContainer: block.node,
    endOffset: Math.min(block.node.length, end - block.start),
  })
}
