import { spanEnd, spanStart, type Span } from '../../../../src-core/annotation/records.ts'
import { isRightToLeft } from '../../../../src-core/text/direction.ts'
import type { Offset, Range } from '../../../../src-core/text/offset.ts'
import { labelClass } from './label-styles.ts'
import { rectsIn, type Block } from './text-page.ts'

/** How a span is to look. */
export interface SpanLook {
  readonly span: Span
  readonly lane: number
  readonly label: number
  readonly badge: string
  /** A value that nobody has confirmed, after the badge. */
  readonly suggested: string | null
  /** Letters that pick the span while something is being linked; they stand in the badge's place. */
  readonly hint: string | null
  readonly selected: boolean
  /** What those hear who do not see it: label, words, extent. */
  readonly said: string
  /** A required attribute has no value. */
  readonly wanting: boolean
}

/** A box relative to its block, in CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Edge extends Box {
  readonly edge: 'start' | 'end'
}

interface Strip extends Box {
  /** Where the words above it begin. */
  readonly wordsTop: number
  readonly lane: number
  readonly kind: 'piece' | 'bridge'
  readonly starts: boolean
  readonly ends: boolean
}

export interface Measured {
  readonly look: SpanLook
  readonly strips: readonly Strip[]
  /** Where the badge goes, if the span starts in this block; moved aside until badges do not collide. */
  readonly badge: Box | null
  /** In the margin beside the line where the span starts, while a required attribute has no value. */
  readonly dot: Box | null
  readonly rtl: boolean
}

const DOT_PX = 6
/** Between the text and a dot in its margin. */
const DOT_GAP_PX = 8
const BADGE_HEIGHT_PX = 10
const BADGE_CHAR_PX = 7
/** A gap longer than this is not bridged by a dotted line: it would cross pages. */
const LONGEST_BRIDGE: Offset = 600

/** Where everything of a block's spans stands, with lanes so far apart. Only reads layout. */
export function measureBlock(block: Block, looks: readonly SpanLook[], pitchPx: number): readonly Measured[] {
  const spans = looks.map((look) => measureSpan(block, look))
  return apart(closeUp(spans, pitchPx))
}

/** The lanes, badge and dot of a span as elements, for the layer over the text. Only writes. */
export function drawOver(measured: Measured): HTMLElement[] {
  return [
    ...measured.strips.map((strip) => stripElement(measured, strip)),
    ...(measured.badge ? [badgeElement(measured, measured.badge)] : []),
    ...(measured.dot ? [placed(['page-wanting'], measured.look, measured.dot)] : []),
  ]
}

/** The backgrounds of a span, for the layer under the text. Only writes. */
export function drawUnder({ look, strips }: Measured): HTMLElement[] {
  return strips.filter(({ kind }) => kind === 'piece').map((strip) => backgroundElement(look, strip))
}

/** The same for two spans, or for one at two times, if and only if the same elements are drawn for them. */
export function signatureOf({ look: { span, lane: _lane, ...look }, strips, badge, dot }: Measured): string {
  return JSON.stringify([span.id, look, strips, badge, dot])
}

/** Where the characters of ranges stand within a block. Only reads layout. */
export function measureRanges(block: Block, ranges: readonly Range[]): readonly Box[] {
  return ranges.flatMap(([start, end]) => boxesIn(block, start, end))
}

const KNOWN_BOXES = new WeakMap<Block, Map<string, readonly Box[]>>()

/** The boxes of the part of `[start, end)` that lies in a block. Measured once, until {@link forgetBoxes}. */
function boxesIn(block: Block, start: Offset, end: Offset): readonly Box[] {
  const known = KNOWN_BOXES.get(block) ?? new Map<string, readonly Box[]>()
  KNOWN_BOXES.set(block, known)
  const key = `${start} ${end}`
  const found = known.get(key) ?? measureBoxes(block, start, end)
  known.set(key, found)
  return found
}

function measureBoxes(block: Block, start: Offset, end: Offset): readonly Box[] {
  const origin = block.element.getBoundingClientRect()
  return rectsIn(block, start, end).map(({ left, top, width, height }) => {
    return { left: left - origin.left, top: top - origin.top, width, height }
  })
}

