import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuItem } from './ipc/contract.ts'

/**
 * Makes the native menu of what the renderer says. Accelerators are shown only: keys are the page's, which knows whether
 * a letter is a label or is being typed.
 */
export function setMenu(items: readonly MenuItem[], choose: (action: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(items.map((item) => templateOf(item, choose))))
}

function templateOf(item: MenuItem, choose: (action: string) => void): MenuItemConstructorOptions {
  switch (item.type) {
    case 'separator':
      return { type: 'separator' }
    case 'role':
      return { role: item.role, label: labelOf(item.title) }
    case 'menu':
      return { label: labelOf(item.title), submenu: item.items.map((each) => templateOf(each, choose)) }
    case 'action':
      return {
        id: item.id,
        label: labelOf(item.title),
        enabled: item.enabled,
        registerAccelerator: false,
        click: () => choose(item.id),
        ...(item.accelerator === undefined ? {} : { accelerator: item.accelerator }),
        ...(item.checked === undefined ? {} : { type: 'checkbox', checked: item.checked }),
      }
  }
}

/** An ampersand would underline the next letter. */
function labelOf(title: string): string {
  return title.replaceAll('&', '&&')
}
