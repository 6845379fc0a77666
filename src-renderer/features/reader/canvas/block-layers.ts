import type { Id } from '../../../../src-core/annotation/records.ts'
import { drawHandles, drawOver, drawUnder, signatureOf, type Edge, type Measured } from './overlay.ts'

/** The elements of a span in one block. */
interface Drawn {
  readonly signature: string
  readonly under: readonly HTMLElement[]
  readonly over: readonly HTMLElement[]
}

/**
 * The elements of a block besides its text: two layers under it, one over it. What looks as it did stays in the page: a
 * browser styles, lays out and paints again only what is new.
 */
export class BlockLayers {
  readonly marks = layer('page-under')
  readonly over = layer('page-over', false)
  readonly #under = layer('page-under')
  #drawn: ReadonlyMap<Id, Drawn> = new Map()
  #handles: readonly HTMLElement[] = []

  constructor(block: HTMLElement) {
    block.append(this.#under, this.marks, this.over)
  }

  /** Shows spans, in their order, and the handles of the one in hand. Only writes. */
  show(places: readonly Measured[], edges: readonly Edge[]): void {
    const before = this.#drawn
    const after = new Map(places.map((place) => [place.look.span.id, redrawn(place, before.get(place.look.span.id))]))
    for (const [id, each] of before) if (after.get(id) !== each) takeAway([...each.under, ...each.over])
    this.#drawn = after
    // The outer first, so that the inner is seen.
    const outerFirst = [...places].sort((a, b) => b.look.lane - a.look.lane)
    const drawn = (list: readonly Measured[]) => list.flatMap(({ look }) => after.get(look.span.id) ?? [])
    putInOrder(
      this.#under,
      drawn(outerFirst).flatMap(({ under }) => under),
    )
    putInOrder(
      this.over,
      drawn(places).flatMap(({ over }) => over),
    )
    takeAway(this.#handles)
    this.#handles = drawHandles(edges)
    this.over.append(...this.#handles)
  }

  remove(): void {
    takeAway([this.#under, this.marks, this.over])
  }
}

function redrawn(place: Measured, before: Drawn | undefined): Drawn {
  const signature = signatureOf(place)
  if (before?.signature === signature) return before
  return { signature, under: drawUnder(place), over: drawOver(place) }
}

function takeAway(elements: readonly HTMLElement[]): void {
  for (const element of elements) element.remove()
}

/** Makes elements the first children of a layer, in order; those that are there already are not touched. */
function putInOrder(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  let next = parent.firstChild
  for (const element of elements) {
    if (element === next) next = next.nextSibling
    else parent.insertBefore(element, next)
  }
}

/** Badges are heard after the words of their block; the rest says nothing by itself. */
function layer(className: string, hidden = true): HTMLElement {
  const element = document.createElement('div')
  element.className = `page-layer ${className}`
  if (hidden) element.ariaHidden = 'true'
  return element
}
