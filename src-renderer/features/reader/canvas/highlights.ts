import type { Range } from '../../../../src-core/text/offset.ts'
import type { Block } from './text-page.ts'

/** The names of the highlights that are no tags, from the lowest to the topmost; styled in `page.css`. */
const MARK_NAMES = ['candidate', 'offer', 'hit', 'hit-now', 'hovered', 'pending'] as const
export type MarkName = (typeof MARK_NAMES)[number]

/**
 * CSS highlights, filled block by block: what a block shows is taken away again in one call. Names are global to the
 * document, so there is one page at a time.
 */
export class Highlights {
  readonly #painted = new Map<string, [Highlight, StaticRange][]>()
  readonly #own = new Map<string, Highlight>()

  /** Replaces what `owner` shows in a block. */
  paint(owner: string, block: Block, ranges: readonly (readonly [name: string, range: Range])[]): void {
    this.clear(owner, block)
    const painted = ranges.map(([name, range]): [Highlight, StaticRange] => {
      const highlight = this.#highlight(name)
      const staticRange = rangeIn(block, range)
      highlight.add(staticRange)
      return [highlight, staticRange]
    })
    if (painted.length) this.#painted.set(keyOf(owner, block), painted)
  }

  clear(owner: string, block: Block): void {
    const key = keyOf(owner, block)
    for (const [highlight, range] of this.#painted.get(key) ?? []) highlight.delete(range)
    this.#painted.delete(key)
  }

  stop(): void {
    // The next document's highlights may be registered under the same names already.
    for (const [name, own] of this.#own) if (CSS.highlights.get(name) === own) CSS.highlights.delete(name)
    this.#painted.clear()
    this.#own.clear()
  }

  #highlight(name: string): Highlight {
    const known = this.#own.get(name)
    if (known) return known
    const made = new Highlight()
    made.priority = rankOf(name)
    CSS.highlights.set(name, made)
    this.#own.set(name, made)
    return made
  }
}

/** The name of a mark's highlight. */
export function markHighlight(name: MarkName): string {
  return `postil-${name}`
}

/** Inner tags over outer ones (their names end in the lane), marks over tags. */
function rankOf(name: string): number {
  const mark = MARK_NAMES.findIndex((each) => markHighlight(each) === name)
  if (mark >= 0) return 100 + mark
  return 50 - Number(name.split('-').at(-1) ?? 0)
}

function keyOf(owner: string, block: Block): string {
  return `${owner} ${block.index}`
}

function rangeIn(block: Block, [start, end]: Range): StaticRange {
  return new StaticRange({
    startContainer: block.node,
    startOffset: Math.max(0, start - block.start),
    endContainer: block.node,
    endOffset: Math.min(block.node.length, end - block.start),
  })
}
