import type { Range } from '../text/offset.ts'
import { Lanes } from '../annotation/lanes.ts'
import type { Span } from '../annotation/records.ts'
import type { Cluster, Comparison } from './compare.ts'

/** Some annotators' tags of a document, each one's by place. */
export interface Readers extends Pick<Comparison, 'annotators' | 'clusters'> {
  /** In the order of the annotators. */
  readonly lanes: readonly Lanes[]
}

/** A stretch of text in which nothing begins or ends. */
export interface Segment {
  readonly start: number
  readonly end: number
  /** The tags of each annotator there, in the order of the annotators; of one annotator's the shortest first. */
  readonly tags: readonly (readonly Span[])[]
  /** The clusters that cover it, the shortest first. */
  readonly clusters: readonly Cluster[]
}

/** The tags of these annotators, of which each keeps lanes of its own. */
export function readersOf({ clusters }: Pick<Comparison, 'clusters'>, annotators: Comparison['annotators']): Readers {
  const lanes = annotators.map(
    (annotator) => new Lanes(clusters.flatMap(({ members }) => members.get(annotator) ?? [])),
  )
  return { annotators, clusters, lanes }
}

/**
 * Cuts a paragraph of the text where a tag of anybody begins or ends, so that each annotator's tags can be drawn in
 * lanes below the words. Segments follow each other without gaps and cover the paragraph.
 */
export function segmentsOf([start, end]: Range, readers: Readers): Segment[] {
  const here = readers.clusters.filter((cluster) => cluster.start < end && cluster.end > start)
  const cuts = new Set([start, end])
  for (const { members } of here)
    for (const { ranges } of members.values())
      for (const offset of ranges.flat()) if (offset > start && offset < end) cuts.add(offset)
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((from, i) => segmentAt([from, sorted[i + 1] ?? end], here, readers))
}

function segmentAt([start, end]: Range, clusters: readonly Cluster[], { lanes }: Readers): Segment {
  const covers = (span: Span) => span.ranges.some(([from, to]) => from <= start && to >= end)
  const here = clusters
    .filter(({ members }) => [...members.values()].some(covers))
    .sort((a, b) => a.end - a.start - (b.end - b.start))
  return { start, end, tags: lanes.map((each) => (end > start ? each.at(start) : [])), clusters: here }
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
