import { titleOf, type LabelSchema } from '../../../src-core/annotation/schema.ts'

/**
 * What a label or a relation is called on the screen, by the name that it has in files. Where two would be called alike,
 * or nobody knows the name, it stays the name.
 */
export function titlesOf({ labels, relations }: LabelSchema, language: string): (name: string) => string {
  const titles = new Map<string, string>()
  const taken = new Set([...labels, ...relations].map(({ name }) => name))
  for (const part of [...labels, ...relations]) {
    const title = titleOf(part, language)
    if (titles.has(part.name) || (title !== part.name && taken.has(title))) continue
    titles.set(part.name, title)
    taken.add(title)
  }
  return (name) => titles.get(name) ?? name
}
