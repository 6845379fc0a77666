import type { MenuItem } from '../../src-main/ipc/contract.ts'
import type { I18n } from '../i18n/i18n.svelte.ts'
import { ACTION_GROUPS, type Action, type ActionGroup } from '../ui/action.ts'
import { toAccelerator } from '../ui/keys.ts'

/** The native menu: every action in its group, the system's own entries beside them. */
export function menuOf(actions: readonly Action[], i18n: I18n): readonly MenuItem[] {
  return ACTION_GROUPS.map((group) => ({
    type: 'menu' as const,
    title: i18n.t(`group.${group}`),
    items: [
      ...itemsOf(
        actions.filter((action) => action.group === group),
        i18n,
      ),
      ...extras(group, i18n),
    ],
  })).filter((menu) => menu.items.length > 0)
}

/** Those alike stand in a submenu, where the first of them would stand. */
function itemsOf(actions: readonly Action[], i18n: I18n): readonly MenuItem[] {
  const submenus = new Map<string, MenuItem[]>()
  return actions.flatMap((action): readonly MenuItem[] => {
    const item = itemOf(action, i18n)
    if (!action.family) return [item]
    const { title } = action.family
    const begun = submenus.get(title)
    if (begun) begun.push(item)
    const items = begun ?? [item]
    submenus.set(title, items)
    return begun ? [] : [{ type: 'menu', title: i18n.t(title), items }]
  })
}

function itemOf(action: Action, { t }: I18n): MenuItem {
  const [keys] = action.keys
  const accelerator = keys === undefined ? null : toAccelerator(keys)
  return {
    type: 'action',
    id: action.id,
    title: action.family?.entry ?? t(action.title, action.params),
    ...(accelerator === null ? {} : { accelerator }),
    enabled: action.when(),
  }
}

const SEPARATOR: MenuItem = { type: 'separator' }

function extras(group: ActionGroup, { t }: I18n): readonly MenuItem[] {
  if (group === 'file') return [SEPARATOR, { type: 'role', role: 'quit', title: t('action.quit') }]
  if (group === 'edit')
    return [
      SEPARATOR,
      { type: 'role', role: 'cut', title: t('action.cut') },
      { type: 'role', role: 'copy', title: t('action.copy') },
      { type: 'role', role: 'paste', title: t('action.paste') },
      { type: 'role', role: 'selectAll', title: t('action.select-all') },
    ]
  if (group === 'view')
    return [
      SEPARATOR,
      { type: 'role', role: 'togglefullscreen', title: t('action.full-screen') },
      { type: 'role', role: 'toggleDevTools', title: t('action.developer-tools') },
    ]
  return []
}
