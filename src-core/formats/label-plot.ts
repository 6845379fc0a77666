import type { LabelSchema } from '../annotation/schema.ts'
import { xmlText } from './xml.ts'

const ROW = 24
const NAME_WIDTH = 170
const BAR_WIDTH = 360
const NUMBER_WIDTH = 80

/** A bar for each label as an SVG picture that any viewer shows alone, in the schema's colours; no script, no font. */
export function labelPlot(labels: ReadonlyMap<string, number>, schema: LabelSchema): string {
  const most = Math.max(1, ...labels.values())
  const colors = new Map(schema.labels.map(({ name, color }) => [name, color]))
  const rows = [...labels].map(([name, count], i) => {
    const width = Math.round((count / most) * BAR_WIDTH)
    const y = i * ROW
    return [
      `<text x="${NAME_WIDTH - 8}" y="${y + 17}" text-anchor="end">${xmlText(cut(name))}</text>`,
      `<rect x="${NAME_WIDTH}" y="${y + 4}" width="${width}" height="16" fill="${colors.get(name) ?? '#5b6470'}"/>`,
      `<text x="${NAME_WIDTH + width + 6}" y="${y + 17}">${count}</text>`,
    ].join('')
  })
  const width = NAME_WIDTH + BAR_WIDTH + NUMBER_WIDTH
  const height = Math.max(1, rows.length) * ROW
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="system-ui, sans-serif" font-size="13" fill="#6b7280"><title>Spans per label</title>${rows.join('')}</svg>\n`
  )
}

function cut(name: string): string {
  const characters = [...name]
  return characters.length > 22 ? `${characters.slice(0, 21).join('')}…` : name
}
