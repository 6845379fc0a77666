import type { MessageKey } from '../i18n/catalogue.ts'
import type { Params } from '../i18n/message.ts'
import { isBare, matchesKeys, type KeyPress, type Platform } from './keys.ts'

export const ACTION_GROUPS = ['file', 'edit', 'tag', 'go', 'view', 'help'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** Something a person can do, as data: it feeds the menu, the palette, the tool bar, the key map and the keyboard. */
export interface Action {
  readonly id: string
  readonly title: MessageKey
  /** What the title names, such as a label. */
  readonly params?: Params
  readonly group: ActionGroup
  /** Where it stands in the native menu when it is one of many alike: a submenu, and the shorter name it may have there. */
  readonly family?: { readonly title: MessageKey; readonly entry?: string }
  /** Chords as `Ctrl+Shift+K`, see `keys.ts`; the first is the one that is printed. */
  readonly keys: readonly string[]
  /** Whether it can be done now. */
  readonly when: () => boolean
  readonly run: () => void
}

/**
 * The first action that a key press calls and that can run now, or null. `typing` tells that the press goes into a
 * text field: then chords without Ctrl or Alt are text, not commands.
 */
export function actionFor(
  press: KeyPress,
  actions: readonly Action[],
  platform: Platform,
  typing: boolean,
): Action | null {
  const called = (keys: string) => !(typing && isBare(keys)) && matchesKeys(keys, press, platform)
  return actions.find((action) => action.keys.some(called) && action.when()) ?? null
}

/** The actions under a person's own keys: where `chosen` names an action, its keys are those instead. */
export function withChosenKeys(
  actions: readonly Action[],
  chosen: Readonly<Record<string, string>>,
): readonly Action[] {
  return actions.map((action) => {
    const keys = chosen[action.id]
    return keys === undefined ? action : { ...action, keys: keys === '' ? [] : [keys] }
  })
}
