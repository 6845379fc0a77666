import type { Action } from '../../ui/action.ts'
import { canonicalKeys } from '../../ui/keys.ts'

/** The other action that a chord calls already, or null. */
export function ownerOf(keys: string, actions: readonly Action[], besides: string): Action | null {
  const wanted = canonicalKeys(keys)
  const has = (action: Action) => action.keys.some((each) => canonicalKeys(each) === wanted)
  return actions.find((action) => action.id !== besides && has(action)) ?? null
}

/** The chosen keys with one action's set, taken away (`''`), or, with null, back to its original. */
export function withKeys(
  chosen: Readonly<Record<string, string>>,
  action: string,
  keys: string | null,
): Readonly<Record<string, string>> {
  const { [action]: _old, ...others } = chosen
  return keys === null ? others : { ...others, [action]: keys }
}
