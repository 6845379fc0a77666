import { contrast, hexOf, lightnessWhere, oklchOf, type Oklch } from './color.ts'

export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The colours of a label in a theme, each `#rrggbb`. */
export interface LabelShades {
  /** Behind the tagged words: body text and `ink` are readable on it. */
  readonly soft: string
  /** A lane or an outline: at least 3 : 1 against every surface. */
  readonly lane: string
  /** Text in the label's colour: at least 4.5 : 1 on every surface and on `soft`. */
  readonly ink: string
  /** Text on `solid`: at least 4.5 : 1. */
  readonly onSolid: string
  /** A filled badge: at least 3 : 1 against every surface. */
  readonly solid: string
}

/**
 * Colours for labels that have none yet. They stay apart from each other for people with normal vision and with
 * protanopia, deuteranopia and tritanopia, in both themes (measured by a test). The badge says the label anyway.
 */
export const LABEL_PALETTE: readonly string[] = [
  '#e15f0a',
  '#0d95da',
  '#4e950a',
  '#850344',
  '#3d0d9e',
  '#0b7a6b',
  '#a577ba',
  '#543600',
]

/** The surfaces of `tokens.css` that are hardest to stand out from, and what is written on a filled badge. */
const GROUND = {
  light: { surfaces: ['#ffffff', '#e4ecf9'], onSolid: '#ffffff', away: 'darker' },
  dark: { surfaces: ['#15171a', '#263449'], onSolid: '#101216', away: 'lighter' },
} as const

const TEXT_CONTRAST = 4.5
const SHAPE_CONTRAST = 3

/** The shades of a label's `#rrggbb` in a theme. The hue is kept; lightness and chroma give way to contrast. */
export function labelShades(color: string, theme: Theme): LabelShades {
  const known = made[theme].get(color)
  if (known) return known
  const shades = makeShades(color, theme)
  made[theme].set(color, shades)
  return shades
}

/** A list draws hundreds of badges in a few colours. */
const made = { light: new Map<string, LabelShades>(), dark: new Map<string, LabelShades>() }

function makeShades(color: string, theme: Theme): LabelShades {
  const { surfaces, onSolid, away } = GROUND[theme]
  const base = oklchOf(color)
  const soft = hexOf(softOf(base, theme))
  const grounds = [...surfaces, soft]
  const lane = lightnessWhere(base, away, standsOut(SHAPE_CONTRAST, grounds))
  const ink = lightnessWhere(base, away, standsOut(TEXT_CONTRAST, grounds))
  const solid = lightnessWhere(oklchOf(lane), away, standsOut(TEXT_CONTRAST, [onSolid]))
  return { soft, lane, ink, solid, onSolid }
}

function standsOut(ratio: number, grounds: readonly string[]): (hex: string) => boolean {
  return (hex) => grounds.every((ground) => contrast(hex, ground) >= ratio)
}

function softOf(base: Oklch, theme: Theme): Oklch {
  return theme === 'light'
    ? { l: 0.93, c: Math.min(base.c, 0.055), h: base.h }
    : { l: 0.36, c: Math.min(base.c, 0.075), h: base.h }
}
