import type { Range } from '../text/offset.ts'
import type { Checker } from './check.ts'
import type { DatasetSpan } from './dataset.ts'
import { onlyRange } from './reading.ts'
import { tokenRanks } from './tokens.ts'
import { say } from './phrase.ts'

/** `iob2`: every span begins with B-. `iobes`: single tokens are S-, last ones E-. */
export type Scheme = 'iob2' | 'iobes'

/** A tag for each token, `O` where no span is. The spans do not overlap and end at token borders. */
export function tagsOf(spans: readonly DatasetSpan[], tokens: readonly Range[], scheme: Scheme): string[] {
  const tags = tokens.map(() => 'O')
  for (const span of spans) {
    const [from, to] = tokenRanks(tokens, onlyRange(span))
    for (let rank = from; rank < to; rank++) tags[rank] = `${prefix(scheme, rank - from, to - rank - 1)}-${span.label}`
  }
  return tags
}

function prefix(scheme: Scheme, before: number, after: number): string {
  if (scheme === 'iob2') return before === 0 ? 'B' : 'I'
  if (before === 0) return after === 0 ? 'S' : 'B'
  return after === 0 ? 'E' : 'I'
}

export interface TaggedRun {
  readonly from: number
  readonly to: number
  readonly label: string
}

/**
 * The runs of tokens that tags mark, in IOB1, IOB2, IOBES or BILOU. A tag that continues nothing begins a run; unless
 * `lenient` (IOB1 writes so) that is noted as a repair. A tag that is none of these is a fault.
 * @param at the line of each tag.
 */
export function runsOf(
  tags: readonly string[],
  check: Checker,
  at: (rank: number) => void,
  lenient = false,
): readonly TaggedRun[] {
  const runs: TaggedRun[] = []
  let open: { from: number; label: string } | null = null
  const close = (to: number) => {
    if (open) runs.push({ ...open, to })
    open = null
  }
  tags.forEach((tag, rank) => {
    const [, kind, label] = /^([BIESLU])-(.+)$/su.exec(tag) ?? []
    if (!kind || !label) {
      if (tag !== 'O' && tag !== '_' && tag !== '') {
        at(rank)
        check.fault('wrong-value', 'tag', {
          found: JSON.stringify(tag.slice(0, 60)),
          expected: say('bio-tag'),
        })
      }
      return close(rank)
    }
    const continues = (kind === 'I' || kind === 'E' || kind === 'L') && open?.label === label
    if (!continues) {
      close(rank)
      open = { from: rank, label }
      if (kind !== 'B' && kind !== 'S' && kind !== 'U' && !lenient) {
        at(rank)
        check.note('repaired-tag', 'tag', { found: tag, expected: `B-${label}` })
      }
    }
    if (kind !== 'B' && kind !== 'I') close(rank + 1)
  })
  close(tags.length)
  return runs
}
