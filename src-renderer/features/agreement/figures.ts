import * as Plot from '@observablehq/plot'

/** What can be pressed in a picture: its name for those who hear it, and what pressing does. */
export interface Pressable<T> {
  readonly says: (datum: T) => string
  readonly press: (datum: T) => void
}

interface MatrixCell {
  readonly x: string
  readonly y: string
  /** 0 to 1: how strong the cell is tinted. */
  readonly tint: number
  readonly text: string
}

interface Bar {
  readonly name: string
  readonly value: number | null
  readonly text: string
}

interface Bin {
  readonly low: number
  readonly high: number
  readonly count: number
}

interface Point {
  readonly name: string
  readonly value: number | null
  readonly text: string
}

/** How wide a picture is, and how it writes the numbers of a scale. */
interface Sized {
  readonly width: number
  readonly decimal: (n: number) => string
}

const INK = 'var(--ink)'
const SOFT = 'var(--ink-soft)'
const LINE = 'var(--line-strong)'
const ACCENT = 'var(--accent)'
const LETTER_PX = 6.6

/** A square of numbers, tinted by size; the numbers say it too. */
export function matrixFigure<T extends MatrixCell>(
  cells: readonly T[],
  { x, y, width }: { readonly x: readonly string[]; readonly y: readonly string[]; readonly width: number },
  pressable: Pressable<T>,
): SVGSVGElement {
  const left = widest(y, 150)
  const column = Math.min(96, (width - left - 8) / Math.max(1, x.length))
  const slanted = x.some((name) => name.length * LETTER_PX > column - 4)
  const top = slanted ? Math.min(110, 20 + 0.6 * widest(x, 150)) : 26
  const chart = Plot.plot({
    ...LOOK,
    width: left + column * x.length + (slanted ? 60 : 8),
    height: top + 36 * y.length + 6,
    marginLeft: left,
    marginTop: top,
    marginRight: slanted ? 60 : 8,
    marginBottom: 6,
    x: { domain: [...x], axis: 'top', label: null, tickSize: 0, ...(slanted && { tickRotate: -35 }), tickFormat: cut },
    y: { domain: [...y], label: null, tickSize: 0, tickFormat: cut },
    marks: [
      Plot.cell(cells, {
        x: 'x',
        y: 'y',
        inset: 1.5,
        rx: 4,
        fill: ACCENT,
        fillOpacity: (cell: T) => 0.05 + 0.35 * cell.tint,
        stroke: 'var(--line)',
        ariaLabel: pressable.says,
      }),
      Plot.text(cells, {
        x: 'x',
        y: 'y',
        text: 'text',
        fill: INK,
        fontSize: 12,
        pointerEvents: 'none',
        ariaHidden: 'true',
      }),
    ],
  })
  return framed(chart, 'cell', cells, pressable)
}

/** A bar for each name from 0, to the left where it is negative; the number stands at its end. */
export function barsFigure<T extends Bar>(
  bars: readonly T[],
  { width, decimal }: Sized,
  pressable: Pressable<T>,
): SVGSVGElement {
  const least = Math.min(0, ...bars.map(({ value }) => value ?? 0))
  const marginLeft = widest(
    bars.map(({ name }) => name),
    170,
  )
  const chart = Plot.plot({
    ...LOOK,
    width,
    height: 30 + 28 * bars.length,
    marginLeft,
    marginTop: 4,
    marginRight: 52,
    marginBottom: 26,
    x: {
      domain: [least < 0 ? Math.floor(least * 5) / 5 : 0, 1],
      label: null,
      ticks: 5,
      tickSize: 3,
      tickFormat: decimal,
    },
    y: { domain: bars.map(({ name }) => name), label: null, tickSize: 0, tickFormat: cut },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      // The whole row can be pressed, also where the bar is short or missing.
      Plot.barX(bars, {
        y: 'name',
        x1: least,
        x2: 1,
        fill: ACCENT,
        fillOpacity: 0,
        ariaLabel: pressable.says,
      }),
      Plot.barX(bars, {
        y: 'name',
        x1: 0,
        x2: (bar: T) => bar.value ?? 0,
        fill: ACCENT,
        insetTop: 5,
        insetBottom: 5,
        rx: 2,
        pointerEvents: 'none',
        ariaHidden: 'true',
      }),
      Plot.ruleX([0], { stroke: LINE }),
      Plot.text(bars, {
        y: 'name',
        x: (bar: T) => Math.max(0, bar.value ?? 0),
        text: 'text',
        dx: 6,
        textAnchor: 'start',
        fill: INK,
        fontSize: 12,
        pointerEvents: 'none',
        ariaHidden: 'true',
      }),
    ],
  })
  return framed(chart, 'bar', bars, pressable)
}

