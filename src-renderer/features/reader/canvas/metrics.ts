/**
 * Tells when boxes must be measured again: the text's width, the zoom, or a font that arrived late has changed. The
 * height is not watched: it changes all the time, as sections are laid out while one scrolls. Returns a stop.
 */
export function watchMetrics(root: HTMLElement, changed: () => void): () => void {
  const stop = new AbortController()
  let width = root.clientWidth
  const resized = new ResizeObserver(() => {
    if (root.clientWidth === width) return
    width = root.clientWidth
    changed()
  })
  resized.observe(root)
  watchZoom(changed, stop.signal)
  document.fonts.addEventListener('loadingdone', changed, { signal: stop.signal })
  return () => {
    stop.abort()
    resized.disconnect()
  }
}

function watchZoom(changed: () => void, signal: AbortSignal): void {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
  const zoomed = () => {
    if (signal.aborted) return
    changed()
    watchZoom(changed, signal)
  }
  query.addEventListener('change', zoomed, { once: true, signal })
}
