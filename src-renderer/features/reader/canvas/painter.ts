import { spanEnd, spanStart, type Id, type Span } from '../../../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../../../src-core/annotation/schema.ts'
import type { Offset, Range } from '../../../../src-core/text/offset.ts'
import type { TagIndex } from '../tag-index.ts'
import { whenIdle } from './idle.ts'
import { BlockLayers } from './block-layers.ts'
import {
  drawBoxes,
  drawCaret,
  forgetBoxes,
  measureBlock,
  measureEdges,
  measureRanges,
  type SpanLook,
} from './overlay.ts'
import type { Block, Section, TextPage } from './text-page.ts'

/** What is shown besides tags, each with a style in `page.css`. */
export type MarkName = 'candidate' | 'offer' | 'hit' | 'hit-now' | 'hovered' | 'pending'

/** Marks of a kind in a block. */
interface Painted {
  readonly ranges: readonly Range[]
  readonly elements: readonly HTMLElement[]
}

/** Blocks that are measured together when there is time. */
const IDLE_BLOCKS = 8

/** After the badge of a tag that has a note. */
const NOTED = '*'

/** What lanes may take between two lines; a block that needs more gets more line height. */
const LANES_ROOM_PX = 8

/** The marks that share a character with a stretch of the text, in order. */
export type MarkSource = (stretch: { readonly start: Offset; readonly end: Offset }) => readonly Range[]

/** What the page is to show besides its text. */
export interface View {
  readonly schema: LabelSchema
  readonly index: TagIndex
  readonly selected: Span | null
  /** The caret stands before the character at this offset; null for none. */
  readonly caret: Offset | null
  /** From one lane to the next, in pixels. */
  readonly pitchPx: number
  /** Label, words and extent of a span, for those who hear the page. */
  readonly describe: (span: Span) => string
  /** The value that a date would have, beside which nobody has said one yet. */
  readonly suggestedDate: (span: Span) => string | null
  /** Letters beside spans that can be picked by them. */
  readonly hints: ReadonlyMap<Id, string>
}

/**
 * Draws spans and marks over the sections near the viewport: backgrounds in a layer under the words, lanes and badges in
 * one over them. An edit redraws the blocks it touches and no others, and all reading of layout comes before all
 * writing, so the browser lays out once a key.
 */
