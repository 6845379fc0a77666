import { additive, type View } from './additive.ts'
import { defined, undefinedScore, type Measure, type MeasureId, type Score } from './measure.ts'
import type { Study } from './study.ts'
import { tokenLabelsOnce, type TokenLabels } from './token-units.ts'

/** `io`: a token's category is its label or O. `bio`: B-label at the first token of a span, I-label after it, or O. */
export type TokenScheme = 'io' | 'bio'

/**
 * Cohen's kappa (Cohen 1960) of two annotators with tokens as units:
 *
 *     kappa = (Po - Pe) / (1 - Pe)    Po: share of equal tokens    Pe = sum over categories of pa(k) pb(k)
 *
 * with each annotator's own margins, pooled over documents. Of more than two annotators: the mean over pairs. Tokens that
 * both leave empty are most of any text and raise Po, so `counts` also gives `kappa_without_both_outside`, the same without
 * them. Where spans of one annotator give a token two labels, there is no single category: the value is undefined and the
 * values by label, each of that label against everything else, remain. Margins of one and the same category on both sides
 * are 0/0, undefined. Items: tokens.
 */
export function tokenKappa(id: MeasureId, scheme: TokenScheme): Measure {
  return additive({
    id,
    over: 'pairs',
    size: (study) => 3 * categories(study, scheme) + 1,
    tally: (view, into) => {
      tallyTokens(view, scheme, into)
    },
    score: (tally) => scoreMargins(tally),
  })
}

function categories(study: Study, scheme: TokenScheme): number {
  return 1 + study.labels.length * (scheme === 'io' ? 1 : 2)
}

function category(marks: TokenLabels, at: number, scheme: TokenScheme): number {
  const label = marks.labels[at] ?? 0
  return scheme === 'io' ? 1 + label : 1 + 2 * label + (marks.begins[at] ?? 0)
}

/** Adds to [equal by category | a by category | b by category | conflicts]. Only tokens that somebody marked are visited. */
function tallyTokens({ study, layers: [first, second], tokens }: View, scheme: TokenScheme, into: Float64Array): void {
  if (!first || !second) return
  const a = tokenLabelsOnce(first, tokens)
  const b = tokenLabelsOnce(second, tokens)
  const size = categories(study, scheme)
  add(into, 3 * size, a.conflicts + b.conflicts)
  if (a.conflicts + b.conflicts > 0) return
  let marked = 0
  for (let i = 0, j = 0; i < a.tokens.length || j < b.tokens.length; marked++) {
    const token = Math.min(a.tokens[i] ?? Infinity, b.tokens[j] ?? Infinity)
    const mine = a.tokens[i] === token ? category(a, i++, scheme) : 0
    const theirs = b.tokens[j] === token ? category(b, j++, scheme) : 0
    count(into, size, mine, theirs, 1)
  }
  count(into, size, 0, 0, tokens.length - marked)
}

function count(into: Float64Array, size: number, a: number, b: number, times: number): void {
  if (a === b) add(into, a, times)
  add(into, size + a, times)
  add(into, 2 * size + b, times)
}

function add(into: Float64Array, at: number, value: number): void {
  into[at] = (into[at] ?? 0) + value
}

function scoreMargins(tally: Float64Array): Score {
  const size = (tally.length - 1) / 3
  const margins: Margins = {
    equal: [...tally.subarray(0, size)],
    a: [...tally.subarray(size, 2 * size)],
    b: [...tally.subarray(2 * size, 3 * size)],
  }
  const items = sum(margins.a)
  if ((tally[3 * size] ?? 0) > 0) return undefinedScore('overlapping-spans', items)
  if (items === 0) return undefinedScore('nothing-to-compare')
  const counts = countsOf(margins)
  const kappa = cohenKappa(margins)
  return kappa === null ? undefinedScore('single-category', items, counts) : defined(kappa, items, counts)
}

function countsOf(margins: Margins): Record<string, number> {
  const both = margins.equal[0] ?? 0
  const without: Margins = { equal: less(margins.equal, both), a: less(margins.a, both), b: less(margins.b, both) }
  const items = sum(margins.a)
  const rest = cohenKappa(without)
  return {
    observed_agreement: sum(margins.equal) / items,
    equal_tokens: sum(margins.equal),
    tokens_both_outside: both,
    ...(rest === null ? {} : { kappa_without_both_outside: rest }),
  }
}

function less([outside = 0, ...rest]: readonly number[], both: number): number[] {
  return [outside - both, ...rest]
}

/** A confusion table reduced to what kappa needs: the diagonal and the margins, by category. */
interface Margins {
  readonly equal: readonly number[]
  readonly a: readonly number[]
  readonly b: readonly number[]
}

/** Kappa from whole counts, or null where it is 0/0: no unit, or one and the same category on both sides. */
function cohenKappa({ equal, a, b }: Margins): number | null {
  const n = sum(a)
  const chance = a.reduce((total, count, k) => total + count * (b[k] ?? 0), 0)
  return n * n === chance ? null : (n * sum(equal) - chance) / (n * n - chance)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
