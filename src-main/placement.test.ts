import { describe, expect, it } from 'vitest'
import { placementFormat, visibleBounds } from './placement.ts'

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 }
const LEFT = { x: -1920, y: 0, width: 1920, height: 1080 }

describe('visibleBounds', () => {
  const cases = [
    ['stays where it was', { x: 100, y: 100, width: 900, height: 700 }, { x: 100, y: 100, width: 900, height: 700 }],
    [
      'stays on a display to the left',
      { x: -1500, y: 50, width: 900, height: 700 },
      { x: -1500, y: 50, width: 900, height: 700 },
    ],
    [
      'comes back whole from over the edge',
      { x: 1300, y: 800, width: 900, height: 700 },
      { x: 540, y: 200, width: 900, height: 700 },
    ],
    [
      'comes out from under the menu bar',
      { x: 10, y: 0, width: 900, height: 700 },
      { x: 10, y: 25, width: 900, height: 700 },
    ],
    [
      'goes to the display it shares most with',
      { x: -300, y: 50, width: 900, height: 700 },
      { x: 0, y: 50, width: 900, height: 700 },
    ],
    [
      'is no larger than the display',
      { x: 0, y: 0, width: 4000, height: 3000 },
      { x: 0, y: 25, width: 1440, height: 875 },
    ],
    ['is no smaller than it can be', { x: 9, y: 99, width: 10, height: 10 }, { x: 9, y: 99, width: 720, height: 520 }],
  ] as const
  it.each(cases)('%s', (_what, wanted, expected) => {
    const areas = wanted.width === 4000 ? [LAPTOP] : [LAPTOP, LEFT]
    expect(visibleBounds(wanted, areas)).toEqual(expected)
  })

  it('is opened by the system where its display is gone, and the first time', () => {
    const gone = { x: 5000, y: 0, width: 900, height: 700 }
    expect(visibleBounds(gone, [LAPTOP])).toEqual({ width: 1280, height: 840 })
    expect(visibleBounds(null, [{ ...LAPTOP, width: 1024, height: 700 }])).toEqual({ width: 1024, height: 700 })
  })
})

it('takes no numbers that are none from the file', () => {
  expect(placementFormat.parse({ bounds: { x: '0', y: 0, width: 1, height: 1 }, maximised: false })).toBeNull()
  expect(placementFormat.parse({ bounds: null, maximised: true })?.value).toEqual({ bounds: null, maximised: true })
})
