import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Notices } from './notices.svelte.ts'

const said = (notices: Notices) => notices.lasting.map(({ text }) => text)
const bad = (text: string) => ({ tone: 'bad', text, subject: text }) as const
const info = (text: string, subject = text) => ({ tone: 'info', text, subject }) as const

describe('Notices', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('of what leaves by itself the newest alone is shown, and leaves', () => {
    const notices = new Notices()
    notices.show(info('14 tags'))
    notices.show(info('undone'))
    expect(notices.brief?.text).toBe('undone')
    vi.advanceTimersByTime(7000)
    expect(notices.brief).toBeNull()
  })

  test('what is looked at stays, and leaves afterwards', () => {
    const notices = new Notices()
    notices.show(info('undone'))
    notices.hold(true)
    vi.advanceTimersByTime(20_000)
    expect(notices.brief?.text).toBe('undone')
    notices.hold(false)
    vi.advanceTimersByTime(7000)
    expect(notices.brief).toBeNull()
  })

  test('faults stay, three in sight, and the older ones are counted and come back', () => {
    const notices = new Notices()
    for (const text of ['a', 'b', 'c', 'd', 'e']) notices.show(bad(text))
    notices.show(info('undone'))
    vi.advanceTimersByTime(20_000)
    expect([said(notices), notices.waiting]).toEqual([['c', 'd', 'e'], 2])
    notices.dismiss(notices.lasting[0]?.id ?? 0)
    expect([said(notices), notices.waiting]).toEqual([['b', 'd', 'e'], 1])
  })

  test('a later word on a subject takes the place of the earlier, whatever its tone', () => {
    const notices = new Notices()
    notices.show(bad('save'))
    notices.show(info('saved again', 'save'))
    expect([said(notices), notices.brief?.text]).toEqual([[], 'saved again'])
    notices.retract('save')
    expect(notices.brief).toBeNull()
  })
})
