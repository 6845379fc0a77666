import { additive } from './additive.ts'
import type { View } from './counting.ts'
import type { StudyLayer } from './layer.ts'
import { defined, undefinedScore, type Score } from './measure.ts'
import { nominalAlpha, unitDisagreement } from './nominal.ts'
import type { StudySpan } from './study-span.ts'
import { UNSET, type Study, type StudyAttribute } from './study.ts'

/**
 * Krippendorff's nominal alpha ({@link nominalAlpha}) on attributes: the units are the spans that at least two annotators
 * made with the same borders and label, the values those of one attribute. A unit for which nobody set the attribute is
 * left out; where somebody did, no value is a value. Each attribute has its own coefficient, `labels["Label.attribute"]`;
 * the whole is the mean of those that are defined, since values of different attributes cannot be confused. An attribute
 * that names a span is compared by the place of that span. Items: units.
 */
export const alphaAttributes = additive({
  id: 'alpha-attributes',
  over: 'group',
  size: (study) => layout(study).size,
  tally: tallyAttributes,
  score: (tally, study) => {
    const scores = study.attributes.map((_, i) => attributeScore(tally, study, i))
    const values = scores.map((score) => score.value).filter((value) => value !== null)
    const items = scores.reduce((sum, score) => sum + score.items, 0)
    const counts = { attributes: scores.length, undefined_attributes: scores.length - values.length }
    if (values.length === 0)
      return undefinedScore(items === 0 ? 'nothing-to-compare' : 'single-category', items, counts)
    return defined(values.reduce((sum, value) => sum + value, 0) / values.length, items, counts)
  },
  parts: { names: (study) => study.attributes.map(({ name }) => name), score: attributeScore },
})

interface Layout {
  readonly size: number
  /** Where the cells of each attribute begin: its values, then disagreement and units. */
  readonly starts: readonly number[]
  readonly ofLabel: ReadonlyMap<number, readonly number[]>
  readonly values: readonly ReadonlyMap<string, number>[]
}

const layouts = new WeakMap<readonly StudyAttribute[], Layout>()

function layout({ attributes }: Study): Layout {
  const known = layouts.get(attributes)
  if (known) return known
  const starts: number[] = []
  const ofLabel = new Map<number, number[]>()
  let size = 0
  for (const [i, attribute] of attributes.entries()) {
    starts.push(size)
    size += attribute.values.length + 2
    ofLabel.set(attribute.label, [...(ofLabel.get(attribute.label) ?? []), i])
  }
  const values = attributes.map((attribute) => new Map(attribute.values.map((value, i) => [value, i])))
  const made = { size, starts, ofLabel, values }
  layouts.set(attributes, made)
  return made
}

function tallyAttributes({ study, layers }: View, into: Float64Array): void {
  const { starts, ofLabel, values } = layout(study)
  for (const spans of sameSpans(layers, ofLabel))
    for (const i of ofLabel.get(spans[0]?.label ?? -1) ?? []) {
      const attribute = study.attributes[i]
      const start = starts[i]
      if (!attribute || start === undefined) continue
      const chosen = spans.map((span) => span.attributes[attribute.key] ?? UNSET)
      if (chosen.every((value) => value === UNSET)) continue
      const counts = new Array<number>(attribute.values.length).fill(0)
      for (const value of chosen) {
        const at = values[i]?.get(value) ?? 0
        counts[at] = (counts[at] ?? 0) + 1
      }
      const cells = [...counts, unitDisagreement(counts), 1]
      for (const [at, cell] of cells.entries()) into[start + at] = (into[start + at] ?? 0) + cell
    }
}

/** Groups of at least two spans with the same borders and label, at most one of each layer; only labels with attributes. */
function sameSpans(layers: readonly StudyLayer[], labels: ReadonlyMap<number, unknown>): StudySpan[][] {
  const groups = new Map<string, StudySpan[]>()
  for (const { spans } of layers)
    for (const span of spans) {
      if (!labels.has(span.label)) continue
      const group = groups.get(span.key)
      if (group) group.push(span)
      else groups.set(span.key, [span])
    }
  return [...groups.values()].filter((group) => group.length > 1)
}

function attributeScore(tally: Float64Array, study: Study, i: number): Score {
  const start = layout(study).starts[i] ?? 0
  const values = study.attributes[i]?.values.length ?? 0
  const units = tally[start + values + 1] ?? 0
  if (units === 0) return undefinedScore('nothing-to-compare')
  const alpha = nominalAlpha([...tally.subarray(start, start + values)], tally[start + values] ?? 0)
  return alpha === null ? undefinedScore('single-category', units) : defined(alpha, units)
}
