import { edtf, monthNumber, weekdayNumber } from './calendar.ts'
import { isFurniture } from './furniture.ts'
import type { Range } from './offset.ts'

type FieldName = 'title' | 'date' | 'time' | 'source' | 'place' | 'author' | 'section' | 'url' | 'byline'

/** A piece of metadata that stands in the text itself. */
export interface HeaderField {
  readonly name: FieldName
  /** A date as EDTF, anything else as it is written, trimmed. */
  readonly value: string
  /** The characters that say it, so that a reader can dim them; fields of one line may share a range. */
  readonly range: Range
}

export interface ArticleHead {
  /** The title line, else the first sentence, or its first words where it is very long; empty for an empty text. */
  readonly title: string
  /** EDTF (`2021-12`, `2024-04-30`, `2024-04-05?` where day and month could be swapped), or null. */
  readonly date: string | null
  /** All that was found, under {@link FieldName}; `title` is absent where no line is a title. */
  readonly fields: Record<string, string>
}

/** How far into the text a header is looked for, in code units, and in lines that say something. */
const HEAD_LENGTH = 2400
const HEAD_LINES = 12
/** A longer line is a paragraph: the header ends before it. */
const LONGEST_TITLE = 200
const LONGEST_SENTENCE_TITLE = 130
const LONGEST_BYLINE = 100
const UNKNOWN_LINES = 2

/** What the beginning of an article says about it. Reads the head only, whatever the length of the text. */
export function articleHead(text: string): ArticleHead {
  const { found, body } = readHeader(text)
  const fields: Record<string, string> = {}
  for (const { name, value } of found) fields[name] ??= value
  return { title: fields['title'] ?? firstWords(text, body), date: fields['date'] ?? null, fields }
}

/** The header fields of an article in text order, each with the characters that say it. */
export function headerFields(text: string): readonly HeaderField[] {
  return readHeader(text).found
}

interface Header {
  found: HeaderField[]
  /** Where the text that a derived title is taken from begins. */
  body: number
}

interface Line {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether more than white space follows it. */
  readonly followed: boolean
}

const INLINE_DATE = /\s*(date\s*:?\s*(\d{4}(?:-\d{2}){0,2}))(?:[ \t\u00a0]+|(?=\r?\n)|$)/iy

function readHeader(text: string): Header {
  const head = text.slice(0, HEAD_LENGTH)
  const header: Header = { found: [], body: 0 }
  INLINE_DATE.lastIndex = 0
  const inline = INLINE_DATE.exec(head)
  const date = inline?.[2] && isoDate(inline[2])
  if (inline?.[1] && date) {
    const start = inline[0].indexOf(inline[1])
    header.found.push({ name: 'date', value: date, range: [start, start + inline[1].length] })
    header.body = inline[0].length
  }
  readLines(head, text.length > HEAD_LENGTH, header)
  return header
}

function readLines(head: string, cut: boolean, header: Header): void {
  let unknown = 0
  let kicker: Line | null = null
  let titled = false
  for (const line of lines(head, header.body, cut)) {
    const fields = line.text.length > LONGEST_TITLE ? null : fieldsOf(line)
    if (fields) {
      header.found.push(...fields)
      titled ||= fields.some((field) => field.name === 'title')
      if (!titled) header.body = line.end
    } else if (isFurniture(line.text)) {
      if (!titled) header.body = line.end
    } else if (isKicker(line)) {
      if (titled) header.found.push(field('section', line))
      else kicker ??= line
    } else if (!titled && isTitle(line)) {
      header.found.push(...(kicker ? [field('section', kicker)] : []), field('title', line))
      titled = true
    } else if (!titled || line.text.length > LONGEST_BYLINE || ++unknown > UNKNOWN_LINES) break
  }
  if (!titled && kicker?.followed) header.found.push(field('title', kicker))
  header.found.sort((a, b) => a.range[0] - b.range[0])
}

