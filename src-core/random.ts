/** A source of numbers in [0, 1). */
export type Random = () => number

/**
 * A generator that gives the same numbers for the same seed, everywhere: sfc32 (Chris Doty-Humphrey, PractRand), its
 * state filled from the seed and an optional name, so that two uses of one seed do not share a stream.
 */
export function seededRandom(seed: number, stream = ''): Random {
  let [a, b, c, counter] = stateOf(`${seed}\n${stream}`)
  const next = () => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

/** FNV-1a with four different bases. */
function stateOf(text: string): [number, number, number, number] {
  const hash = (basis: number) => {
    let value = basis
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619)
    return value
  }
  return [hash(0x811c9dc5), hash(0x9e3779b9), hash(0x85ebca6b), 1]
}

/** A whole number in [0, below). */
export function randomInt(random: Random, below: number): number {
  return Math.floor(random() * below)
}

/** A copy in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = randomInt(random, i + 1)
    const [a, b] = [copy[i], copy[j]]
    if (a !== undefined && b !== undefined) [copy[i], copy[j]] = [b, a]
  }
  return copy
}
