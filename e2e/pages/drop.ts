import { expect } from '@playwright/test'
import type { Running } from '../app.ts'

const DROP_MS = 2000

/**
 * Drops a path on the window as the system's own drag and drop does: the page gets a file with a true path. Where the
 * browser had no answer of the window's yet when the hand let go, it takes that for a hand that goes away, and no drop
 * comes to the page: then, as a person would, it is dragged once more.
 */
export async function drop({ page }: Running, path: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    cdp.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
  await expect(async () => {
    await send('dragEnter')
    await send('dragOver')
    await expect(page.getByText('Drop a folder, layers or a dataset to open them')).toBeVisible({ timeout: DROP_MS })
    await send('dragOver')
    const arrived = page.evaluate(
      (ms) =>
        new Promise<boolean>((resolve) => {
          addEventListener('drop', () => resolve(true), { once: true, capture: true })
          setTimeout(() => resolve(false), ms)
        }),
      DROP_MS,
    )
    await send('drop')
    expect(await arrived).toBe(true)
  }).toPass()
}