export class Painter {
  readonly #page: TextPage
  readonly #near = new Set<Section>()
  readonly #layers = new Map<Block, BlockLayers>()
  readonly #painted = new Map<Block, Map<MarkName, Painted>>()
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
    this.#paintMark(name, this.#allNear())
  }

  /** Shows marks that take time to find: when there is time, a few blocks at once. */
  setSlowMark(name: MarkName, source: MarkSource): void {
    this.#marks.set(name, source)
    this.#slow = name
    for (const block of this.#allNear()) this.#waiting.add(block)
    this.#idle.ask()
  }

  enter(section: Section): void {
    this.#near.add(section)
    this.#draw(section.blocks)
    this.#paintMarks(section.blocks)
  }

  leave(section: Section): void {
    if (!this.#near.delete(section)) return
    for (const block of section.blocks) {
      this.#layers.get(block)?.remove()
      this.#layers.delete(block)
      forgetBoxes(block)
      this.#painted.delete(block)
      this.#waiting.delete(block)
    }
  }

  /** Measures and draws everything near again: width, zoom, font or colours have changed. */
  redraw(): void {
    for (const block of this.#allNear()) forgetBoxes(block)
    this.#draw(this.#allNear())
    for (const name of this.#marks.keys()) this.#paintMark(name, this.#allNear(), true)
  }

  stop(): void {
    this.#idle.stop()
    for (const section of [...this.#near]) this.leave(section)
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
    const deepened = all.filter(({ block, looks }) => setDepth(block, looks, view.pitchPx)).map(({ block }) => block)
    for (const block of deepened) forgetBoxes(block)
    const caret = this.#measureCaret(view)
    const measured = all.map(({ block, looks }) => ({
      block,
      places: measureBlock(block, looks, view.pitchPx),
      edges: measureEdges(block, view.selected),
    }))
    for (const { block, places, edges } of measured) {
      if (places.length + edges.length === 0 && !this.#layers.has(block)) continue
      this.#layersOf(block).show(places, edges)
    }
    this.#caret?.remove()
    this.#caret = caret && drawCaret(caret.box)
    if (caret && this.#caret) this.#layersOf(caret.block).over.append(this.#caret)
    for (const name of this.#marks.keys()) this.#moveMark(name, deepened)
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
        badge: `${badgeOf(span, label)}${span.note ? NOTED : ''}`,
        suggested: suggestedOf(span, label, view),
        hint: view.hints.get(span.id) ?? null,
        said: view.describe(span),
        selected: span.id === view.selected?.id,
        wanting: label?.required.some((name) => (span.attributes[name] ?? null) === null) ?? false,
      }
    })
  }

  #allNear(): readonly Block[] {
    return [...this.#near].flatMap((section) => section.blocks)
  }

  #paintMarks(blocks: readonly Block[]): void {
    for (const name of this.#marks.keys()) if (name !== this.#slow) this.#paintMark(name, blocks)
    for (const block of blocks) this.#waiting.add(block)
    this.#idle.ask()
  }

  #paintWaiting(deadline: IdleDeadline): void {
    while (this.#waiting.size && (deadline.timeRemaining() > 3 || deadline.didTimeout)) {
      const next = [...this.#waiting].slice(0, IDLE_BLOCKS)
      for (const block of next) this.#waiting.delete(block)
      if (this.#slow) this.#paintMark(this.#slow, next)
      if (deadline.didTimeout) break
    }
    if (this.#waiting.size) this.#idle.ask()
  }

  /** Blocks that show these marks already are left alone, unless their boxes have moved. */
  #paintMark(name: MarkName, blocks: readonly Block[], moved = false): void {
    const source = this.#marks.get(name)
    const changed = blocks
      .map((block) => ({ block, ranges: source?.(block) ?? [] }))
      .filter(({ block, ranges }) => !sameRanges(ranges, this.#shown(name, block), moved))
    this.#drawMarks(name, changed)
  }

  /** The same marks on lines that have moved; what takes time to find is not looked for again. */
  #moveMark(name: MarkName, blocks: readonly Block[]): void {
    const shown = blocks.map((block) => ({ block, ranges: this.#shown(name, block) }))
    this.#drawMarks(name, shown)
  }

  #drawMarks(name: MarkName, changed: readonly { readonly block: Block; readonly ranges: readonly Range[] }[]): void {
    const measured = changed.map((each) => ({ ...each, boxes: measureRanges(each.block, each.ranges) }))
    for (const { block, ranges, boxes } of measured) {
      const painted = this.#painted.get(block) ?? new Map<MarkName, Painted>()
      this.#painted.set(block, painted)
      for (const element of painted.get(name)?.elements ?? []) element.remove()
      const elements = drawBoxes(`page-mark ${name}`, boxes)
      painted.set(name, { ranges, elements })
      this.#layersOf(block).marks.append(...elements)
    }
  }

  #shown(name: MarkName, block: Block): readonly Range[] {
    return this.#painted.get(block)?.get(name)?.ranges ?? []
  }

  #layersOf(block: Block): BlockLayers {
    const layers = this.#layers.get(block) ?? new BlockLayers(block.element)
    this.#layers.set(block, layers)
    return layers
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

function suggestedOf(span: Span, label: LabelLook | undefined, view: View): string | null {
  const open = typeof label?.date === 'string' && (span.attributes[label.date] ?? null) === null
  return open ? view.suggestedDate(span) : null
}

function sameRanges(a: readonly Range[], b: readonly Range[], moved: boolean): boolean {
  if (a.length !== b.length || (moved && a.length > 0)) return false
  return a.every((range, i) => {
    const other = b[i]
    return other !== undefined && range[0] === other[0] && range[1] === other[1]
  })
}

/** Makes room for the lanes of a block; whether its lines moved. */
function setDepth(block: Block, looks: readonly SpanLook[], pitchPx: number): boolean {
  const depth = looks.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
  const extra = String(Math.max(0, depth - Math.floor(LANES_ROOM_PX / pitchPx)))
  if ((block.element.dataset['extraLanes'] ?? '0') === extra) return false
  block.element.dataset['extraLanes'] = extra
  block.element.style.setProperty('--extra-lanes', extra)
  return true
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
