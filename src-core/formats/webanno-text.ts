/** The layers that Postil writes. */
export const NAMED_ENTITY = 'de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity'
export const RELATION = 'webanno.custom.PostilRelation'

const CONTROLS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** Text of sentences and tokens. */
export function escapeText(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (character) => CONTROLS[character] ?? character)
}

/** Values of features, in which some characters have a meaning. */
export function escapeValue(value: string): string {
  return escapeText(value).replace(/->|[[\]|_;*]/g, (reserved) => `\\${reserved}`)
}

export function unescape(text: string): string {
  return text.replace(/\\(->|[^])/g, (_, character: string) => {
    if (character === 'n') return '\n'
    if (character === 'r') return '\r'
    return character === 't' ? '\t' : character
  })
}

export interface CellPart {
  /** Still escaped. */
  readonly value: string
  /** What stands in the brackets, or null. */
  readonly mark: string | null
}

/** The parts of a cell, divided by `|`; none for `_`. */
export function partsOf(cell: string): CellPart[] {
  if (cell === '_' || cell === '') return []
  return (cell.match(/(?:\\[^]|[^|\\])+/g) ?? []).map((part) => {
    const [, value, mark] = /^((?:\\[^]|[^\\[])*)\[(\d{1,9}(?:_\d{1,9})?)\]$/.exec(part) ?? []
    return value === undefined ? { value: part, mark: null } : { value, mark: mark ?? null }
  })
}
