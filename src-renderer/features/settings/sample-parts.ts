interface Part {
  readonly text: string
  /** The tags that cover it by number, the outermost first. */
  readonly within: readonly number[]
}

/** A text cut where one of the tags begins or ends; each covers the first place where its words stand, if there is one. */
export function sampleParts(text: string, tags: readonly { readonly words: string }[]): readonly Part[] {
  const places = tags.map(({ words }) => {
    const start = text.indexOf(words)
    return start < 0 ? { start: 0, end: 0 } : { start, end: start + words.length }
  })
  const cuts = [...new Set([0, text.length, ...places.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i] ?? 0
    const within = places.flatMap(({ start, end }, tag) => (start <= from && to <= end ? [tag] : []))
    const length = (tag: number) => (places[tag]?.end ?? 0) - (places[tag]?.start ?? 0)
    return { text: text.slice(from, to), within: within.sort((a, b) => length(b) - length(a)) }
  })
}
