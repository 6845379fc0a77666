import { articleHead } from '../text/anatomy.ts'

/** Which columns of a table make its rows articles; the others are metadata. */
export interface Columns {
  readonly text: string
  /** Null: a row is known by its text. */
  readonly id: string | null
  readonly title: string | null
  readonly date: string | null
}

/** A column as a sample of rows shows it; empty where a row has nothing. */
export interface ColumnSample {
  readonly name: string
  readonly values: readonly string[]
}

const TEXT = /^(?:full_?|main_?)?(?:text|texte|content|contenu|body|corps|article)s?$/i
const ID = /^_?(?:id|uid|uuid|guid|key|cle|ref|reference|identifiant|identifier|numero|num)$|(?:^|[_ .-])id$/i
const ADDRESS = /^(?:url|uri|link|lien|adresse)$/i
const TITLE = /^(?:title|titre|headline|heading|intitule)$/i
const DATE = /date|publi|^(?:jour|day|pubdate|created_at)$/i

/** A text column has at least so many characters on average, unless its name says that it is one. */
const SHORTEST_TEXT = 80
const LONGEST_ID = 120
/** Of the values that are there; one in five may be broken. */
const DATES_SHARE = 0.8

/** The columns that make most sense, or null when none reads like articles. Ties go to the column that comes first. */
export function guessColumns(columns: readonly ColumnSample[]): Columns | null {
  const text = textColumn(columns)
  if (text === null) return null
  const others = columns.filter(({ name }) => name !== text)
  const named = (pattern: RegExp, fits: (column: ColumnSample) => boolean): string | null =>
    others.find((column) => pattern.test(folded(column.name)) && fits(column))?.name ?? null
  const filled = ({ values }: ColumnSample) => values.some((value) => value.trim() !== '')
  return {
    text,
    id: named(ID, isKey) ?? named(ADDRESS, isKey),
    title: named(TITLE, filled),
    date: named(DATE, isDates) ?? others.find(isDates)?.name ?? null,
  }
}

/** The EDTF date that a cell says, in the forms that the headers of articles have or as a year; null for anything else. */
export function dateIn(cell: string): string | null {
  const value = cell.trim()
  if (/^(?:1[5-9]|20)\d\d$/.test(value)) return value
  return value.length > 80 ? null : articleHead(value).date
}

function textColumn(columns: readonly ColumnSample[]): string | null {
  const named = columns.filter(({ name, values }) => TEXT.test(folded(name)) && meanLength(values) > 0)
  const long = columns.filter(({ values }) => meanLength(values) >= SHORTEST_TEXT)
  const [best] = [...(named.length > 0 ? named : long)].sort((a, b) => meanLength(b.values) - meanLength(a.values))
  return best?.name ?? null
}

function meanLength(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length)
}

function isKey({ values }: ColumnSample): boolean {
  const keys = values.map((value) => value.trim())
  return keys.every((key) => key !== '' && key.length <= LONGEST_ID) && new Set(keys).size === keys.length
}

function isDates({ values }: ColumnSample): boolean {
  const said = values.filter((value) => value.trim() !== '')
  return said.length > 0 && said.filter((value) => dateIn(value) !== null).length >= said.length * DATES_SHARE
}

function folded(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
}
