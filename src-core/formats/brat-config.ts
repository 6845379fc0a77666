import type { Attribute, LabelSchema } from '../annotation/schema.ts'
import { bratValue } from './brat-values.ts'
import { wordOf } from './fit.ts'

/** `annotation.conf`, which brat needs to show and to edit, and `visual.conf` with the labels' colours. */
export function bratConfig(schema: LabelSchema): { readonly annotation: string; readonly visual: string } {
  const names = new Map(schema.labels.map(({ id, name }) => [id, wordOf(name)]))
  const ends = (ids: readonly string[]) => (ids.length ? ids.map((id) => names.get(id) ?? id).join('|') : '<ENTITY>')
  const relations = schema.relations.map(
    ({ name, from, to }) => `${wordOf(name)}\tArg1:${ends(from)}, Arg2:${ends(to)}`,
  )
  const attributes = schema.labels.flatMap((label) =>
    label.attributes.map((one) => attributeLine(one, wordOf(label.name))),
  )
  const sections = { entities: [...names.values()], relations, events: [], attributes: [...new Set(attributes)] }
  const drawing = schema.labels.map(({ name, color }) => `${wordOf(name)}\tbgColor:${color}`)
  const shown = schema.labels.map(({ name, badge }) => `${wordOf(name)} | ${[name, badge].filter(Boolean).join(' | ')}`)
  return { annotation: conf(sections), visual: conf({ labels: shown, drawing }) }
}

function attributeLine({ name, kind, options }: Attribute, label: string): string {
  const values = kind === 'boolean' ? [] : (options ?? []).map(({ value }) => bratValue(value) ?? '')
  return `${wordOf(name)}\tArg:${label}${values.length ? `, Value:${values.join('|')}` : ''}`
}

function conf(sections: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(sections)
    .map(([name, lines]) => `[${name}]\n${lines.map((line) => `${line}\n`).join('')}`)
    .join('\n')
}
