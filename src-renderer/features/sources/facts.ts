import type { Excluded } from '../../../src-core/annotation/records.ts'

/** The fields that can be corrected by hand, in the order in which they are shown. */
export const FIELDS = ['title', 'date', 'time', 'source', 'place', 'author', 'section', 'url', 'byline'] as const

/** What a person can do with what is known of a document. */
export interface FactDeeds {
  /** Null says that the article has no such field, undefined takes what the text says. */
  readonly field: (name: string, value: string | null | undefined) => void
  readonly language: (lang: string | null) => void
  readonly encoding: (encoding: string | null) => void
  readonly folderEncoding: (encoding: string | null) => void
  readonly keep: (passage: Excluded) => void
  /** Keeps a line in every document of the folder. */
  readonly keepEverywhere: (line: string) => void
  /** Leaves out what the folder's rules propose, and nothing else. */
  readonly asProposed: () => void
  /** Takes back all that was decided of the article's fields and passages. */
  readonly proposeAgain: () => void
}

const COMMON = ['fr', 'en', 'ar', 'bm', 'de', 'es', 'it', 'nl', 'pt', 'ru', 'sw', 'wo', 'zh']

/** The languages to choose from (BCP 47), a chosen one among them. */
export function languageChoices(chosen: string | null): readonly string[] {
  return chosen === null || COMMON.includes(chosen) ? COMMON : [...COMMON, chosen]
}

/** Whether a text is a date of EDTF as Postil writes them: `2024`, `2024-04`, `2024-04-30`, each perhaps with `?`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\??$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  return date.getUTCMonth() === Number(month ?? 1) - 1 && date.getUTCDate() === Number(day ?? 1)
}
