import type { MeasureId, MeasureResult } from './measure.ts'
import { NAMES, UNITS, WORDS, type Language } from './methods-words.ts'
import type { AgreementReport } from './report.ts'

/**
 * A paragraph for the methods section of a paper: who annotated how much, each coefficient with its value, interval and
 * number of items, how missing and excluded text was treated, what was undefined, and what computed it (name and version). Numbers with three decimals; in
 * French with a decimal comma.
 */
export function methodsParagraph(report: AgreementReport, language: Language, software: string): string {
  const words = WORDS[language]
  const sentences = [
    words.corpus(report.annotators.length, report.compared, report.documents, report.labels.length),
    words.treatment(report.in_progress),
    ...orderedResults(report).map(([id, result]) => valueSentence(id, result, report, language)),
    ...undefinedSentences(report, language),
    words.tokens(report.tokens, usesTokens(report)),
    words.interval(intervalOf(report), report.seed),
    words.leftOut(report.left_out.length),
    words.software(software),
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

function orderedResults(report: AgreementReport): [MeasureId, MeasureResult][] {
  const results: [MeasureId, MeasureResult][] = []
  for (const id of IN_ORDER) {
    const result = report.measures[id]
    if (result) results.push([id, result])
  }
  return results
}

const IN_ORDER: readonly MeasureId[] = [
  'f1-strict',
  'f1-exact',
  'f1-partial',
  'f1-type',
  'cohen-kappa',
  'cohen-kappa-bio',
  'fleiss-kappa',
  'alpha-nominal',
  'u-alpha',
  'u-alpha-binary',
  'cu-alpha',
  'gamma',
  'alpha-attributes',
  'f1-relations',
]

const TOKEN_MEASURES: readonly MeasureId[] = ['cohen-kappa', 'cohen-kappa-bio', 'fleiss-kappa', 'alpha-nominal']

function usesTokens(report: AgreementReport): boolean {
  return TOKEN_MEASURES.some((id) => (report.measures[id]?.value ?? null) !== null)
}

function intervalOf(report: AgreementReport): number | null {
  return Object.values(report.measures).find((result) => result.interval)?.interval?.resamples ?? null
}

function valueSentence(id: MeasureId, result: MeasureResult, report: AgreementReport, language: Language): string {
  const words = WORDS[language]
  const name = NAMES[id][language]
  if (result.value === null) return ''
  const details = [
    words.items(result.items, UNITS[id][language]),
    result.interval ? words.range(number(result.interval.low, language), number(result.interval.high, language)) : '',
    ...extraDetails(id, result, report, language),
  ].filter((detail) => detail !== '')
  return words.value(name, number(result.value, language), details)
}

/** One sentence a reason, naming all measures that have no value for it. */
function undefinedSentences(report: AgreementReport, language: Language): string[] {
  const words = WORDS[language]
  const names = new Map<string, string[]>()
  for (const [id, result] of orderedResults(report)) {
    if (result.value !== null || result.undefined === null) continue
    names.set(result.undefined, [...(names.get(result.undefined) ?? []), NAMES[id][language]])
  }
  return [...names].map(([reason, of]) => words.undefined(of, words.reason(reason)))
}

function extraDetails(id: MeasureId, result: MeasureResult, report: AgreementReport, language: Language): string[] {
  const words = WORDS[language]
  const count = (key: string) => result.counts?.[key]
  const details: string[] = []
  if (result.pairs.length > 1 && (id.startsWith('f1') || id.startsWith('cohen')))
    details.push(words.meanOfPairs(result.pairs.length))
  const without = count('kappa_without_both_outside')
  if (without !== undefined) details.push(words.withoutOutside(number(without, language)))
  const samples = count('samples')
  if (id === 'gamma' && samples !== undefined) {
    const { alpha, beta, deltaEmpty } = report.gamma
    details.push(
      words.gamma(
        [alpha, beta, deltaEmpty].map((each) => plain(each, language)),
        samples,
        report.seed,
      ),
    )
    details.push(words.plusMinus(number(count('plus_minus') ?? 0, language)))
  }
  return details
}

function number(value: number, language: Language): string {
  const text = Math.abs(value).toFixed(3)
  const sign = value < 0 && Number(text) !== 0 ? '−' : ''
  return sign + (language === 'fr' ? text.replace('.', ',') : text)
}

function plain(value: number, language: Language): string {
  return language === 'fr' ? String(value).replace('.', ',') : String(value)
}
