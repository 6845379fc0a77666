import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import press from '../../resources/presets/press.json'
import { contrast, linearOf, oklabOf } from './color.ts'
import { LABEL_PALETTE, labelShades, type Theme } from './label-colors.ts'

const VISIONS = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const
const THEMES = ['light', 'dark'] as const
const SURFACES = {
  light: ['#ffffff', '#f6f6f4', '#efefec', '#e4ecf9'],
  dark: ['#1b1d21', '#15171a', '#24272c', '#2a2d33', '#263449'],
}
const BODY = { light: '#1d1f23', dark: '#e9e9e6' }

const anyColor = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

describe.each(THEMES)('in the %s theme', (theme) => {
  test('the shades of every colour that a person can choose meet WCAG AA', () => {
    fc.assert(
      fc.property(anyColor, (color) => {
        const { soft, lane, ink, solid, onSolid } = labelShades(color, theme)
        expect(contrast(BODY[theme], soft)).toBeGreaterThanOrEqual(7)
        expect(contrast(onSolid, solid)).toBeGreaterThanOrEqual(4.5)
        for (const ground of [...SURFACES[theme], soft]) {
          expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(lane, ground)).toBeGreaterThanOrEqual(3)
          expect(contrast(solid, ground)).toBeGreaterThanOrEqual(3)
        }
      }),
      { seed: 11, numRuns: 300, examples: [['#ffffff'], ['#000000'], ['#ffff00'], ['#0000ff'], ['#808080']] },
    )
  })

  test.each(VISIONS)('no two colours of the palette look alike with %s vision', (vision) => {
    expect(closest(LABEL_PALETTE, 'lane', theme, vision)).toBeGreaterThan(vision === 'normal' ? 0.1 : 0.035)
  })

  test.each(VISIONS)('the colours of the Press preset stay well apart with %s vision', (vision) => {
    const colors = press.labels.map(({ color }) => color)
    expect(closest(colors, 'lane', theme, vision)).toBeGreaterThan(0.07)
    expect(closest(colors, 'solid', theme, vision)).toBeGreaterThan(0.07)
  })
})

test('a colour that is readable already is kept as it was chosen', () => {
  expect(labelShades('#1f6fb5', 'light').lane).toBe('#1f6fb5')
})

test('what is no colour gives grey shades, not an error', () => {
  expect(labelShades('red', 'light').lane).toMatch(/^#([\da-f]{2})\1\1$/)
})

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear light; distances in OKLab, where 0.02 is just seen. */
const VISION = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const

function seenWith(hex: string, vision: keyof typeof VISION): readonly [number, number, number] {
  const [r, g, b] = linearOf(hex)
  const [a1, a2, a3, b1, b2, b3, c1, c2, c3] = VISION[vision]
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return oklabOf([clip(a1 * r + a2 * g + a3 * b), clip(b1 * r + b2 * g + b3 * b), clip(c1 * r + c2 * g + c3 * b)])
}

/** How far apart the two shades are that look most alike. */
function closest(
  colors: readonly string[],
  shade: 'lane' | 'solid',
  theme: Theme,
  vision: keyof typeof VISION,
): number {
  const seen = colors.map((color) => seenWith(labelShades(color, theme)[shade], vision))
  return Math.min(...seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b))))
}

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