/** The lines of a block have moved, or may have. */
export function forgetBoxes(block: Block): void {
  KNOWN_BOXES.delete(block)
}

/** Boxes as elements of a class. Only writes. */
export function drawBoxes(className: string, boxes: readonly Box[]): HTMLElement[] {
  return boxes.map((box) => {
    const element = document.createElement('div')
    element.className = className
    element.style.cssText = cssOf(box)
    return element
  })
}

function backgroundElement(look: SpanLook, strip: Strip): HTMLElement {
  const element = document.createElement('div')
  element.className = `page-background ${labelClass(look.label)}${look.selected ? ' selected' : ''}`
  element.style.cssText = cssOf({ ...strip, top: strip.wordsTop })
  return element
}

function cssOf({ left, top, width, height }: Box): string {
  return `left:${left}px;top:${top}px;width:${width}px;height:${height}px`
}

function measureSpan(block: Block, look: SpanLook): Measured {
  const { span, lane } = look
  const strips: Strip[] = []
  for (const [i, piece] of span.ranges.entries()) {
    strips.push(...pieceStrips(block, piece, lane))
    const next = span.ranges[i + 1]
    if (next) strips.push(...bridgeStrips(block, [piece[1], next[0]], lane))
  }
  const rtl = isRightToLeft(
    block.node.data.slice(Math.max(0, spanStart(span) - block.start), spanEnd(span) - block.start),
  )
  const dot = look.wanting ? dotBox(block, look, strips, rtl) : null
  return { look, strips, rtl, badge: badgeBox(block, look, strips, rtl), dot }
}

function dotBox(block: Block, { span }: SpanLook, [first]: readonly Strip[], rtl: boolean): Box | null {
  if (!first || spanStart(span) < block.start) return null
  const left = rtl ? block.element.clientWidth + DOT_GAP_PX : -DOT_GAP_PX - DOT_PX
  return { left, top: first.top - (first.height + DOT_PX) / 2, width: DOT_PX, height: DOT_PX }
}

function pieceStrips(block: Block, [start, end]: Range, lane: number): Strip[] {
  if (start >= block.end || end <= block.start) return []
  const boxes = boxesIn(block, start, end)
  return boxes.map((box, i) => ({
    ...stripBox(box, lane),
    kind: 'piece',
    starts: i === 0 && start >= block.start,
    ends: i === boxes.length - 1 && end <= block.end,
  }))
}

function bridgeStrips(block: Block, [start, end]: Range, lane: number): Strip[] {
  if (start >= block.end || end <= block.start || end - start > LONGEST_BRIDGE) return []
  const boxes = boxesIn(block, start, end)
  return boxes.map((box) => ({ ...stripBox(box, lane), kind: 'bridge', starts: false, ends: false }))
}

function stripBox({ left, top, width, height }: Box, lane: number): Pick<Strip, keyof Box | 'lane' | 'wordsTop'> {
  return { wordsTop: top, left, top: top + height, width: Math.max(2, width), height, lane }
}

function badgeBox(block: Block, look: SpanLook, strips: readonly Strip[], rtl: boolean): Box | null {
  const start = spanStart(look.span)
  if (!strips[0] || start < block.start) return null
  const said = look.suggested === null ? look.badge : `${look.badge} ${look.suggested}`
  const width = 4 + (look.hint ?? said).length * BADGE_CHAR_PX
  // Where directions mix the boxes of a line come in the order of the eye: the first is not where the tag begins.
  const letter = rtl || strips.length > 1 ? boxesIn(block, start, start + 1)[0] : undefined
  const first = letter ? stripBox(letter, 0) : strips[0]
  return {
    left: rtl ? first.left + first.width - width : first.left - 1,
    top: first.wordsTop - BADGE_HEIGHT_PX + 4,
    width,
    height: BADGE_HEIGHT_PX,
  }
}