/** How many documents have which value. */
export function binsFigure<T extends Bin>(
  bins: readonly T[],
  { width, decimal, axis }: Sized & { readonly axis: string },
  pressable: Pressable<T>,
): SVGSVGElement {
  const least = Math.min(0, ...bins.map(({ low }) => low))
  const chart = Plot.plot({
    ...LOOK,
    width,
    height: 180,
    marginLeft: 40,
    marginTop: 24,
    marginRight: 12,
    marginBottom: 26,
    x: { domain: [least, 1], label: null, ticks: 6, tickSize: 3, tickFormat: decimal },
    y: {
      label: axis,
      labelArrow: 'none',
      ticks: 4,
      tickSize: 0,
      tickFormat: (n: number) => (Number.isInteger(n) ? String(n) : ''),
    },
    marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
      Plot.rectY(bins, {
        x1: 'low',
        x2: 'high',
        y: 'count',
        fill: ACCENT,
        inset: 1,
        rx: 2,
        ariaLabel: pressable.says,
      }),
      Plot.ruleY([0], { stroke: LINE }),
    ],
  })
  return framed(chart, 'rect', bins, pressable)
}

/** Values in the order of time, a point each; what is between two of them is no value. */
export function timeFigure<T extends Point>(
  points: readonly T[],
  { width, decimal }: Sized,
  pressable: Pressable<T>,
): SVGSVGElement {
  const least = Math.min(0, ...points.map(({ value }) => value ?? 0))
  const room = (width - 60) / Math.max(1, points.length)
  const slanted = Math.max(0, ...points.map(({ name }) => name.length)) * LETTER_PX > room
  const chart = Plot.plot({
    ...LOOK,
    width,
    height: slanted ? 220 : 190,
    marginLeft: 40,
    marginTop: 20,
    marginRight: 16,
    marginBottom: slanted ? 58 : 28,
    x: {
      type: 'point',
      domain: points.map(({ name }) => name),
      label: null,
      tickSize: 3,
      ...(slanted && { tickRotate: -45 }),
    },
    y: {
      domain: [least < 0 ? Math.floor(least * 5) / 5 : 0, 1],
      label: null,
      ticks: 5,
      tickSize: 0,
      tickFormat: decimal,
    },
    marks: [
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 5 }),
      Plot.lineY(points, {
        x: 'name',
        y: 'value',
        stroke: ACCENT,
        strokeWidth: 1.5,
        strokeOpacity: 0.6,
        ariaHidden: 'true',
      }),
      Plot.dot(points, {
        x: 'name',
        y: 'value',
        r: 5,
        fill: ACCENT,
        stroke: 'var(--surface)',
        strokeWidth: 1.5,
        ariaLabel: pressable.says,
      }),
      ...(room > 44
        ? [
            Plot.text(points, {
              x: 'name',
              y: 'value',
              text: 'text',
              dy: -14,
              fill: INK,
              fontSize: 12,
              pointerEvents: 'none',
              ariaHidden: 'true',
            }),
          ]
        : []),
    ],
  })
  return framed(
    chart,
    'dot',
    points.filter(({ value }) => value !== null),
    pressable,
  )
}

const LOOK = { style: { background: 'none', color: SOFT, fontSize: '12px', overflow: 'visible' } } as const

const LONGEST = 22

function cut(name: string): string {
  const characters = [...name]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : name
}

function widest(names: readonly string[], mostPx: number): number {
  return Math.min(mostPx, 14 + LETTER_PX * Math.max(1, ...names.map((name) => cut(name).length)))
}

/**
 * The picture without the style sheet that the library puts in, which the content security policy would refuse, and with
 * every mark that can be pressed reachable by keys.
 */
function framed<T>(chart: Element, mark: string, data: readonly T[], { press, says }: Pressable<T>): SVGSVGElement {
  if (!(chart instanceof SVGSVGElement)) throw new Error('A picture without title or legend is one SVG element')
  for (const style of chart.querySelectorAll('style')) style.remove()
  const wanted = new Map(data.map((datum) => [says(datum), datum]))
  for (const shape of chart.querySelectorAll(`g[aria-label="${mark}"] [aria-label]`)) {
    const datum = wanted.get(shape.getAttribute('aria-label') ?? '')
    if (datum === undefined) continue
    shape.setAttribute('role', 'button')
    shape.setAttribute('tabindex', '0')
    shape.classList.add('press')
    shape.addEventListener('click', () => press(datum))
    shape.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent) || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      press(datum)
    })
  }
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
  return chart
}
