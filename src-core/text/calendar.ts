/**
 * French and English names of months and weekdays, folded as {@link foldWord} does it, and the calendar sums that
 * dates need. Everything is proleptic Gregorian and counts no time zone.
 */
const MONTH_NAMES: readonly (readonly string[])[] = [
  ['janvier', 'janv', 'january', 'jan'],
  ['fevrier', 'fevr', 'fev', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['aout', 'august', 'aug'],
  ['septembre', 'sept', 'september', 'sep'],
  ['octobre', 'oct', 'october'],
  ['novembre', 'nov', 'november'],
  ['decembre', 'dec', 'december'],
]

const WEEKDAY_NAMES: readonly (readonly string[])[] = [
  ['lundi', 'monday', 'mon'],
  ['mardi', 'tuesday', 'tue', 'tues'],
  ['mercredi', 'wednesday', 'wed'],
  ['jeudi', 'thursday', 'thu', 'thurs'],
  ['vendredi', 'friday', 'fri'],
  ['samedi', 'saturday', 'sat'],
  ['dimanche', 'sunday', 'sun'],
]

const MONTHS = numbered(MONTH_NAMES)
const WEEKDAYS = numbered(WEEKDAY_NAMES)

/** 1 to 12 for a French or English month name, any case, with or without accents and a final point; else null. */
export function monthNumber(name: string): number | null {
  return MONTHS.get(foldWord(name)) ?? null
}

/** 1 (Monday) to 7 for a French or English weekday name, as {@link monthNumber}; else null. */
export function weekdayNumber(name: string): number | null {
  return WEEKDAYS.get(foldWord(name)) ?? null
}

/** The number of days in a month (1 to 12). */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** An EDTF level 0 date: `2024`, `2024-04` or `2024-04-30`; null where there is no such day. */
export function edtf(year: number, month?: number, day?: number): string | null {
  const y = String(year).padStart(4, '0')
  if (month === undefined) return y
  if (month < 1 || month > 12) return null
  const m = `${y}-${String(month).padStart(2, '0')}`
  if (day === undefined) return m
  if (day < 1 || day > daysInMonth(year, month)) return null
  return `${m}-${String(day).padStart(2, '0')}`
}

/** Days since 1970-01-01 of a day; the weekday of day `n` is `weekdayOfDay(n)`. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / DAY_MS
}

/** The EDTF date of a day number. */
export function edtfOfDay(day: number): string {
  const date = new Date(day * DAY_MS)
  return edtf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) ?? ''
}

/** 1 (Monday) to 7. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The ISO 8601 week that holds a day, as TIMEX writes it: `2022-W45`. */
export function weekOfDay(day: number): string {
  const thursday = day - weekdayOfDay(day) + 4
  const year = new Date(thursday * DAY_MS).getUTCFullYear()
  const week = Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}

const DAY_MS = 86_400_000

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function foldWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase()
}

function numbered(names: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(names.flatMap((spellings, i) => spellings.map((name) => [name, i + 1] as const)))
}