/** On each visual line lanes that nothing uses are left out, so that a long tag does not hang far below its words. */
function closeUp(measured: readonly Measured[], pitchPx: number): readonly Measured[] {
  const lineOf = ({ top }: Strip) => Math.round(top / 6)
  const lines = new Map<number, Set<number>>()
  for (const strip of measured.flatMap(({ strips }) => strips)) {
    lines.set(lineOf(strip), (lines.get(lineOf(strip)) ?? new Set()).add(strip.lane))
  }
  const used = (strip: Strip) => [...(lines.get(lineOf(strip)) ?? [])].filter((lane) => lane < strip.lane).length
  return measured.map((each) => ({
    ...each,
    strips: each.strips.map((strip) => {
      const lane = used(strip)
      return { ...strip, lane, top: strip.top + lane * pitchPx }
    }),
  }))
}

/** Moves badges of one line sideways, in reading order, until none covers another. */
function apart(measured: readonly Measured[]): readonly Measured[] {
  const taken = new Map<number, number>()
  const order = [...measured].sort((a, b) => (a.badge?.left ?? 0) - (b.badge?.left ?? 0))
  const moved = new Map<Measured, Measured>()
  for (const each of order) {
    if (!each.badge) continue
    const line = Math.round(each.badge.top / 6)
    const free = Math.max(
      taken.get(line) ?? -Infinity,
      taken.get(line - 1) ?? -Infinity,
      taken.get(line + 1) ?? -Infinity,
    )
    const left = Math.max(each.badge.left, free)
    taken.set(line, left + each.badge.width + 1)
    moved.set(each, { ...each, badge: { ...each.badge, left } })
  }
  return measured.map((each) => moved.get(each) ?? each)
}

/** Where the outer edges of a span stand, as far as they lie in the block. Only reads layout. */
export function measureEdges(block: Block, span: Span | null): readonly Edge[] {
  if (!span) return []
  const [start, end] = [spanStart(span), spanEnd(span)]
  const edges: Edge[] = []
  if (start >= block.start && start < block.end) edges.push(edgeAt(block, 'start', [start, start + 1]))
  if (end > block.start && end <= block.end) edges.push(edgeAt(block, 'end', [end - 1, end]))
  return edges
}

function edgeAt(block: Block, edge: 'start' | 'end', [start, end]: Range): Edge {
  const box = boxesIn(block, start, end)[0] ?? { left: 0, top: 0, width: 0, height: 0 }
  const rightSide = (edge === 'end') !== isRightToLeft(block.node.data.slice(start - block.start, end - block.start))
  return { edge, left: rightSide ? box.left + box.width : box.left, top: box.top, width: 0, height: box.height }
}

/** The handles of the tag in hand. */
export function drawHandles(edges: readonly Edge[]): HTMLElement[] {
  return edges.map(({ edge, ...box }) => {
    const element = document.createElement('div')
    element.className = 'page-handle'
    element.dataset['edge'] = edge
    element.style.cssText = `left:${box.left}px;top:${box.top}px;height:${box.height}px`
    return element
  })
}

export function drawCaret({ left, top, height }: Box): HTMLElement {
  const element = document.createElement('div')
  element.className = 'page-caret'
  element.style.cssText = `left:${left}px;top:${top}px;height:${height}px`
  return element
}

function stripElement({ look }: Measured, strip: Strip): HTMLElement {
  const names = ['page-lane', labelClass(look.label), strip.kind]
  if (strip.starts) names.push('starts')
  if (strip.ends) names.push('ends')
  return placed(names, look, strip)
}

function badgeElement({ look }: Measured, box: Box): HTMLElement {
  const names = ['page-badge', labelClass(look.label)]
  if (look.wanting) names.push('wanting')
  const element = placed(names, look, box)
  if (look.hint !== null) element.classList.add('hint')
  element.role = 'note'
  element.ariaLabel = look.said
  element.dataset['badge'] = look.hint?.toUpperCase() ?? look.badge
  if (look.suggested !== null && look.hint === null) element.append(suggestedElement(look.suggested))
  return element
}

function suggestedElement(value: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'page-suggested'
  element.dataset['value'] = value
  return element
}

function placed(names: readonly string[], look: SpanLook, box: Box): HTMLElement {
  const element = document.createElement('div')
  element.className = look.selected ? `${names.join(' ')} selected` : names.join(' ')
  element.dataset['span'] = look.span.id
  element.style.cssText = `left:${box.left}px;top:${box.top}px;width:${box.width}px`
  return element
}
