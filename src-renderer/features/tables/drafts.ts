import type { TableChoice, TableGroup, TableRule } from '../../../src-core/source/table-choice.ts'

/** What a person has chosen for a group of tables so far. */
export interface Draft {
  readonly read: boolean
  readonly choice: TableChoice
}

/** What is chosen at first: the rule that holds, else the guess; a dataset with tags of its own is left out. */
export function firstDraft({ rule, guess, sample, header, dataset }: TableGroup): Draft {
  const [first] = sample
  const plain = { text: first?.name ?? '', id: null, title: null, date: null, header, encoding: null, dataset }
  const choice = rule?.choice ?? guess ?? plain
  const read = rule ? rule.choice !== null : guess !== null && dataset === null
  return { read, choice }
}

/** The draft for tables that are looked at in another way: columns that are not there any more are guessed again. */
export function followed(draft: Draft, group: TableGroup): Draft {
  const names = new Set(group.sample.map(({ name }) => name))
  const { text, id, title, date } = draft.choice
  const fits = [text, id, title, date].every((column) => column === null || names.has(column))
  const { header, encoding } = draft.choice
  return fits ? draft : { ...draft, choice: { ...firstDraft({ ...group, rule: null }).choice, header, encoding } }
}

/**
 * The rules that groups and their drafts make. A choice holds for all tables of a folder and kind, also those that come
 * later, unless others of them have other columns; what is left out is left out file by file.
 */
export function rulesOf(groups: readonly (readonly [TableGroup, Draft])[]): TableRule[] {
  return groups.flatMap(([{ pattern, files }, { read, choice }]): TableRule[] => {
    const alone = groups.filter(([other]) => other.pattern === pattern).length === 1
    if (read && alone) return [{ files: pattern, choice }]
    return files.map((file) => ({ files: file, choice: read ? choice : null }))
  })
}
