import { app, dialog } from 'electron'
import type { MainWindow } from './window.ts'
import type { Words } from './words.ts'

interface PageKeeper {
  readonly words: () => Words
  /** Stops everything that a page started which is no more. */
  readonly forgetPage: () => void
}

/** Asks what is to be done about a page that has died, and about one that does not answer. */
export function watchPage(main: MainWindow, { words, forgetPage }: PageKeeper): void {
  const { webContents } = main.window
  /** Ends the question whether to wait; null while none is asked. */
  let question: AbortController | null = null
  let givenUp = false
  webContents.on('unresponsive', () => {
    if (question) return
    question = new AbortController()
    void offerWait(main, words(), question.signal).then((wait) => {
      question = null
      if (wait || webContents.isDestroyed()) return
      givenUp = true
      webContents.forcefullyCrashRenderer()
    })
  })
  webContents.on('responsive', () => question?.abort())
  webContents.on('render-process-gone', (_event, { reason }) => {
    question?.abort()
    forgetPage()
    if (givenUp) void main.load()
    else if (reason !== 'clean-exit') void offerReload(main, words())
    givenUp = false
  })
}

/** Answers whether to wait; the question goes by itself, with that answer, when the signal is aborted. */
async function offerWait(main: MainWindow, words: Words, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(main.window, {
    type: 'warning',
    message: words.silent,
    detail: words.silentDetail,
    buttons: [words.wait, words.reload],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  })
  return signal.aborted || response === 0
}

/** Says that the page has died, and brings it back or quits, as the person likes. */
async function offerReload(main: MainWindow, words: Words): Promise<void> {
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
