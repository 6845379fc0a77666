const ROOM_PX = 28

/** Where something stands, in client pixels. */
export interface Extent {
  readonly top: number
  readonly bottom: number
}

/**
 * Scrolls just enough that what is worked on stays on screen, and what of it was beyond the edge comes there, when the
 * view loses height below it, as the strip under the text grows. `worked` tells what may be meant, the first that fits
 * into the view counts. Returns a stop.
 */
export function keepInView(scroller: HTMLElement, worked: () => readonly Extent[]): () => void {
  let height = scroller.clientHeight
  const resized = new ResizeObserver(() => {
    const before = height
    height = scroller.clientHeight
    if (height < before) scroller.scrollTop += missing(worked(), scroller.getBoundingClientRect().top, before, height)
  })
  resized.observe(scroller)
  return () => resized.disconnect()
}

/** How far the text must move up: 0 for what fits, or was not in view before. In pixels. */
export function missing(worked: readonly Extent[], viewTop: number, before: number, height: number): number {
  const found = worked.find(({ top, bottom }) => bottom - top + 2 * ROOM_PX <= height) ?? worked.at(-1)
  if (!found) return 0
  const [top, bottom] = [found.top - viewTop, found.bottom - viewTop]
  const inView = top < before && bottom > 0
  return inView ? Math.max(0, Math.min(bottom - height + ROOM_PX, top)) : 0
}
