import { app, dialog } from 'electron'
import type { MainWindow } from './window.ts'
import type { Words } from './words.ts'

/** Says that the page has died, and brings it back or quits, as the person likes. */
export async function offerReload(main: MainWindow, words: Words): Promise<void> {
  if (main.window.isDestroyed()) return
  const { response } = await dialog.showMessageBox(main.window, {
    type: 'error',
    message: words.crashed,
    detail: words.crashedDetail,
    buttons: [words.reload, words.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 0) await main.load()
  else app.quit()
}
