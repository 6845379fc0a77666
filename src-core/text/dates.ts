import { dayNumber, edtf, edtfOfDay, monthNumber, weekdayNumber, weekdayOfDay, weekOfDay } from './calendar.ts'
import type { Range } from './offset.ts'

/** A passage that says a date. */
export interface DateCandidate {
  readonly range: Range
  /**
   * EDTF (`2022-11-10`, `2022-11`, `2017`, an interval `2023-02-06/2023-02-07`), or a TIMEX week (`2022-W46`); with
   * `?` at the end of what could be meant otherwise (the month of another year, the next weekday). Null where the article's date is not known, or not to the day that it takes.
   */
  readonly value: string | null
}

/**
 * The French or English date expressions of a text (French for any language but English), in order, none overlapping
 * another. What depends on when it was written (`10 novembre`, `mardi dernier`) is counted from `articleDate`, an EDTF
 * date of any precision. `le`, `en` and `du` before a date are not part of it.
 *
 * Not guessed silently: a weekday alone may be the last or the next one, a day without a year is taken for the nearest
 * and doubted when that is more than {@link NEAR_DAYS} days away, a weekday that contradicts its date is doubted. A day that no month has (`31 février`) has no value.
 */
export function dateCandidates(text: string, lang: string | null, articleDate: string | null): DateCandidate[] {
  const anchor = readAnchor(articleDate)
  const found: DateCandidate[] = []
  for (const { pattern, read } of lang?.startsWith('en') ? ENGLISH_RULES : FRENCH_RULES) {
    for (const match of text.matchAll(pattern)) {
      const range: Range = [match.index, match.index + match[0].length]
      if (found.some((other) => other.range[0] < range[1] && range[0] < other.range[1])) continue
      const value = read(match.groups ?? {}, anchor)
      if (value !== undefined) found.push({ range, value: value && anchor?.doubtful ? doubted(value) : value })
    }
  }
  return found.sort((a, b) => a.range[0] - b.range[0])
}

const NEAR_DAYS = 150

interface Anchor {
  readonly year: number
  readonly month: number | null
  /** As in `dayNumber`, where the day is known. */
  readonly day: number | null
  readonly doubtful: boolean
}

type Groups = Readonly<Record<string, string | undefined>>

interface DateRule {
  readonly pattern: RegExp
  /** Undefined: not a date after all. */
  readonly read: (groups: Groups, anchor: Anchor | null) => string | null | undefined
}

function readAnchor(date: string | null): Anchor | null {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%])?$/.exec(date ?? '')
  if (!match) return null
  const [year, month, day] = [Number(match[1]), match[2] ? Number(match[2]) : null, match[3] ? Number(match[3]) : null]
  return { year, month, day: month && day ? dayNumber(year, month, day) : null, doubtful: match[4] !== undefined }
}

function doubted(value: string): string {
  return value.endsWith('?') ? value : `${value}?`
}

/** A day of a month, of a year that is said or the one nearest to the article. */
function dayOf({ weekday, day, month, year }: Groups, anchor: Anchor | null): string | null | undefined {
  const [d, m] = [Number(day), monthNumber(month ?? '')]
  const w = weekday === undefined ? null : weekdayNumber(weekday)
  if (m === null || (weekday !== undefined && w === null) || d < 1 || d > 31) return undefined
  if (edtf(2000, m, d) === null) return null
  if (year !== undefined) {
    const value = edtf(Number(year), m, d)
    return value && w !== null && weekdayOfDay(dayNumber(Number(year), m, d)) !== w ? doubted(value) : value
  }
  return anchor ? nearestYear(m, d, w, anchor) : null
}

function nearestYear(month: number, day: number, weekday: number | null, anchor: Anchor): string | null {
  const middle = anchor.day ?? dayNumber(anchor.year, anchor.month ?? 7, anchor.month === null ? 1 : 15)
  const years = [anchor.year - 1, anchor.year, anchor.year + 1].filter((year) => edtf(year, month, day) !== null)
  const days = years
    .map((year) => dayNumber(year, month, day))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  const fitting = days.filter((n) => weekday === null || weekdayOfDay(n) === weekday)
  const best = fitting[0] ?? days[0]
  if (best === undefined) return null
  const sure = fitting.length > 0 && Math.abs(best - middle) <= NEAR_DAYS && anchor.month !== null
  return sure ? edtfOfDay(best) : doubted(edtfOfDay(best))
}

