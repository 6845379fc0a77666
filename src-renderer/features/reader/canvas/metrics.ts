/**
 * Tells when boxes must be measured again: the text's width, the zoom, or a font that arrived late has changed. The
 * height is not watched: it changes all the time, as sections are laid out while one scrolls. Returns a stop.
 */
export function watchMetrics(root: HTMLElement, changed: () => void): () => void {
  const stop = new AbortController()
  // Asking for the width here would lay out the whole page before its first frame: the observer's first call tells it.
  let width: number | null = null
  const resized = new ResizeObserver(() => {
    const known = width
    width = root.clientWidth
    if (known !== null && known !== width) changed()
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
