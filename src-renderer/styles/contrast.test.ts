import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { contrast } from '../ui/color.ts'

const css = readFileSync(fileURLToPath(new URL('tokens.css', import.meta.url)), 'utf8')
const HEX = '#[\\da-f]{6}'
const tokens = new Map(
  [...css.matchAll(new RegExp(`--([\\w-]+): light-dark\\((${HEX}), (${HEX})\\);`, 'gi'))].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
)

function token(name: string, theme: 'light' | 'dark'): string {
  const found = tokens.get(name)
  if (!found) throw new Error(`tokens.css has no colour --${name} of both themes`)
  return found[theme]
}

const SURFACES = ['surface', 'surface-sunken', 'surface-raised', 'surface-hover', 'surface-selected'] as const
const pairs = (inks: readonly string[], grounds: readonly string[]) =>
  inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const))

/** WCAG 2.2 AA, 1.4.3: every text colour on every surface that it is written on. */
const TEXT = [
  ...pairs(['ink', 'ink-soft', 'ink-faint', 'accent', 'good', 'warn', 'bad'], SURFACES),
  ...pairs(['ink', 'ink-soft', 'accent'], ['accent-soft', 'warn-soft', 'bad-soft']),
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['ink', 'selection'],
] as const

/** WCAG 2.2 AA, 1.4.11: borders of controls, the focus, bars. */
const SHAPES = pairs(['line-strong', 'focus', 'accent', 'good'], SURFACES)

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(TEXT)('--%s on --%s has at least 4.5 : 1', (ink, ground) => {
    expect(contrast(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(SHAPES)('--%s on --%s has at least 3 : 1', (shape, ground) => {
    expect(contrast(token(shape, theme), token(ground, theme))).toBeGreaterThanOrEqual(3)
  })
})

test('the surfaces that label shades are made for are those of the tokens', () => {
  const shades = readFileSync(fileURLToPath(new URL('../ui/label-colors.ts', import.meta.url)), 'utf8')
  for (const theme of ['light', 'dark'] as const) {
    const ends = [...shades.matchAll(new RegExp(`${theme}: \\{ surfaces: \\['(${HEX})', '(${HEX})'\\]`, 'g'))][0]
    const values = SURFACES.map((name) => token(name, theme))
    expect(values).toContain(ends?.[1])
    expect(values).toContain(ends?.[2])
  }
})

test('contrast is the formula of WCAG 2.2: its own examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#ffffff')).toBe(1)
})
