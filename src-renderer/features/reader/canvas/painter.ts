import { spanEnd, spanStart, type Id, type Span } from '../../../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../../../src-core/annotation/schema.ts'
import type { Offset, Range } from '../../../../src-core/text/offset.ts'
import type { TagIndex } from '../tag-index.ts'
import { highlightName } from './label-styles.ts'
import { Highlights, markHighlight, type MarkName } from './highlights.ts'
import { whenIdle } from './idle.ts'
import { drawBlock, drawCaret, drawHandles, measureBlock, measureEdges, type SpanLook } from './overlay.ts'
import type { Block, Section, TextPage } from './text-page.ts'

/** Lanes that fit between two lines; a block with more of them gets more line height. */
const LANES_IN_LINE = 2

/** The marks that share a character with a stretch of the text, in order. */
export type MarkSource = (stretch: { readonly start: Offset; readonly end: Offset }) => readonly Range[]

/** What the page is to show besides its text. */
export interface View {
  readonly schema: LabelSchema
  readonly index: TagIndex
  readonly selected: Span | null
  /** The caret stands before the character at this offset; null for none. */
  readonly caret: Offset | null
  /** Letters beside spans that can be picked by them. */
  readonly hints: ReadonlyMap<Id, string>
}

/**
 * Draws spans and marks over the sections near the viewport: CSS highlights behind the words, an overlay of elements
 * per block for lanes and badges. An edit redraws the blocks it touches and no others, and all reading of layout comes
 * before all writing, so the browser lays out once a key.
 */
export class Painter {
  readonly #page: TextPage
  readonly #highlights = new Highlights()
  readonly #near = new Set<Section>()
  readonly #overlays = new Map<Block, HTMLElement>()
  readonly #marks = new Map<MarkName, MarkSource>()
  #labels: ReadonlyMap<Id, LabelLook> = new Map()
  readonly #waiting = new Set<Block>()
  readonly #idle = whenIdle((deadline) => this.#paintWaiting(deadline))
  #slow: MarkName | null = null
  #view: View | null = null
  #caret: HTMLElement | null = null

  constructor(page: TextPage) {
    this.#page = page
  }

  /** Shows a view; only what differs from the last one is drawn. */
  show(view: View): void {
    const before = this.#view
    this.#view = view
    if (before?.schema !== view.schema) this.#labels = labelLooks(view.schema)
    const change = view.index.takeChange()
    if (change.everything || before?.schema !== view.schema || before.hints !== view.hints) return this.redraw()
    const touched = before.selected === view.selected ? [] : [before.selected, view.selected]
    this.#draw(this.#nearBlocks([...change.spans, ...touched.filter((span) => span !== null)]))
  }

