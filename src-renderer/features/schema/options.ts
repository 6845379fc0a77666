import type { AttributeOption } from '../../../src-core/annotation/schema.ts'

/** Options as people type them: one a line, `value = French title`. */
export function optionsText(options: readonly AttributeOption[]): string {
  return options.map(({ value, titles }) => (titles?.['fr'] ? `${value} = ${titles['fr']}` : value)).join('\n')
}

/** What was typed as options; other titles and keys of the known ones stay, new ones get the next free digit. */
export function optionsFrom(text: string, known: readonly AttributeOption[]): AttributeOption[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const renamed = lines.length === known.length
  const found = lines.map((line, i): AttributeOption => {
    const [value = '', ...rest] = line.split('=').map((part) => part.trim())
    const old = known.find((option) => option.value === value) ?? (renamed ? known[i] : undefined)
    const { fr: _fr, ...others } = old?.titles ?? {}
    const titles = rest.length ? { ...others, fr: rest.join('=') } : others
    return { value, ...(Object.keys(titles).length ? { titles } : {}), ...(old?.key ? { key: old.key } : {}) }
  })
  const taken = new Set(found.map(({ key }) => key))
  return found.map((option) => {
    const key = option.key ?? ['1', '2', '3', '4', '5', '6', '7', '8', '9'].find((digit) => !taken.has(digit))
    taken.add(key)
    return key === undefined ? option : { ...option, key }
  })
}

/** Options that stand in the same line under another value: the tags that hold the old one follow. */
export function renamedOptions(
  known: readonly AttributeOption[],
  next: readonly AttributeOption[],
): Readonly<Record<string, string>> {
  if (known.length !== next.length) return {}
  const kept = new Set(next.map(({ value }) => value))
  return Object.fromEntries(
    known.flatMap(({ value }, i) => (kept.has(value) ? [] : [[value, next[i]?.value ?? value] as const])),
  )
}
