import type { Icon } from './icon.ts'

/** An entry of a drop-down menu. `checked` makes it one of several to choose from. */
export type MenuEntry =
  | {
      readonly type: 'item'
      readonly id: string
      readonly title: string
      readonly detail?: string | undefined
      readonly icon?: Icon | undefined
      readonly keys?: string | undefined
      readonly checked?: boolean | undefined
      readonly disabled?: boolean | undefined
      readonly run: () => void
    }
  | { readonly type: 'heading'; readonly id: string; readonly title: string }
  | { readonly type: 'separator'; readonly id: string }