/** The lines that are not blank, trimmed; the last one may be cut off at the end of the head. */
function* lines(head: string, from: number, cut: boolean): Generator<Line> {
  let count = 0
  for (let at = from; at < head.length && count < HEAD_LINES;) {
    const found = nextBreak(head, at)
    const text = head.slice(at, found).trim()
    if (text) {
      const start = head.indexOf(text, at)
      count++
      yield { text, start, end: start + text.length, followed: cut || /\S/.test(head.slice(found)) }
    }
    at = found + 1
  }
}

function nextBreak(head: string, from: number): number {
  for (let i = from; i < head.length; i++) {
    const unit = head.charCodeAt(i)
    if (unit === 10 || unit === 13) return i
  }
  return head.length
}

function fieldsOf(line: Line): HeaderField[] | null {
  return dateLine(line) ?? keyLine(line) ?? authorLine(line) ?? slashLine(line) ?? markdownTitle(line)
}

function field(name: FieldName, line: Line, value: string = line.text): HeaderField {
  return { name, value, range: [line.start, line.end] }
}

const DATE_LEAD =
  /^(?:(?:publi[ée]e? le|mis[e]? à jour le|post[ée]e? le|modifi[ée]e? le|le|date|published(?: on)?|posted(?: on)?|updated(?: on)?|on)\s*:?\s+)?/i
const TIME = String.raw`(?:[\s,\u00a0–-]*(?:à|at)?\s*(\d{1,2})\s?[:h]\s?(\d{2})(?::\d{2})?(?:\s?(?:am|pm|gmt|utc|z))?)?`
const WEEKDAY = String.raw`(?:([\p{L}]{3,9})\.?\s*,?\s+)?`
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:er|st|nd|rd|th)?\s+(\p{L}{3,9})\.?,?\s+(\d{4})${TIME}$`,
  'iu',
)
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TIME}$`,
  'iu',
)
const ISO = new RegExp(
  String.raw`^(\d{4}-\d{2}(?:-\d{2})?)(?:T(\d{2}):(\d{2})[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?|${TIME})$`,
  'iu',
)
const NUMERIC = new RegExp(String.raw`^${WEEKDAY}(\d{1,2})[/.](\d{1,2})[/.](\d{4})${TIME}$`, 'iu')

/** A line that is nothing but a date, perhaps with `Publié le`, a weekday and a time. */
function dateLine(line: Line): HeaderField[] | null {
  if (line.text.length > 80 || !/\d/.test(line.text)) return null
  const text = line.text.normalize('NFC').replace(DATE_LEAD, '')
  const read = readIso(text) ?? readDayFirst(text) ?? readMonthFirst(text) ?? readNumeric(text)
  if (!read?.date) return null
  const time = read.hour && read.minute ? `${read.hour.padStart(2, '0')}:${read.minute}` : null
  return [field('date', line, read.date), ...(time ? [field('time', line, time)] : [])]
}

interface DateRead {
  readonly date: string | null
  readonly hour: string | undefined
  readonly minute: string | undefined
}

function readIso(text: string): DateRead | null {
  const match = ISO.exec(text)
  return match?.[1] ? { date: isoDate(match[1]), hour: match[2] ?? match[4], minute: match[3] ?? match[5] } : null
}

function readDayFirst(text: string): DateRead | null {
  const match = DAY_FIRST.exec(text)
  return match && named(match[1], match[3], match[2], match[4], match[5], match[6])
}

function readMonthFirst(text: string): DateRead | null {
  const match = MONTH_FIRST.exec(text)
  return match && named(match[1], match[2], match[3], match[4], match[5], match[6])
}

function named(
  weekday?: string,
  month?: string,
  day?: string,
  year?: string,
  hour?: string,
  minute?: string,
): DateRead {
  const number = monthNumber(month ?? '')
  const wrong = number === null || (weekday !== undefined && weekdayNumber(weekday) === null)
  return { date: wrong ? null : edtf(Number(year), number, Number(day)), hour, minute }
}

/** `30/04/2024`: day first, as in France; `?` where the other order would be a date as well. */
function readNumeric(text: string): DateRead | null {
  const match = NUMERIC.exec(text)
  if (!match || (match[1] !== undefined && weekdayNumber(match[1]) === null)) return null
  const [day, month, year] = [Number(match[2]), Number(match[3]), Number(match[4])]
  const [dayFirst, monthFirst] = [edtf(year, month, day), edtf(year, day, month)]
  const date = dayFirst && monthFirst && dayFirst !== monthFirst ? `${dayFirst}?` : (dayFirst ?? monthFirst)
  return { date, hour: match[5], minute: match[6] }
}

