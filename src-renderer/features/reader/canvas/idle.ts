/**
 * Runs work after the paint when there is time, once however often it is asked for, and not before what `first` waits
 * for. Returns ask and stop.
 */
export function whenIdle(
  work: (deadline: IdleDeadline) => void,
  first?: () => Promise<void>,
): {
  readonly ask: () => void
  readonly stop: () => void
} {
  let handle = 0
  let asked = 0
  const request = (): void => {
    handle = requestIdleCallback(work, { timeout: 400 })
  }
  const stop = (): void => {
    asked++
    cancelIdleCallback(handle)
  }
  return {
    ask() {
      stop()
      const mine = asked
      if (!first) request()
      else void first().then(() => mine === asked && request())
    },
    stop,
  }
}