/** `6 et 7 février`, `du 6 au 7 février`, `29 mai au 3 juin 2023`: both ends. */
function interval(groups: Groups, anchor: Anchor | null): string | null | undefined {
  const { day, day2, month, month2 = month, year } = groups
  const from = dayOf({ day, month: month ?? month2, year }, anchor)
  const to = dayOf({ day: day2, month: month2, year }, anchor)
  if (from === undefined || to === undefined) return undefined
  if (from === null || to === null) return null
  const [a, b] = [from.replace('?', ''), to.replace('?', '')]
  return `${a}/${b}${a > b || from !== a || to !== b ? '?' : ''}`
}

function monthOf({ month, year, which }: Groups, anchor: Anchor | null): string | null | undefined {
  const m = monthNumber(month ?? '')
  if (m === null) return undefined
  if (year !== undefined) return edtf(Number(year), m) ?? undefined
  if (!anchor) return null
  if (anchor.month === null) return which ? null : `${edtf(anchor.year, m) ?? ''}?`
  if (isLast(which)) return edtf(m < anchor.month ? anchor.year : anchor.year - 1, m)
  if (isNext(which)) return edtf(m > anchor.month ? anchor.year : anchor.year + 1, m)
  return m === anchor.month ? edtf(anchor.year, m) : `${nearestMonth(m, anchor.year, anchor.month)}?`
}

function nearestMonth(month: number, year: number, from: number): string {
  const ahead = (month - from + 12) % 12
  return edtf(ahead <= 6 ? year + Number(month < from) : year - Number(month > from), month) ?? ''
}

/** `mardi dernier`, `mardi prochain`, `mardi`: the one before, after, or the latest up to the article, in doubt. */
function weekdayOf({ weekday, which }: Groups, anchor: Anchor | null): string | null | undefined {
  const w = weekdayNumber(weekday ?? '')
  if (w === null) return undefined
  if (anchor?.day == null) return null
  const back = (weekdayOfDay(anchor.day) - w + 7) % 7
  if (isLast(which)) return edtfOfDay(anchor.day - (back || 7))
  if (isNext(which)) return edtfOfDay(anchor.day + (7 - back))
  return back === 0 ? edtfOfDay(anchor.day) : doubted(edtfOfDay(anchor.day - back))
}

const DAYS: Readonly<Record<string, number>> = {
  'avant-hier': -2,
  hier: -1,
  "aujourd'hui": 0,
  demain: 1,
  'après-demain': 2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
}

function relativeDay({ word }: Groups, anchor: Anchor | null): string | null | undefined {
  const shift = DAYS[(word ?? '').toLowerCase().replace(/[’ʼ]/g, "'").normalize('NFC')]
  if (shift === undefined) return undefined
  return anchor?.day == null ? null : edtfOfDay(anchor.day + shift)
}

/** A week, month or year before, after or of the article. */
function relativeUnit({ unit, which }: Groups, anchor: Anchor | null): string | null {
  if (!anchor) return null
  const shift = isLast(which) ? -1 : isNext(which) ? 1 : 0
  if (/^(?:semaine|week)/i.test(unit ?? '')) return anchor.day === null ? null : weekOfDay(anchor.day + 7 * shift)
  if (/^(?:mois|month)/i.test(unit ?? '')) {
    if (anchor.month === null) return null
    const months = anchor.year * 12 + anchor.month - 1 + shift
    return edtf(Math.floor(months / 12), (months % 12) + 1)
  }
  return edtf(anchor.year + shift)
}

function isLast(which: string | undefined): boolean {
  return /^(?:derni|pass|last|écoul)/i.test((which ?? '').normalize('NFC'))
}

function isNext(which: string | undefined): boolean {
  return /^(?:proch|next)/i.test(which ?? '')
}

function numeric({ day, month, year }: Groups): string | undefined {
  const [dayFirst, monthFirst] = [
    edtf(Number(year), Number(month), Number(day)),
    edtf(Number(year), Number(day), Number(month)),
  ]
  if (dayFirst && monthFirst && dayFirst !== monthFirst) return `${dayFirst}?`
  return dayFirst ?? monthFirst ?? undefined
}

function iso({ year, month, day }: Groups): string | undefined {
  return edtf(Number(year), Number(month), day === undefined ? undefined : Number(day)) ?? undefined
}

function yearOf({ year }: Groups): string | undefined {
  return year
}

const S = String.raw`[ \t\u00a0\u202f]+`
const START = String.raw`(?<![\p{L}\p{N}\p{M}])`
const STOP = String.raw`(?![\p{L}\p{N}\p{M}])`
/** Accented letters of the month names, composed or not. */
const FR_MONTH = String.raw`(?:janvier|janv\.|f(?:é|e\u0301|e)vrier|f(?:é|e\u0301)vr\.|mars|avril|mai|juin|juillet|juil\.|ao(?:û|u\u0302|u)t|septembre|sept\.|octobre|oct\.|novembre|nov\.|d(?:é|e\u0301|e)cembre|d(?:é|e\u0301)c\.)`
const FR_DAY = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche'
const EN_MONTH = String.raw`(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)`
const EN_DAY = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'
const YEAR = String.raw`(?:1[5-9]|20)\d{2}`
const FR_WHICH = String.raw`(?<which>derni(?:er|ère|e\u0300re)|prochaine?|pass(?:é|e\u0301)e?)`

