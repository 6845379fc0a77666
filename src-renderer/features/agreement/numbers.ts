import type { MeasureId, Score } from '../../../src-core/agreement/measure.ts'
import type { I18n } from '../../i18n/i18n.svelte.ts'

/** What a measure counts, for the words beside its number of items. */
const UNITS = {
  'f1-strict': 'spans',
  'f1-exact': 'spans',
  'f1-partial': 'spans',
  'f1-type': 'spans',
  'cohen-kappa': 'tokens',
  'cohen-kappa-bio': 'tokens',
  'fleiss-kappa': 'tokens',
  'alpha-nominal': 'tokens',
  'u-alpha': 'characters',
  'u-alpha-binary': 'characters',
  'cu-alpha': 'characters',
  'ku-alpha': 'characters',
  gamma: 'spans',
  'alpha-attributes': 'values',
  'f1-relations': 'relations',
} as const satisfies Record<MeasureId, string>

/** The measures as people choose them. */
export const GROUPS = [
  { id: 'spans', measures: ['f1-strict', 'f1-exact', 'f1-partial', 'f1-type'] },
  { id: 'tokens', measures: ['cohen-kappa', 'cohen-kappa-bio', 'fleiss-kappa', 'alpha-nominal'] },
  { id: 'units', measures: ['u-alpha', 'u-alpha-binary', 'cu-alpha', 'ku-alpha'] },
  { id: 'rest', measures: ['alpha-attributes', 'f1-relations'] },
] as const satisfies readonly { readonly id: string; readonly measures: readonly MeasureId[] }[]

/** A coefficient with three decimals, as the language writes it; a dash where there is none. */
export function shownValue({ value }: Pick<Score, 'value'>, { language }: I18n): string {
  if (value === null) return '—'
  const text = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value)
  return text.replace('-', '−').replace(/^−(0[.,]0+)$/u, '$1')
}

/** A number of a scale with one decimal, as the language writes it. */
export function tickText(n: number, { language }: I18n): string {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n)
}

/** How much was compared, with its unit. */
export function shownItems(measure: MeasureId, items: number, { t }: I18n): string {
  return t(`agreement.unit.${UNITS[measure]}`, { n: Math.round(items) })
}
