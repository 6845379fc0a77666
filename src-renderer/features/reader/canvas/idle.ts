/** Runs work after the paint when there is time, once however often it is asked for. Returns ask and stop. */
export function whenIdle(work: (deadline: IdleDeadline) => void): {
  readonly ask: () => void
  readonly stop: () => void
} {
  let handle = 0
  return {
    ask() {
      cancelIdleCallback(handle)
      handle = requestIdleCallback(work, { timeout: 400 })
    },
    stop: () => cancelIdleCallback(handle),
  }
}