function rule(source: string, read: DateRule['read'], flags = 'giu'): DateRule {
  return { pattern: new RegExp(START + source + STOP, flags), read }
}

const ANY_LANGUAGE: readonly DateRule[] = [
  rule(String.raw`(?<year>\d{4})-(?<month>\d{2})(?:-(?<day>\d{2}))?(?!-?\d)`, iso),
  rule(String.raw`(?<day>\d{1,2})[/.](?<month>\d{1,2})[/.](?<year>\d{4})`, numeric),
]

const FRENCH_RULES: readonly DateRule[] = [
  ...ANY_LANGUAGE,
  rule(
    `(?<day>\\d{1,2})(?:er)?(?:${S}(?<month>${FR_MONTH}))?${S}(?:et|au)(?:${S}le)?${S}(?<day2>\\d{1,2})${S}(?<month2>${FR_MONTH})(?:${S}(?<year>${YEAR}))?`,
    interval,
  ),
  rule(
    `(?:(?<weekday>${FR_DAY}),?${S})?(?<day>\\d{1,2})(?:er)?${S}(?<month>${FR_MONTH})(?:${S}(?<year>${YEAR}))?`,
    dayOf,
  ),
  rule(`(?<month>${FR_MONTH})${S}(?<year>${YEAR})`, monthOf),
  rule(`(?<month>${FR_MONTH})${S}${FR_WHICH}`, monthOf),
  rule(`(?<weekday>${FR_DAY})(?:${S}${FR_WHICH})?`, weekdayOf),
  rule(`(?:l[ae]${S})?(?<unit>semaine|mois)${S}${FR_WHICH}`, relativeUnit),
  rule(`(?:l['’])?(?<unit>ann(?:é|e\\u0301)e|an)${S}${FR_WHICH}`, relativeUnit),
  rule(`(?:cette|ce)${S}(?<unit>semaine|mois|ann(?:é|e\\u0301)e)(?!-)`, relativeUnit),
  rule(`(?<word>avant-hier|hier|aujourd['’]hui|après-demain|demain)`, relativeDay),
  rule(`(?<=(?:en|dès|fin|début|courant|mi-)${S})(?<month>${FR_MONTH})`, monthOf),
  rule(
    `(?<=(?:en|depuis|dès|vers|année|années|l['’]an|fin|début|avant|après|de|à|jusqu['’]en)${S})(?<year>${YEAR})(?!${S}?[%€$]|${S}\\p{Ll}{3,})`,
    yearOf,
  ),
  rule(`(?<=(?:en|depuis|dès|année|d['’]ici(?:${S}à)?|jusqu['’]en)${S})(?<year>${YEAR})`, yearOf),
]

const ENGLISH_RULES: readonly DateRule[] = [
  ...ANY_LANGUAGE,
  rule(
    `(?<month>${EN_MONTH})${S}(?<day>\\d{1,2})${S}?(?:and|to|-|–)${S}?(?<day2>\\d{1,2})(?:,?${S}(?<year>${YEAR}))?`,
    interval,
    'gu',
  ),
  rule(
    `(?:(?<weekday>${EN_DAY}),?${S})?(?<month>${EN_MONTH})${S}(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?${S}(?<year>${YEAR}))?`,
    dayOf,
    'gu',
  ),
  rule(
    `(?:(?<weekday>${EN_DAY}),?${S})?(?<day>\\d{1,2})(?:st|nd|rd|th)?${S}(?:of${S})?(?<month>${EN_MONTH})(?:,?${S}(?<year>${YEAR}))?`,
    dayOf,
    'gu',
  ),
  rule(`(?<month>${EN_MONTH})${S}(?<year>${YEAR})`, monthOf, 'gu'),
  rule(`(?<which>last|next)${S}(?<month>${EN_MONTH})`, monthOf, 'gu'),
  rule(`(?:(?<which>last|next)${S})?(?<weekday>${EN_DAY})`, weekdayOf, 'gu'),
  rule(`(?<which>last|next|this)${S}(?<unit>week|month|year)`, relativeUnit),
  rule(`(?<word>yesterday|today|tomorrow)`, relativeDay),
  rule(`(?<=(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil)${S})(?<month>${EN_MONTH})`, monthOf, 'gu'),
  rule(`(?<=(?:in|since|by|until|from|of|year)${S})(?<year>${YEAR})`, yearOf),
]
