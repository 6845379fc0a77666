import { linearOf, oklabOf } from '../../ui/color.ts'
import { LABEL_PALETTE, labelShades, THEMES } from '../../ui/label-colors.ts'

/** What the colours of the palette are called. */
export const NAMED_COLORS: Readonly<Record<string, ColorName | undefined>> = {
  '#e15f0a': 'orange',
  '#0d95da': 'blue',
  '#4e950a': 'green',
  '#850344': 'burgundy',
  '#3d0d9e': 'indigo',
  '#0b7a6b': 'teal',
  '#a577ba': 'mauve',
  '#543600': 'brown',
}

type ColorName = 'orange' | 'blue' | 'green' | 'burgundy' | 'indigo' | 'teal' | 'mauve' | 'brown'

/**
 * The colour of the palette that is farthest, to the eye (in OKLab), from all that are used, as they are drawn: two that
 * are chosen apart can come close where both must stand out from the page.
 */
export function farthestColor(used: readonly string[]): string {
  const places = used.map(seen)
  const room = (color: string) => Math.min(Infinity, ...places.map((there) => apart(seen(color), there)))
  return LABEL_PALETTE.reduce((best, color) => (room(color) > room(best) ? color : best))
}

type Seen = readonly (readonly number[])[]

/** The colour of lanes and of badges in each theme. */
function seen(color: string): Seen {
  return THEMES.flatMap((theme) => {
    const { lane, solid } = labelShades(color, theme)
    return [oklabOf(linearOf(lane)), oklabOf(linearOf(solid))]
  })
}

/** Where two look most alike; what is light or dark tells less than the hue in thin lanes, and counts half. */
function apart(a: Seen, b: Seen): number {
  const distances = a.map((here, i) => {
    const [l = 0, ...hue] = here.map((value, axis) => value - (b[i]?.[axis] ?? 0))
    return Math.hypot(l / 2, ...hue)
  })
  return Math.min(...distances)
}
