import type { Range } from '../text/offset.ts'
import type { AnnotatorId, Span } from '../annotation/records.ts'
import type { Cluster, Comparison } from './compare.ts'

/** A stretch of text in which nothing begins or ends. */
export interface Segment {
  readonly start: number
  readonly end: number
  /** The tag of each annotator there, in the comparison's order; of nested ones the shortest. */
  readonly lanes: readonly (Span | null)[]
  /** The clusters that cover it, the shortest first. */
  readonly clusters: readonly Cluster[]
}

/**
 * Cuts a paragraph of the text where a tag of anybody begins or ends, so that each annotator's tags can be drawn as a
 * lane below the words. Segments follow each other without gaps and cover the paragraph.
 */
export function segmentsOf([start, end]: Range, { clusters, annotators }: Comparison): Segment[] {
  const here = clusters.filter((cluster) => cluster.start < end && cluster.end > start)
  const cuts = new Set([start, end])
  for (const { members } of here)
    for (const { ranges } of members.values())
      for (const offset of ranges.flat()) if (offset > start && offset < end) cuts.add(offset)
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((from, i) => segmentAt([from, sorted[i + 1] ?? end], here, annotators))
}

function segmentAt([start, end]: Range, clusters: readonly Cluster[], annotators: readonly AnnotatorId[]): Segment {
  const covers = (span: Span | undefined) => span?.ranges.some(([from, to]) => from <= start && to >= end) ?? false
  const here = clusters
    .filter(({ members }) => [...members.values()].some(covers))
    .sort((a, b) => a.end - a.start - (b.end - b.start))
  const lanes = annotators.map((annotator) => {
    const holder = here.find(({ members }) => covers(members.get(annotator)))
    return holder?.members.get(annotator) ?? null
  })
  return { start, end, lanes, clusters: here }
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): Range[] {
  const lines: Range[] = []
  const breaks = /\r\n|\r|\n/g
  let start = 0
  for (const { 0: ending, index } of text.matchAll(breaks)) {
    lines.push([start, index])
    start = index + ending.length
  }
  return [...lines, [start, text.length]]
}
