const HIDDEN_WINDOW_MS = 50

/** Resolves after the next frame was painted; in a window that paints no frames, after a short while. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, HIDDEN_WINDOW_MS)
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        clearTimeout(late)
        channel.port1.close()
        resolve()
      }
      channel.port2.postMessage(null)
    })
  })
}
