import type { AgreementDocument, AgreementLayer, AgreementSpan } from '../document.ts'

/** A layer from `LABEL start-end`, separated by commas; several ranges with `+`. */
function layer(text: string): AgreementLayer {
  const spans = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, i): AgreementSpan => {
      const [label = '', places = ''] = part.split(' ')
      const ranges = places.split('+').map((place): [number, number] => {
        const [start = 0, end = 0] = place.split('-').map(Number)
        return [start, end]
      })
      return { id: `s${i}`, ranges, label, attributes: {} }
    })
  return { state: 'done', spans, relations: [] }
}

/** A document of one-character tokens. */
export function document(id: string, length: number, layers: Record<string, string>): AgreementDocument {
  return {
    id,
    length,
    tokens: Array.from({ length }, (_, i): [number, number] => [i, i + 1]),
    excluded: [],
    layers: Object.fromEntries(Object.entries(layers).map(([name, spans]) => [name, layer(spans)])),
  }
}

/**
 * One document a unit, one token a document: rows are annotators, each character the category of a unit; `.` is missing
 * and `-` is a token without label.
 */
export function ratings(rows: Record<string, string>): AgreementDocument[] {
  const units = Math.max(...Object.values(rows).map((row) => row.length))
  return Array.from({ length: units }, (_, u) => {
    const here = Object.entries(rows).filter(([, row]) => row[u] !== undefined && row[u] !== '.')
    return document(
      `unit ${String(u).padStart(3, '0')}`,
      1,
      Object.fromEntries(here.map(([name, row]) => [name, row[u] === '-' ? '' : `${row[u] ?? ''} 0-1`])),
    )
  })
}

/** Two annotators whose confusion table is the given one; category 0 is a token without label, the others are labels. */
export function confusionTable(table: readonly (readonly number[])[]): AgreementDocument[] {
  let [a, b] = ['', '']
  const sign = (k: number) => (k === 0 ? '-' : String(k))
  for (const [i, row] of table.entries())
    for (const [j, times] of row.entries()) {
      a += sign(i).repeat(times)
      b += sign(j).repeat(times)
    }
  return ratings({ a, b })
}
