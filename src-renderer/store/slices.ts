/** A frame has 16 ms, and there is more to do in it. */
const SLICE_MS = 8

/** Does something with each in their order, and lets the window live in between. */
export async function inSlices<T>(all: Iterable<T>, work: (each: T) => unknown): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (const each of all) {
    const done = work(each)
    if (done instanceof Promise) await done
    if (performance.now() < until) continue
    await new Promise((resolve) => setTimeout(resolve))
    until = performance.now() + SLICE_MS
  }
}

/** The list in pieces of at most so many. */
export function* inParts<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}
