import { isRightToLeft } from '../../../../src-core/text/direction.ts'
import type { Offset, Range as TextRange } from '../../../../src-core/text/offset.ts'

/** A stretch of text in an element of its own; its text node holds exactly `text.slice(start, end)`. */
export interface Block {
  readonly index: number
  readonly start: Offset
  readonly end: Offset
  readonly element: HTMLElement
  readonly node: Text
  readonly section: Section
}

/** About a screenful or four of blocks that the browser lays out only when they come near. */
export interface Section {
  readonly index: number
  readonly element: HTMLElement
  readonly blocks: readonly Block[]
  /** About, to guess a height. */
  readonly lines: number
}

/** Some sections in an element of their own: what happens in one costs the same in a tweet and in a book. */
export interface Chapter {
  readonly element: HTMLElement
  readonly sections: readonly Section[]
}

/** Class of the page while lanes and badges let the pointer through to the text. */
export const LETTING_THROUGH = 'page-dragging'

const SECTION_BLOCKS = 60
const SECTION_CHARS = 8_000
const CHAPTER_SECTIONS = 24

/**
 * The whole plain text of an article as DOM: blocks of bounded length in sections with `content-visibility: auto`.
 *
 * The text nodes hold the model's text unit for unit (CR and LF too) and never change, so a model offset is a node
 * offset plus the block's start, and no edit can disturb the reader's selection.
 */
export class TextPage {
  readonly root: HTMLElement
  readonly length: Offset
  readonly blocks: readonly Block[]
  readonly chapters: readonly Chapter[]
  readonly #starts: Float64Array
  readonly #byElement = new Map<Node, Block>()

  constructor(root: HTMLElement, text: string, cuts: readonly TextRange[]) {
    this.root = root
    this.length = text.length
    const made = build(text, cuts.length ? cuts : [[0, 0]])
    this.chapters = chaptersOf(made)
    this.blocks = made.flatMap((section) => section.blocks)
    this.#starts = Float64Array.from(this.blocks, (block) => block.start)
    for (const block of this.blocks) this.#byElement.set(block.element, block).set(block.node, block)
    root.replaceChildren(...this.chapters.map((chapter) => chapter.element))
  }

  /** The block that holds the character at an offset; the last one for the end of the text. */
  blockAt(offset: Offset): Block {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return this.#block(low)
  }

  /** The blocks that share a character with the range; one for an empty range. */
  blocksOf([start, end]: TextRange): readonly Block[] {
    const first = this.blockAt(start)
    const last = this.blockAt(Math.max(start, end - 1))
    return this.blocks.slice(first.index, last.index + 1)
  }

  /** The DOM position of an offset. Between two blocks it is the end of the first for `before`, else the next's start. */
  pointOf(offset: Offset, side: 'before' | 'after' = 'after'): readonly [Text, number] {
    const at = Math.min(Math.max(0, offset), this.length)
    const block = this.blockAt(side === 'before' && at > 0 ? at - 1 : at)
    return [block.node, at - block.start]
  }

  /** The offset of a DOM position anywhere inside the page, or null when it lies outside. */
  offsetOf(node: Node, offset: number): Offset | null {
    const own = this.#byElement.get(node)
    if (own && node === own.node) return own.start + offset
    if (node === this.root) return startOf(this.chapters[offset]?.sections[0]) ?? this.length
    const block = this.#blockAround(node)
    if (block) return node === block.element && offset === 0 ? block.start : block.end
    const chapter = this.chapters.find(({ element }) => element.contains(node))
    if (!chapter) return null
    if (chapter.element === node) return startOf(chapter.sections[offset]) ?? endOf(chapter.sections.at(-1))
    const section = chapter.sections.find(({ element }) => element === node)
    return section?.blocks[offset]?.start ?? endOf(section)
  }

  /** The boxes of a range's characters on screen, one a line (more where directions mix), in client coordinates. */
  rectsOf([start, end]: TextRange): DOMRect[] {
    return this.blocksOf([start, end]).flatMap((block) => rectsIn(block, start, end))
  }

  /** Where a caret before the character at an offset stands: a box without width. */
  caretRect(offset: Offset): DOMRect {
    const block = this.blockAt(offset)
    const at = offset - block.start
    const before = at < block.node.length ? edge(block, at, at + 1, 'left') : null
    const rect = before ?? (at > 0 ? edge(block, at - 1, at, 'right') : null)
    return rect ?? lineBox(block)
  }

