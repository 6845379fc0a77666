type Turn = () => void

const waiting: Turn[] = []

/** Runs work in a frame of its own, after what waits already; the answer takes it back. */
export function inTurn(turn: Turn): () => void {
  waiting.push(turn)
  if (waiting.length === 1) requestAnimationFrame(next)
  return () => {
    const at = waiting.indexOf(turn)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function next(): void {
  waiting.shift()?.()
  if (waiting.length > 0) requestAnimationFrame(next)
}
