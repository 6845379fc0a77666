import type { Grant } from '../../src-main/ipc/contract.ts'
import type { Action } from '../ui/action.ts'
import type { Theme } from '../ui/label-colors.ts'

/** Whether what is on screen is on the disk. */
export type SavedState = 'saved' | 'saving' | 'failed' | 'read-only'

/**
 * The actions that the tool bar shows, by id: `toggle-list`, `open-folder`, `open-samples`, `reveal-folder`, `rescan`,
 * `palette`, `undo`, `redo`, `export`, `settings`. One that is missing is not shown.
 */
export type ToolActions = readonly Action[]

export interface FolderPlace {
  readonly open: Grant | null
  readonly recent: readonly Grant[]
}

export interface ToolBarProps {
  readonly folder: FolderPlace
  readonly actions: ToolActions
  readonly saved: SavedState
  readonly annotator: string | null
  readonly theme: 'system' | Theme
  readonly ontheme: (theme: 'system' | Theme) => void
  readonly onrecent: (grant: Grant) => void
}