  /** Sets the browser's selection: it is what is painted, copied and read aloud. */
  select(anchor: Offset, focus: Offset): void {
    const [anchorNode, anchorOffset] = this.pointOf(anchor, anchor > focus ? 'before' : 'after')
    const [focusNode, focusOffset] = this.pointOf(focus, focus > anchor ? 'before' : 'after')
    getSelection()?.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset)
  }

  /** Whether a point of the window lies on or very near to a character. */
  isTextAt(x: number, y: number): boolean {
    const position = document.caretPositionFromPoint(x, y)
    const block = position && this.#byElement.get(position.offsetNode)
    if (!block) return false
    const at = block.start + position.offset
    const near = (rect: DOMRect) =>
      x >= rect.left - 3 && x <= rect.right + 3 && y >= rect.top - 6 && y <= rect.bottom + 6
    return rectsIn(block, Math.max(block.start, at - 1), Math.min(block.end, at + 1)).some(near)
  }

  /** The offset nearest to a point of the window, whatever lies there. */
  offsetAtPoint(x: number, y: number): Offset {
    const position = this.#positionAt(x, y)
    const direct = position && this.offsetOf(position.offsetNode, position.offset)
    if (position?.offsetNode instanceof Text && direct !== null) return direct
    return this.#nearest(x, y)
  }

  /** The position in the text, also where a lane or a badge lies over it. */
  #positionAt(x: number, y: number): CaretPosition | null {
    const position = document.caretPositionFromPoint(x, y)
    const { classList } = this.root
    if (position === null || position.offsetNode instanceof Text || classList.contains(LETTING_THROUGH)) return position
    const hit = position.offsetNode instanceof Element ? position.offsetNode : position.offsetNode.parentElement
    if (!hit?.closest('.page-layer')) return position
    classList.add(LETTING_THROUGH)
    const under = document.caretPositionFromPoint(x, y)
    classList.remove(LETTING_THROUGH)
    return under
  }

  #nearest(x: number, y: number): Offset {
    const block = this.#blockAtHeight(y)
    const box = block.element.getBoundingClientRect()
    const inside = (value: number, from: number, to: number) => Math.min(Math.max(value, from), to)
    const position = this.#positionAt(inside(x, box.left + 1, box.right - 1), inside(y, box.top + 2, box.bottom - 2))
    const found = position && this.offsetOf(position.offsetNode, position.offset)
    return found ?? (y < box.top ? block.start : block.end)
  }

  /** The block at, or next below, a height in client coordinates. */
  #blockAtHeight(y: number): Block {
    let low = 0
    let high = this.blocks.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#block(middle).element.getBoundingClientRect().bottom < y) low = middle + 1
      else high = middle
    }
    return this.#block(low)
  }

  #blockAround(node: Node): Block | null {
    for (let each: Node | null = node; each && each !== this.root; each = each.parentNode) {
      const block = this.#byElement.get(each)
      if (block) return block
    }
    return null
  }

  #block(index: number): Block {
    const block = this.blocks[index]
    if (!block) throw new RangeError(`No block ${index} of ${this.blocks.length}`)
    return block
  }
}

/** The boxes of the part of `[start, end)` that lies in a block, without the empty ones of line breaks. */
export function rectsIn(block: Block, start: Offset, end: Offset): DOMRect[] {
  const from = Math.max(0, start - block.start)
  const to = Math.min(block.node.length, end - block.start)
  const rects = clientRects(block, from, to)
  const wide = withoutHangingSpace(block, from, to, rects).filter((rect) => rect.width > 0.5)
  return wide.length ? wide : rects.slice(0, 1)
}

