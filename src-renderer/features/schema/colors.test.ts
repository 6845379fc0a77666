import { expect, test } from 'vitest'
import press from '../../../resources/presets/press.json'
import { linearOf, oklabOf } from '../../ui/color.ts'
import { LABEL_PALETTE, labelShades, THEMES } from '../../ui/label-colors.ts'
import { farthestColor, NAMED_COLORS } from './colors.ts'

const preset = press.labels.map(({ color }) => color)

test('the first colour is the palette’s first', () => {
  expect(farthestColor([])).toBe(LABEL_PALETTE[0])
})

test('a new label of the Press preset is not drawn like any of its labels, in no theme', () => {
  const added = farthestColor(preset)
  for (const theme of THEMES) {
    for (const color of preset) {
      const [a, b] = [added, color].map((each) => oklabOf(linearOf(labelShades(each, theme).lane)))
      const hue = Math.hypot((a?.[1] ?? 0) - (b?.[1] ?? 0), (a?.[2] ?? 0) - (b?.[2] ?? 0))
      expect(hue, `${added} ${color} ${theme}`).toBeGreaterThan(0.05)
    }
  }
})

test('as long as one is free none is given twice', () => {
  const given: string[] = []
  for (const _ of LABEL_PALETTE) given.push(farthestColor(given))
  expect(new Set(given).size).toBe(LABEL_PALETTE.length)
})

test('every colour of the palette has a name of its own', () => {
  const names = LABEL_PALETTE.map((color) => NAMED_COLORS[color])
  expect(names).not.toContain(undefined)
  expect(new Set(names).size).toBe(LABEL_PALETTE.length)
})
