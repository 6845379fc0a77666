import { isLineRightToLeft } from '../../../src-core/text/direction.ts'
import { nextGrapheme, previousGrapheme } from '../../../src-core/text/graphemes.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { snap } from '../../../src-core/text/snap.ts'
import { nextWordBoundary, previousWordBoundary } from '../../../src-core/text/words.ts'
import type { Surface } from './canvas/surface.ts'

/** How far a caret or an edge moves. */
export type Unit = 'word' | 'character' | 'line' | 'line-edge' | 'page' | 'text'
export type Step = -1 | 1

/** The caret and what is selected with it. It knows offsets, no pixels: those it asks of the surface. */
export class Caret {
  /** The page on screen, once there is one. */
  surface: Surface | null = null
  readonly #text: string
  readonly #lang: string | null
  readonly #moved: (extended: boolean) => void
  #anchor = $state<Offset>(0)
  #focus = $state<Offset>(0)
  #placed = $state(false)
  /** What the selection was made of: only moves by words and lines mean whole words. */
  #made: 'words' | 'characters' | 'given' = 'words'
  #goalX: number | null = null

  /** `moved` is told of every move, and whether the selection was only extended. */
  constructor(text: string, lang: string | null, moved: (extended: boolean) => void) {
    this.#text = text
    this.#lang = lang
    this.#moved = moved
  }

  get offset(): Offset {
    return this.#focus
  }

  /** Whether the caret was put somewhere; until then a letter arms its label. */
  get placed(): boolean {
    return this.#placed
  }

  /** The end of the selection that stays when it is extended. */
  get anchor(): Offset {
    return this.#anchor
  }

  /** The selected text; empty at the caret. */
  readonly selection: Range = $derived([Math.min(this.#anchor, this.#focus), Math.max(this.#anchor, this.#focus)])

  readonly hasSelection: boolean = $derived(this.#anchor !== this.#focus)

  /** Puts the caret; with `extend` the selection reaches from where it began to here. */
  place(offset: Offset, extend = false): void {
    this.#focus = this.#inText(offset)
    if (!extend) {
      this.#anchor = this.#focus
      this.#made = 'words'
    }
    this.#touch(extend)
  }

  select([start, end]: Range): void {
    this.#anchor = this.#inText(start)
    this.#focus = this.#inText(end)
    this.#made = 'given'
    this.#touch(false)
  }

  selectAll(): void {
    this.select([0, this.#text.length])
    this.#made = 'words'
  }

  #touch(extended: boolean): void {
    this.#placed = true
    this.#goalX = null
    this.#moved(extended)
  }

  move(unit: Unit, step: Step, extend = false): void {
    if (extend && unit === 'character') this.#made = 'characters'
    else if (extend && this.#made === 'given') this.#made = 'words'
    if (this.hasSelection && !extend && (unit === 'word' || unit === 'character')) {
      this.place(this.selection[step > 0 ? 1 : 0])
    } else if (unit === 'line' || unit === 'page') this.#moveByLine(unit, step, extend)
    else this.place(this.target(this.#focus, unit, step), extend)
    this.surface?.reveal([this.#focus, this.#focus])
  }

  #moveByLine(unit: 'line' | 'page', step: Step, extend: boolean): void {
    const x = this.#goalX ?? this.surface?.xOf(this.#focus) ?? 0
    const to = this.surface?.[unit === 'line' ? 'lineMove' : 'pageMove'](this.#focus, step, x)
    this.place(to ?? this.#focus, extend)
    this.#goalX = x
  }

  /** What a key to the left (-1) or to the right means: where the line runs from right to left, left is onwards. */
  towards(side: Step): Step {
    return isLineRightToLeft(this.#text, this.#focus) ? (side > 0 ? -1 : 1) : side
  }

  /** Where a step from an offset leads. */
  target(from: Offset, unit: 'word' | 'character' | 'line-edge' | 'text', step: Step): Offset {
    const text = this.#text
    const lang = this.#lang
    switch (unit) {
      case 'word':
        return step > 0 ? nextWordBoundary(text, from, lang) : previousWordBoundary(text, from, lang)
      case 'character':
        return step > 0 ? nextGrapheme(text, from) : previousGrapheme(text, from)
      case 'line-edge':
        return this.surface?.lineEdge(from, step > 0 ? 'end' : 'start') ?? from
      case 'text':
        return step > 0 ? text.length : 0
    }
  }

  /** What a drag over a range means: whole words, or the very characters with Alt. */
  meant(range: Range, exact: boolean): Range | null {
    if (exact) return range[0] < range[1] ? range : null
    return snap(this.#text, range, this.#lang)
  }

  /** The selection as a drag over it would be meant; empty where it holds no word. */
  meantSelection(): Range {
    if (this.#made !== 'words') return this.selection
    return this.meant(this.selection, false) ?? [this.#focus, this.#focus]
  }

  #inText(offset: Offset): Offset {
    return Math.min(Math.max(0, offset), this.#text.length)
  }
}
