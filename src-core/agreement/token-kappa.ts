import { additive } from './additive.ts'
import type { View } from './counting.ts'
import { defined, undefinedScore, type Measure, type MeasureId, type Score } from './measure.ts'
import type { Study } from './study.ts'
import type { TokenLabels } from './token-units.ts'

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
    size: (study) => 2 * categories(study, scheme) + 3,
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

/** After the tokens of `a` by category and those of `b` by category. */
const CELLS = { equal: 0, bothOutside: 1, conflicts: 2 } as const

/** Only tokens that somebody marked are visited. */
function tallyTokens({ study, layers: [first, second], tokens }: View, scheme: TokenScheme, into: Float64Array): void {
  if (!first || !second) return
  const a = first.tokenLabels(tokens)
  const b = second.tokenLabels(tokens)
  const size = categories(study, scheme)
  add(into, 2 * size + CELLS.conflicts, a.conflicts + b.conflicts)
  if (a.conflicts + b.conflicts > 0) return
  let marked = 0
  for (let i = 0, j = 0; i < a.tokens.length || j < b.tokens.length; marked++) {
    const token = Math.min(a.tokens[i] ?? Infinity, b.tokens[j] ?? Infinity)
    const mine = a.tokens[i] === token ? category(a, i++, scheme) : 0
    const theirs = b.tokens[j] === token ? category(b, j++, scheme) : 0
    count(into, size, mine, theirs, 1)
  }
  count(into, size, 0, 0, tokens.length - marked)
  add(into, 2 * size + CELLS.bothOutside, tokens.length - marked)
}

function count(into: Float64Array, size: number, a: number, b: number, times: number): void {
  add(into, a, times)
  add(into, size + b, times)
  if (a === b) add(into, 2 * size + CELLS.equal, times)
}

function add(into: Float64Array, at: number, value: number): void {
  into[at] = (into[at] ?? 0) + value
}

function scoreMargins(tally: Float64Array): Score {
  const size = (tally.length - 3) / 2
  const cell = (at: number) => tally[2 * size + at] ?? 0
  const margins: Margins = {
    equal: cell(CELLS.equal),
    a: tally.subarray(0, size),
    b: tally.subarray(size, 2 * size),
  }
  const items = sum(margins.a)
  if (cell(CELLS.conflicts) > 0) return undefinedScore('overlapping-spans', items)
  if (items === 0) return undefinedScore('nothing-to-compare')
  const counts = countsOf(margins, items, cell(CELLS.bothOutside))
  const kappa = cohenKappa(margins, items)
  return kappa === null ? undefinedScore('single-category', items, counts) : defined(kappa, items, counts)
}

function countsOf(margins: Margins, items: number, both: number): Record<string, number> {
  const rest = cohenKappa(margins, items, both)
  return {
    observed_agreement: margins.equal / items,
    expected_agreement: chanceOf(margins) / items ** 2,
    equal_tokens: margins.equal,
    tokens_both_outside: both,
    ...(rest === null ? {} : { kappa_without_both_outside: rest }),
  }
}

/** A confusion table reduced to what kappa needs: the sum of the diagonal, and the margins by category. */
interface Margins {
  readonly equal: number
  readonly a: Float64Array
  readonly b: Float64Array
}

/**
 * Kappa from whole counts of so many units, or null where it is 0/0: no unit, or one and the same category on both sides.
 * `without`: so many units that both put into the first category are left out.
 */
function cohenKappa({ equal, a, b }: Margins, items: number, without = 0): number | null {
  const n = items - without
  const chance = chanceOf({ a, b }, without)
  return n * n === chance ? null : (n * (equal - without) - chance) / (n * n - chance)
}

/** How often both would say the same by chance, times the square of the units. */
function chanceOf({ a, b }: Pick<Margins, 'a' | 'b'>, without = 0): number {
  let chance = ((a[0] ?? 0) - without) * ((b[0] ?? 0) - without)
  for (let k = 1; k < a.length; k++) chance += (a[k] ?? 0) * (b[k] ?? 0)
  return chance
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