function isoDate(text: string): string | null {
  const [year, month, day] = text.split('-').map(Number)
  return year === undefined ? null : edtf(year, month, day)
}

const KEYS: Readonly<Record<string, FieldName>> = {
  titre: 'title',
  title: 'title',
  auteur: 'author',
  author: 'author',
  source: 'source',
  url: 'url',
  lien: 'url',
  rubrique: 'section',
  section: 'section',
}
const KEY_LINE = /^(\p{L}{3,8})\s?:\s+(\S.*)$/u

function keyLine(line: Line): HeaderField[] | null {
  if (/^https?:\/\/\S+$/.test(line.text)) return [field('url', line)]
  const match = KEY_LINE.exec(line.text)
  const name = KEYS[match?.[1]?.toLowerCase() ?? '']
  return name && match?.[2] ? [field(name, line, match[2])] : null
}

const AUTHOR = /^(?:par|by)\s*:?\s+(\p{Lu}[\p{L}.'’-]*(?:\s+(?:\p{Lu}|d[eu’']|v[ao]n|el|al)[\p{L}.'’-]*){0,4})$/iu

function authorLine(line: Line): HeaderField[] | null {
  const name = AUTHOR.exec(line.text)?.[1]
  return name && /^\p{Lu}/u.test(name) ? [field('author', line, name)] : null
}

/** `Site/ Ville/ Prénom Nom`: with three pieces each is known, with two or four only that it is a byline. */
function slashLine(line: Line): HeaderField[] | null {
  if (line.text.length > LONGEST_BYLINE || !line.text.includes('/') || /[.!?:;]$|\/\//.test(line.text)) return null
  const pieces = line.text.split('/').map((piece) => piece.trim())
  if (pieces.length < 2 || pieces.length > 4) return null
  if (!pieces.every((piece) => /^\p{Lu}/u.test(piece) && piece.split(/\s+/).length <= 5)) return null
  const byline = field('byline', line)
  const [source, place, author] = pieces
  if (pieces.length !== 3 || !source || !place || !author) return [byline]
  return [field('source', line, source), field('place', line, place), field('author', line, author), byline]
}

function markdownTitle(line: Line): HeaderField[] | null {
  const title = /^#\s+(\S.*)$/.exec(line.text)?.[1]
  return title ? [field('title', line, title)] : null
}

/** A short line in capitals above or below the title: the section, or the country. */
function isKicker(line: Line): boolean {
  return line.text.length <= 40 && /^\p{Lu}[\p{Lu}\s'’-]+$/u.test(line.text) && line.text.split(/\s+/).length <= 3
}

/** A line of its own that is short enough, and one sentence if it ends like one. */
function isTitle(line: Line): boolean {
  if (!line.followed || line.text.length > LONGEST_TITLE || !/\p{L}/u.test(line.text)) return false
  if (!/[.!?…]["»”\s]*$/.test(line.text)) return !/[,;]$/.test(line.text)
  return line.text.length <= LONGEST_SENTENCE_TITLE && !/[.!?…]["»”\s]*\s+\p{Lu}/u.test(line.text)
}

/** The first sentence, or as many of its words as fit into a title: the text's own, with nothing put to them. */
function firstWords(text: string, from: number): string {
  const start = text.slice(from, from + HEAD_LENGTH).trimStart()
  const line = start.slice(0, nextBreak(start, 0)).replace(/\s+/g, ' ').trim()
  const sentence = /^.{15,}?[.!?…](?=\s*["»”]?\s*(?:\p{Lu}|$))/u.exec(line)?.[0] ?? line
  if (sentence.length <= LONGEST_TITLE) return sentence
  const space = sentence.lastIndexOf(' ', LONGEST_TITLE)
  return sentence.slice(0, space > 0 ? space : LONGEST_TITLE).replace(/[\s,;:«“"('’-]+$/, '')
}
