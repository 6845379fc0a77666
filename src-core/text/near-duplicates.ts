/**
 * Families of near-duplicates: one event, one agency text, many outlets.
 *
 * A text is the set of its runs of {@link FamilyOptions.shingle} words (shingles; A. Broder, "On the resemblance and
 * containment of documents", 1997), and two texts are alike by Jaccard's index of their sets, |A ∩ B| / |A ∪ B|. It is
 * estimated from a sketch: one permutation hashing, 128 bins, each with the least hash that fell into it, empty bins
 * filled from the next (Li, Owen, Zhang 2012; Shrivastava, Li, "Densifying One Permutation Hashing via Rotation", 2014). The
 * share of equal bins estimates the index with a standard error of √(J(1-J)/128), at most 0.044.
 *
 * Pairs are looked for among texts that agree in all of one band of 2 bins (locality-sensitive hashing; Indyk, Motwani
 * 1998): with 64 bands a pair of index J is looked at with probability 1 - (1 - J²)⁶⁴, that is 0.93 at 0.2 and 0.998 at 0.3.
 */
interface FamilyOptions {
  /** The same seed gives the same families. */
  readonly seed: number
  /** Words a shingle. */
  readonly shingle: number
  /**
   * From 0 to 1: the estimated index from which two texts belong together. An article that took a third of another one
   * has about 0.2; articles on one subject written apart have less than 0.1.
   */
  readonly threshold: number
}

const FAMILY_DEFAULTS: FamilyOptions = { seed: 1, shingle: 3, threshold: 0.2 }

interface TextOfId {
  readonly id: string
  readonly text: string
}

const BINS = 128
const ROWS = 2
const BANDS = Math.floor(BINS / ROWS)
const EMPTY = 0xffffffff
/** Members of a band's bucket that a text is compared with; more only occur where very many texts share a phrase. */
const MOST_COMPARED = 64

/**
 * Every id in exactly one family, also alone; families and their members in the order of code units. It follows from
 * the texts and the options alone, not from the order they come in. Being alike is followed further: when A is like B
 * and B like C, they are one family. Texts without a word are alone. Ids must be unique.
 */
export function families(docs: Iterable<TextOfId>, options: Partial<FamilyOptions> = {}): string[][] {
  const settings = { ...FAMILY_DEFAULTS, ...options }
  const sketched = Array.from(docs, ({ id, text }) => ({ id, sketch: sketch(text, settings) }))
  sketched.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const parents = Int32Array.from(sketched.keys())
  const sketches = sketched.map((doc) => doc.sketch)
  for (let band = 0; band < BANDS; band++) joinBand(sketches, band * ROWS, settings.threshold, parents)
  const groups = new Map<number, string[]>()
  sketched.forEach(({ id }, i) => {
    const root = rootOf(parents, i)
    const group = groups.get(root)
    if (group) group.push(id)
    else groups.set(root, [id])
  })
  return [...groups.values()]
}

/** The estimate (0 to 1) of Jaccard's index of two texts; 0 where one has no word. */
export function likeness(a: string, b: string, options: Partial<FamilyOptions> = {}): number {
  const settings = { ...FAMILY_DEFAULTS, ...options }
  const [first, second] = [sketch(a, settings), sketch(b, settings)]
  return first && second ? equalBins(first, second) / BINS : 0
}

function joinBand(
  sketches: readonly (Uint32Array | null)[],
  from: number,
  threshold: number,
  parents: Int32Array,
): void {
  const buckets = new Map<number, number[]>()
  sketches.forEach((own, i) => {
    if (!own) return
    const key = bandKey(own, from)
    const bucket = buckets.get(key)
    if (!bucket) buckets.set(key, [i])
    else {
      joinAlike(sketches, bucket, i, threshold, parents)
      if (bucket.length < MOST_COMPARED && !bucket.some((j) => rootOf(parents, j) === rootOf(parents, i)))
        bucket.push(i)
    }
  })
}

/** Compares with one member a family: those that are one family already need no further look. */
function joinAlike(
  sketches: readonly (Uint32Array | null)[],
  bucket: readonly number[],
  i: number,
  threshold: number,
  parents: Int32Array,
): void {
  const own = sketches[i]
  for (const j of bucket) {
    const other = sketches[j]
    const [a, b] = [rootOf(parents, i), rootOf(parents, j)]
    if (own && other && a !== b && equalBins(own, other) >= threshold * BINS) parents[Math.max(a, b)] = Math.min(a, b)
  }
}

function rootOf(parents: Int32Array, i: number): number {
  let root = i
  while (parents[root] !== root) root = parents[root] ?? root
  for (let at = i; at !== root;) {
    const next = parents[at] ?? root
    parents[at] = root
    at = next
  }
  return root
}

function bandKey(own: Uint32Array, from: number): number {
  let low = 0
  let high = 0x9e3779b9
  for (let i = from; i < from + ROWS; i++) {
    low = mix(low ^ (own[i] ?? 0))
    high = mix(high + (own[i] ?? 0))
  }
  return low * 0x200000 + (high & 0x1fffff)
}

function equalBins(a: Uint32Array, b: Uint32Array): number {
  let equal = 0
  for (let i = 0; i < BINS; i++) if (a[i] === b[i]) equal++
  return equal
}

/** The sketch of a text; null without a word. A text of fewer words than a shingle has one shingle of all. */
function sketch(text: string, { seed, shingle }: FamilyOptions): Uint32Array | null {
  const hashes = wordHashes(text, seed)
  if (hashes.length === 0) return null
  const bins = new Uint32Array(BINS).fill(EMPTY)
  const width = Math.min(shingle, hashes.length)
  for (let i = 0; i + width <= hashes.length; i++) {
    let hash = seed
    for (let j = i; j < i + width; j++) hash = mix(Math.imul(hash, 31) + (hashes[j] ?? 0))
    const bin = hash >>> 25
    const value = hash & 0x1ffffff
    if (value < (bins[bin] ?? 0)) bins[bin] = value
  }
  return densified(bins)
}

/** Fills each empty bin from the next one that is not, marked by how far that is. */
function densified(bins: Uint32Array): Uint32Array {
  const full = bins.slice()
  for (let i = 0; i < BINS; i++) {
    if (bins[i] !== EMPTY) continue
    let distance = 1
    while (bins[(i + distance) % BINS] === EMPTY) distance++
    full[i] = mix((bins[(i + distance) % BINS] ?? 0) + Math.imul(distance, 0x2000003))
  }
  return full
}

/** One hash a word: letters and digits in small letters; a decomposed accent counts like a composed one. */
function wordHashes(text: string, seed: number): number[] {
  const hashes: number[] = []
  const small = text.normalize('NFC').toLowerCase()
  let hash = 0
  let inside = false
  for (let i = 0; i <= small.length; i++) {
    const unit = i < small.length ? small.charCodeAt(i) : 32
    if (isWordUnit(unit)) {
      hash = Math.imul((inside ? hash : seed ^ 0x811c9dc5) ^ unit, 0x01000193)
      inside = true
    } else if (inside) {
      hashes.push(mix(hash))
      inside = false
    }
  }
  return hashes
}

function isWordUnit(unit: number): boolean {
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)
  return (
    unit >= 0xc0 &&
    !(unit >= 0x2000 && unit <= 0x206f) &&
    !(unit >= 0x3000 && unit <= 0x303f) &&
    unit !== 0xd7 &&
    unit !== 0xf7
  )
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): each bit of the input changes half of the output. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
