import { Lanes } from '../../../../src-core/annotation/lanes.ts'
import { spanEnd, spanStart, type Id, type Span } from '../../../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../../../src-core/annotation/schema.ts'
import type { Offset, Range } from '../../../../src-core/text/offset.ts'
import { highlightName } from './label-styles.ts'
import { Highlights, markHighlight, MARK_NAMES, type MarkName } from './highlights.ts'
import { drawBlock, measureBlock, type SpanLook } from './overlay.ts'
import type { Block, Section, TextPage } from './text-page.ts'

/** Lanes that fit between two lines; a block with more of them gets more line height. */
const LANES_IN_LINE = 2

/**
 * Draws spans and marks over the sections near the viewport: CSS highlights behind the words, an overlay of elements
 * per block for lanes and badges. An edit redraws the blocks it touches and no others.
 */
export class Painter {
  readonly #page: TextPage
  readonly #highlights = new Highlights()
  readonly #near = new Set<Section>()
  readonly #overlays = new Map<Block, HTMLElement>()
  readonly #marks = new Map<MarkName, readonly Range[]>()
  #labels = new Map<Id, { readonly index: number; readonly badge: string; readonly required: readonly string[] }>()
  #spans: readonly Span[] = []
  #lanes = new Lanes([])
  #selected: Span | null = null
  #caret: { readonly offset: Offset; readonly element: HTMLElement } | null = null

  constructor(page: TextPage) {
    this.#page = page
  }

  get lanes(): Lanes {
    return this.#lanes
  }

  setSchema(schema: LabelSchema): void {
    this.#labels = new Map(
      schema.labels.map(({ id, badge, attributes }, index) => {
        const required = attributes.filter((each) => each.required).map((each) => each.name)
        return [id, { index, badge, required }]
      }),
    )
    this.redraw()
  }

  /** Shows these spans, sorted by `compareSpans`; only what differs from the last ones is drawn. */
  setSpans(spans: readonly Span[]): void {
    const { gone, come } = difference(this.#spans, spans)
    this.#spans = spans
    if (gone.length + come.length > 2_000) {
      this.#lanes = new Lanes(spans)
      return this.redraw()
    }
    const stale = this.#lanes.update(gone, come)
    this.#draw(this.#nearBlocks([...gone, ...come, ...stale]))
  }

  setSelected(span: Span | null): void {
    if (span === this.#selected) return
    const changed = [this.#selected, span].filter((each) => each !== null)
    this.#selected = span
    this.#draw(this.#nearBlocks(changed))
  }

  /** Shows marks of one kind, sorted and not overlapping; they replace the former ones. */
  setMark(name: MarkName, ranges: readonly Range[]): void {
    const before = this.#marks.get(name) ?? []
    this.#marks.set(name, ranges)
    if (before.length + ranges.length === 0) return
    for (const section of this.#near) for (const block of section.blocks) this.#paintMark(name, block)
  }

  /** Draws the caret before the character at an offset; null takes it away. */
  setCaret(offset: Offset | null): void {
    this.#caret?.element.remove()
    this.#caret = null
    if (offset === null) return
    const element = document.createElement('div')
    element.className = 'page-caret'
    this.#caret = { offset, element }
    this.#placeCaret()
  }

  enter(section: Section): void {
    this.#near.add(section)
    this.#draw(section.blocks)
    for (const block of section.blocks) for (const name of MARK_NAMES) this.#paintMark(name, block)
  }

  leave(section: Section): void {
    if (!this.#near.delete(section)) return
    for (const block of section.blocks) {
      this.#overlays.get(block)?.remove()
      this.#overlays.delete(block)
      this.#highlights.clear('spans', block)
      for (const name of MARK_NAMES) this.#highlights.clear(name, block)
    }
  }

  /** Measures and draws everything near again: width, zoom, font or colours have changed. */
  redraw(): void {
    this.#draw([...this.#near].flatMap((section) => section.blocks))
    this.#placeCaret()
  }

  stop(): void {
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

  /** First everything that changes layout, then all reading, then all writing: the browser lays out once. */
  #draw(blocks: readonly Block[]): void {
    const looks = blocks.map((block) => this.#looks(block))
    for (const [i, block] of blocks.entries()) setDepth(block, looks[i] ?? [])
    const measured = blocks.map((block, i) => measureBlock(block, looks[i] ?? []))
    for (const [i, block] of blocks.entries()) {
      const drawn = drawBlock(measured[i] ?? [])
      if (drawn.length || this.#overlays.has(block)) this.#overlay(block).replaceChildren(...drawn)
      this.#highlights.paint(
        'spans',
        block,
        (looks[i] ?? []).flatMap((look) => backgrounds(block, look)),
      )
    }
    if (this.#caret && blocks.includes(this.#page.blockAt(this.#caret.offset))) this.#placeCaret()
  }

  #looks(block: Block): SpanLook[] {
    return this.#lanes.touching(block.start, block.end).map((span) => {
      const label = this.#labels.get(span.label)
      return {
        span,
        lane: this.#lanes.lane(span),
        label: label?.index ?? 0,
        badge: label?.badge ?? '?',
        selected: span.id === this.#selected?.id,
        wanting: label?.required.some((name) => (span.attributes[name] ?? null) === null) ?? false,
      }
    })
  }

  #paintMark(name: MarkName, block: Block): void {
    const ranges = rangesWithin(this.#marks.get(name) ?? [], block)
    this.#highlights.paint(
      name,
      block,
      ranges.map((range) => [markHighlight(name), range]),
    )
  }

  #placeCaret(): void {
    if (!this.#caret) return
    const { offset, element } = this.#caret
    const block = this.#page.blockAt(offset)
    const rect = this.#page.caretRect(offset)
    const origin = block.element.getBoundingClientRect()
    element.style.cssText = `left:${rect.left - origin.left}px;top:${rect.top - origin.top}px;height:${rect.height}px`
    this.#overlay(block).append(element)
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

/** Those of the sorted ranges that share a character with the block. */
function rangesWithin(ranges: readonly Range[], block: Block): readonly Range[] {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ranges[middle]?.[1] ?? 0) <= block.start) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < ranges.length && (ranges[end]?.[0] ?? 0) < block.end) end++
  return ranges.slice(low, end)
}

/** What lies between the common beginning and the common end of two lists; both are compared by identity. */
function difference(before: readonly Span[], after: readonly Span[]): { gone: readonly Span[]; come: readonly Span[] } {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const old = before.slice(start, before.length - tail)
  const fresh = after.slice(start, after.length - tail)
  const kept = new Set(old)
  const stays = new Set(fresh.filter((span) => kept.has(span)))
  return { gone: old.filter((span) => !stays.has(span)), come: fresh.filter((span) => !stays.has(span)) }
}
