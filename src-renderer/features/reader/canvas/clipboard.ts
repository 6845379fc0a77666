import type { ReaderController } from '../reader-controller.svelte.ts'
import type { TextPage } from './text-page.ts'

/** Copies exactly the text of the file, line breaks and all, and selects all of it, seen or not. */
export function listenToClipboard(page: TextPage, controller: ReaderController, signal: AbortSignal): void {
  page.root.addEventListener(
    'copy',
    (event) => {
      if (!controller.caret.hasSelection) return
      const [start, end] = controller.caret.selection
      event.clipboardData?.setData('text/plain', controller.text.slice(start, end))
      event.preventDefault()
    },
    { signal },
  )
}