/** The boxes without the space at which a line was broken. Where directions mix they stay as they are. */
function withoutHangingSpace(block: Block, from: number, to: number, rects: readonly DOMRect[]): readonly DOMRect[] {
  const ordered = rects.every((rect, i) => rect.top >= (rects[i - 1]?.top ?? rect.top) - 2)
  if (rects.length < 2 || !ordered || isRightToLeft(block.node.data.slice(from, to))) return rects
  let lineStart = from
  return rects.map((rect, i) => {
    const next = rects.slice(i + 1).find(({ top }) => top >= rect.bottom - 2)
    if (!next) return rect
    const lineEnd = firstBelow(block, lineStart, to, next.top - 1)
    const inkEnd = lineStart + block.node.data.slice(lineStart, lineEnd).trimEnd().length
    const last = inkEnd > lineStart ? clientRects(block, inkEnd - 1, inkEnd).at(-1) : undefined
    if (rects[i + 1] === next) lineStart = lineEnd
    const right = Math.min(rect.right, last?.right ?? rect.left)
    return new DOMRect(rect.left, rect.top, Math.max(0, right - rect.left), rect.height)
  })
}

/** The first character of `[from, to)` whose box stands at a height or below it. */
function firstBelow(block: Block, from: number, to: number, top: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((clientRects(block, middle, middle + 1)[0]?.top ?? top) >= top) high = middle
    else low = middle + 1
  }
  return low
}

let ruler: Range | null = null

/** One range serves for all measuring: a new one each time would be kept in step with every change of the page. */
function clientRects({ node }: Block, from: number, to: number): DOMRect[] {
  ruler ??= document.createRange()
  ruler.setStart(node, from)
  ruler.setEnd(node, to)
  const rects = [...ruler.getClientRects()]
  ruler.setStart(document, 0)
  ruler.collapse(true)
  return rects
}

function edge(block: Block, from: number, to: number, side: 'left' | 'right'): DOMRect | null {
  const rects = clientRects(block, from, to)
  const rect = side === 'left' ? rects[0] : rects.at(-1)
  if (!rect) return null
  const rtl = isRightToLeft(block.node.data.slice(from, to))
  const x = (side === 'left') === rtl ? rect.right : rect.left
  return new DOMRect(x, rect.top, 0, rect.height)
}

function lineBox(block: Block): DOMRect {
  const box = block.element.getBoundingClientRect()
  return new DOMRect(box.left, box.top, 0, box.height)
}

function build(text: string, cuts: readonly TextRange[]): Section[] {
  const sections: Section[] = []
  let from = 0
  while (from < cuts.length) {
    const to = sectionEnd(cuts, from)
    sections.push(buildSection(text, cuts, from, to, sections.length))
    from = to
  }
  return sections
}

function startOf(section: Section | undefined): Offset | null {
  return section?.blocks[0]?.start ?? null
}

function endOf(section: Section | undefined): Offset | null {
  return section?.blocks.at(-1)?.end ?? null
}

function chaptersOf(sections: readonly Section[]): readonly Chapter[] {
  const chapters: Chapter[] = []
  for (let from = 0; from < sections.length; from += CHAPTER_SECTIONS) {
    const own = sections.slice(from, from + CHAPTER_SECTIONS)
    const element = document.createElement('div')
    element.className = 'page-chapter'
    element.append(...own.map((section) => section.element))
    setLines(
      element,
      own.reduce((sum, section) => sum + section.lines, 0),
    )
    chapters.push({ element, sections: own })
  }
  return chapters
}

function sectionEnd(cuts: readonly TextRange[], from: number): number {
  const start = cuts[from]?.[0] ?? 0
  let to = from + 1
  while (to < cuts.length && to - from < SECTION_BLOCKS && (cuts[to]?.[1] ?? 0) - start <= SECTION_CHARS) to++
  return to
}

function buildSection(text: string, cuts: readonly TextRange[], from: number, to: number, index: number): Section {
  const element = document.createElement('div')
  element.className = 'page-section'
  const own = cuts.slice(from, to)
  const lines = own.reduce((sum, [start, end]) => sum + Math.max(1, Math.ceil((end - start) / LINE_CHARS)), 0)
  const blocks: Block[] = []
  const section: Section = { index, element, blocks, lines }
  for (const [i, [start, end]] of own.entries()) {
    const box = document.createElement('div')
    box.className = 'page-block'
    const node = document.createTextNode(text.slice(start, end))
    box.append(node)
    element.append(box)
    blocks.push({ index: from + i, start, end, element: box, node, section })
  }
  setLines(element, lines)
  return section
}

/** The height until it is seen. */
function setLines(element: HTMLElement, lines: number): void {
  element.style.setProperty('--lines', String(lines))
}

/** Characters that fit on a line of 68ch, to guess a height before there is one. */
const LINE_CHARS = 76
