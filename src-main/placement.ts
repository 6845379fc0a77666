import * as v from 'valibot'
import type { Format } from './files/kept.ts'

const RECTANGLE = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() })
export type Rectangle = Readonly<v.InferOutput<typeof RECTANGLE>>

const PLACEMENT = v.object({ bounds: v.nullable(RECTANGLE), maximised: v.boolean() })
/** Where the window was; `bounds` is null until it was somewhere. */
export type Placement = Readonly<v.InferOutput<typeof PLACEMENT>>

export const SMALLEST = { width: 720, height: 520 }
const FIRST = { width: 1280, height: 840 }

export const placementFormat: Format<Placement> = {
  initial: { bounds: null, maximised: false },
  parse(json) {
    const file = v.safeParse(PLACEMENT, json)
    return file.success ? { value: file.output, mended: false } : null
  },
  print: (placement) => placement,
}

/**
 * Where to open the window so that all of it is on one display: the display it shares most with, else the first. No
 * larger than that display's work area, no smaller than the smallest window.
 */
export function visibleBounds(wanted: Rectangle | null, workAreas: readonly Rectangle[]): Partial<Rectangle> {
  const area = wanted && bestArea(wanted, workAreas)
  if (!wanted || !area) return firstBounds(workAreas[0])
  const width = clamp(wanted.width, SMALLEST.width, area.width)
  const height = clamp(wanted.height, SMALLEST.height, area.height)
  const x = clamp(wanted.x, area.x, area.x + area.width - width)
  const y = clamp(wanted.y, area.y, area.y + area.height - height)
  return { x, y, width, height }
}

/** The system centres a window that has no place. */
function firstBounds(area: Rectangle | undefined): Partial<Rectangle> {
  if (!area) return FIRST
  return { width: Math.min(FIRST.width, area.width), height: Math.min(FIRST.height, area.height) }
}

function bestArea(wanted: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  let best: Rectangle | null = null
  let most = 0
  for (const area of areas) {
    const shared = overlap(wanted, area)
    if (shared > most) [best, most] = [area, shared]
  }
  return best
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)))
}
