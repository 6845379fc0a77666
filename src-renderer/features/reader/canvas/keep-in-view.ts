const ROOM_PX = 28

/**
 * Scrolls just enough that what is worked on stays on screen when the view loses height below it, as the strip under
 * the text grows. `bottom` tells where it ends, in client pixels, or null. Returns a stop.
 */
export function keepInView(scroller: HTMLElement, bottom: () => number | null): () => void {
  let height = scroller.clientHeight
  const resized = new ResizeObserver(() => {
    const before = height
    height = scroller.clientHeight
    const at = height < before ? bottom() : null
    if (at === null) return
    const below = at - scroller.getBoundingClientRect().top
    if (below > height - ROOM_PX && below <= before) scroller.scrollTop += below - height + ROOM_PX
  })
  resized.observe(scroller)
  return () => resized.disconnect()
}