  /** Shows marks of one kind, asked for block by block as they come near; they replace the former ones. */
  setMark(name: MarkName, source: MarkSource): void {
    this.#marks.set(name, source)
    for (const section of this.#near) for (const block of section.blocks) this.#paintMark(name, block)
  }

  /** Shows marks that take time to find: when there is time, a few blocks at once. */
  setSlowMark(name: MarkName, source: MarkSource): void {
    this.#marks.set(name, source)
    this.#slow = name
    for (const section of this.#near) for (const block of section.blocks) this.#waiting.add(block)
    this.#idle.ask()
  }

  enter(section: Section): void {
    this.#near.add(section)
    this.#draw(section.blocks)
    for (const block of section.blocks) {
      for (const name of this.#marks.keys()) if (name !== this.#slow) this.#paintMark(name, block)
      this.#waiting.add(block)
    }
    this.#idle.ask()
  }

  leave(section: Section): void {
    if (!this.#near.delete(section)) return
    for (const block of section.blocks) {
      this.#overlays.get(block)?.remove()
      this.#overlays.delete(block)
      this.#highlights.clear('spans', block)
      for (const name of this.#marks.keys()) this.#highlights.clear(name, block)
      this.#waiting.delete(block)
    }
  }

  /** Measures and draws everything near again: width, zoom, font or colours have changed. */
  redraw(): void {
    this.#draw([...this.#near].flatMap((section) => section.blocks))
  }

  stop(): void {
    this.#idle.stop()
    this.#highlights.stop()
    for (const overlay of this.#overlays.values()) overlay.remove()
    this.#overlays.clear()
    this.#near.clear()
  }

  #nearBlocks(spans: readonly Span[]): readonly Block[] {
    const blocks = new Set<Block>()
    for (const span of spans) {
      for (const block of this.#page.blocksOf([spanStart(span), spanEnd(span)])) {
        if (this.#near.has(block.section)) blocks.add(block)
      }
    }
    return [...blocks]
  }

  #draw(blocks: readonly Block[]): void {
    const view = this.#view
    if (!view) return
    const all = blocks.map((block) => ({ block, looks: this.#looks(block, view) }))
    for (const { block, looks } of all) setDepth(block, looks)
    const caret = this.#measureCaret(view)
    const measured = all.map(({ block, looks }) => ({
      block,
      looks,
      places: measureBlock(block, looks),
      edges: measureEdges(block, view.selected),
    }))
    for (const { block, looks, places, edges } of measured) {
      const drawn = [...drawBlock(places), ...drawHandles(edges)]
      if (drawn.length || this.#overlays.has(block)) this.#overlay(block).replaceChildren(...drawn)
      this.#highlights.paint(
        'spans',
        block,
        looks.flatMap((look) => backgrounds(block, look)),
      )
    }
    this.#caret?.remove()
    this.#caret = caret && drawCaret(caret.box)
    if (caret && this.#caret) this.#overlay(caret.block).append(this.#caret)
  }

  #measureCaret(view: View) {
    if (view.caret === null) return null
    const block = this.#page.blockAt(view.caret)
    const rect = this.#page.caretRect(view.caret)
    const origin = block.element.getBoundingClientRect()
    const box = { left: rect.left - origin.left, top: rect.top - origin.top, width: 0, height: rect.height }
    return { block, box }
  }

  #looks(block: Block, view: View): SpanLook[] {
    const { lanes } = view.index
    return lanes.touching(block.start, block.end).map((span) => {
      const label = this.#labels.get(span.label)
      return {
        span,
        lane: lanes.lane(span),
        label: label?.index ?? 0,
        badge: badgeOf(span, label),
        hint: view.hints.get(span.id) ?? null,
        selected: span.id === view.selected?.id,
        wanting: label?.required.some((name) => (span.attributes[name] ?? null) === null) ?? false,
      }
    })
  }

  #paintWaiting(deadline: IdleDeadline): void {
    for (const block of this.#waiting) {
      if (deadline.timeRemaining() < 2 && !deadline.didTimeout) return this.#idle.ask()
      this.#waiting.delete(block)
      if (this.#slow) this.#paintMark(this.#slow, block)
    }
  }

  #paintMark(name: MarkName, block: Block): void {
    const ranges = this.#marks.get(name)?.(block) ?? []
    this.#highlights.paint(
      name,
      block,
      ranges.map((range) => [markHighlight(name), range]),
    )
  }

  #overlay(block: Block): HTMLElement {
    const known = this.#overlays.get(block)
    if (known) return known
    const overlay = document.createElement('div')
    overlay.className = 'page-overlay'
    overlay.ariaHidden = 'true'
    block.element.append(overlay)
    this.#overlays.set(block, overlay)
    return overlay
  }
}

/** What of a label is seen in the text. */
interface LabelLook {
  readonly index: number
  readonly badge: string
  readonly required: readonly string[]
  /** The attribute whose value stands beside the mention. */
  readonly date: string | null
}

function labelLooks(schema: LabelSchema): ReadonlyMap<Id, LabelLook> {
  return new Map(
    schema.labels.map(({ id, badge, attributes }, index) => {
      const required = attributes.filter((each) => each.required).map((each) => each.name)
      const date = attributes.find((each) => each.kind === 'date')?.name ?? null
      return [id, { index, badge, required, date }]
    }),
  )
}

function badgeOf(span: Span, label: LabelLook | undefined): string {
  const value = label?.date ? span.attributes[label.date] : null
  const badge = label?.badge ?? '?'
  return typeof value === 'string' && value !== '' ? `${badge} ${value}` : badge
}

function setDepth(block: Block, looks: readonly SpanLook[]): void {
  const depth = looks.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
  const extra = String(Math.max(0, depth - LANES_IN_LINE))
  if ((block.element.dataset['extraLanes'] ?? '0') === extra) return
  block.element.dataset['extraLanes'] = extra
  block.element.style.setProperty('--extra-lanes', extra)
}

function backgrounds(block: Block, { span, label, lane }: SpanLook): [string, Range][] {
  const inside = span.ranges.filter(([start, end]) => start < block.end && end > block.start)
  return inside.map((range) => [highlightName(label, lane), range])
}

/** A source of marks that are sorted and do not overlap. */
export function marksOf(ranges: readonly Range[]): MarkSource {
  if (ranges.length === 0) return () => []
  return ({ start, end }) => {
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ranges[middle]?.[1] ?? 0) <= start) low = middle + 1
      else high = middle
    }
    let last = low
    while (last < ranges.length && (ranges[last]?.[0] ?? 0) < end) last++
    return ranges.slice(low, last)
  }
}
