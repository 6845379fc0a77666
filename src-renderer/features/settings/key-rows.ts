import { ACTION_GROUPS, type Action, type ActionGroup } from '../../ui/action.ts'
import { canonicalKeys } from '../../ui/keys.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'

/** One line of the keyboard map. */
export interface KeyRow {
  readonly id: string
  readonly title: MessageKey
  readonly params: Action['params']
  readonly keys: readonly string[]
  /** What the key itself is where the line stands for all labels; the chord is one of theirs. */
  readonly anyOf: 'letter' | 'digit' | null
}

/** The actions that have keys, by group; what can be done with each label is one line and not one per label. */
export function keyRows(actions: readonly Action[]): readonly { group: ActionGroup; rows: readonly KeyRow[] }[] {
  return ACTION_GROUPS.map((group) => ({
    group,
    rows: rowsOf(actions.filter((action) => action.group === group && action.keys.length > 0)),
  })).filter(({ rows }) => rows.length > 0)
}

function rowsOf(actions: readonly Action[]): readonly KeyRow[] {
  const families = new Map<string, Action[]>()
  for (const action of actions) {
    const family = families.get(familyOf(action))
    if (family) family.push(action)
    else families.set(familyOf(action), [action])
  }
  return [...families.values()].flatMap((family) => {
    const [first] = family
    const anyOf = first && family.length > 1 ? kindOf(first) : null
    return anyOf && first ? [{ ...lineOf(first), anyOf }] : family.map(lineOf)
  })
}

/** Actions of one family differ in the label only, and are called by the same modifiers. */
function familyOf(action: Action): string {
  const kind = kindOf(action)
  return kind ? `${action.title} ${modifiersOf(action)}${kind}` : action.id
}

function kindOf({ params, keys: [chord = ''], keys }: Action): KeyRow['anyOf'] {
  const key = canonicalKeys(chord)?.split('+').at(-1) ?? ''
  if (!params?.['label'] || keys.length !== 1) return null
  return /^\d$/.test(key) ? 'digit' : /^\p{L}$/u.test(key) ? 'letter' : null
}

function modifiersOf({ keys: [chord = ''] }: Action): string {
  return (canonicalKeys(chord) ?? chord).replace(/[^+]+$/, '')
}

function lineOf({ id, title, params, keys }: Action): KeyRow {
  return { id, title, params, keys, anyOf: null }
}
