import type { Param, Params } from '../../src-core/formats/phrase.ts'
import type { Problem } from '../../src-core/formats/problem.ts'
import type { I18n } from './i18n.svelte.ts'
import type { Params as Words } from './message.ts'

/** What is wrong with a dataset and what to do, in the language of the interface down to the last word. */
export function problemSentence(i18n: Pick<I18n, 't'>, { code, params }: Pick<Problem, 'code' | 'params'>): string {
  return i18n.t(`problem.${code}`, worded(i18n, params))
}

function worded(i18n: Pick<I18n, 't'>, params: Params): Words {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, word(i18n, param)]))
}

/** A parameter by itself: the file's own words as they are, a phrase in the language of the interface. */
export function word(i18n: Pick<I18n, 't'>, param: Param): string | number {
  return typeof param === 'object' ? i18n.t(`phrase.${param.phrase}`, worded(i18n, param.params)) : param
}
