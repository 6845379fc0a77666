import type { Page } from '@playwright/test'

/**
 * Begins to wait for the next press of the pointer, and from there until an article other than the one on screen is there,
 * with its text and (if it has any) its tags, and stays as it is for two frames. {@link felt} tells the time at which the
 * last frame that changed anything was done. A change made after a frame's layout is painted in the next one and counts
 * for that.
 */
export function watchOpening(page: Page, tagged: boolean): Promise<void> {
  return page.evaluate((wantsTags) => {
    const QUIET_FRAMES = 2
    const text = () => document.querySelector('main [role=document]')
    const before = text()
    const isThere = () => {
      const now = text()
      if (now === null || now === before || !now.querySelector('.page-block')) return false
      return !wantsTags || now.querySelector('.page-badge') !== null
    }
    const begin = (timeStamp: number, resolve: (ms: number) => void) => {
      let frame = 0
      let laidOut = false
      let changed = 0
      let changedAt = 0
      // Its size changes in each frame, so that its observer tells when layout is done and painting begins.
      const marker = document.createElement('div')
      marker.style.cssText = 'position:fixed;height:0;contain:strict;visibility:hidden'
      document.body.append(marker)
      const layout = new ResizeObserver(() => (laidOut = true))
      layout.observe(marker)
      const note = () => (changed = laidOut ? frame + 1 : frame)
      const mutations = new MutationObserver((records) => {
        if (records.some(({ target }) => target !== marker)) note()
      })
      mutations.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
      const shifts = new PerformanceObserver(note)
      shifts.observe({ type: 'layout-shift' })
      const painted = new MessageChannel()
      painted.port1.onmessage = () => {
        laidOut = false
        if (changed >= frame || !isThere()) changedAt = performance.now()
        else if (frame - changed >= QUIET_FRAMES) {
          for (const each of [mutations, shifts, layout]) each.disconnect()
          marker.remove()
          resolve(changedAt - timeStamp)
          return
        }
        requestAnimationFrame(next)
      }
      const next = () => {
        frame++
        marker.style.width = `${frame % 2}px`
        painted.port2.postMessage(null)
      }
      requestAnimationFrame(next)
    }
    window.postilFelt = new Promise((resolve) => {
      addEventListener('pointerdown', ({ timeStamp }) => begin(timeStamp, resolve), { capture: true, once: true })
    })
  }, tagged)
}

/** Begins to wait for the next press of a key, and from there until the frame is done that shows a badge not there before. */
export function watchTag(page: Page, key: string): Promise<void> {
  return page.evaluate((wanted) => {
    const badges = [...document.querySelectorAll<HTMLElement>('.page-badge')]
    const known = new Set(badges.map(({ dataset }) => dataset['span']))
    const isNew = (node: Node) =>
      node instanceof HTMLElement && node.classList.contains('page-badge') && !known.has(node.dataset['span'])
    const begin = (timeStamp: number, resolve: (ms: number) => void) => {
      let shown = false
      const observer = new MutationObserver((records) => {
        shown ||= records.some(({ addedNodes }) => [...addedNodes].some(isNew))
      })
      const text = document.querySelector('main [role=document]') ?? document.body
      observer.observe(text, { subtree: true, childList: true })
      const painted = new MessageChannel()
      painted.port1.onmessage = () => {
        const took = performance.now() - timeStamp
        if (!shown) requestAnimationFrame(next)
        else {
          observer.disconnect()
          resolve(took)
        }
      }
      const next = () => painted.port2.postMessage(null)
      requestAnimationFrame(next)
    }
    window.postilFelt = new Promise((resolve) => {
      const onKey = ({ key: pressed, timeStamp }: KeyboardEvent) => {
        if (pressed !== wanted) return
        removeEventListener('keydown', onKey, true)
        begin(timeStamp, resolve)
      }
      addEventListener('keydown', onKey, true)
    })
  }, key)
}

const PATIENCE_MS = 20_000

/** What was watched for, in ms from the press. */
export function felt(page: Page): Promise<number> {
  return page.evaluate((patienceMs) => {
    const never = new Promise<number>((_, reject) => {
      setTimeout(() => reject(new Error('What was watched for did not come')), patienceMs)
    })
    return Promise.race([window.postilFelt ?? never, never])
  }, PATIENCE_MS)
}

/** The times between frames, in ms, of 20 views scrolled a fifth of a view a frame, back and forth where there are fewer. */
export function bounce(from01: number): Promise<readonly number[]> {
  const scroller = document.querySelector('main [role=document]')?.parentElement
  if (!scroller) throw new Error('Nothing to scroll')
  const step = scroller.clientHeight / 5
  scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * from01
  return new Promise((resolve, reject) => {
    const frames: number[] = []
    let distance = 0
    let way = 1
    let last = 0
    const tick = (now: number) => {
      if (last) frames.push(now - last)
      last = now
      const before = scroller.scrollTop
      scroller.scrollTop += way * step
      const moved = Math.abs(scroller.scrollTop - before)
      way = moved < step / 2 ? -way : way
      distance += moved
      if (frames.length < 100) requestAnimationFrame(tick)
      else if (distance > 60 * step) resolve(frames)
      else reject(new Error(`Only ${distance} pixels were scrolled`))
    }
    // The jump to the beginning is no part of it.
    setTimeout(() => requestAnimationFrame(tick), 500)
  })
}

/** The same of turns of the mouse's wheel. */
export async function wheelFrames(page: Page): Promise<readonly number[]> {
  await page
    .getByRole('main')
    .getByRole('document')
    .hover({ position: { x: 200, y: 0 } })
  await page.evaluate(() => {
    document.body.dataset['frames'] = ''
    let last = 0
    const tick = (now: number) => {
      const { frames } = document.body.dataset
      if (frames === undefined) return
      if (last) document.body.dataset['frames'] = `${frames}${now - last} `
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let i = 0; i < 60; i++) await page.mouse.wheel(0, i < 45 ? 120 : -120)
  const frames = await page.evaluate(() => {
    const { frames: noted = '' } = document.body.dataset
    delete document.body.dataset['frames']
    return noted
  })
  return frames.trim().split(' ').map(Number)
}
