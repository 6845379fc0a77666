import { app, dialog, type MessageBoxOptions } from 'electron'
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
  const { silent, silentDetail, wait, reload } = words
  const answer = await ask(main, {
    type: 'warning',
    message: silent,
    detail: silentDetail,
    buttons: [wait, reload],
    signal,
  })
  return signal.aborted || answer === 0
}

/** Says that the page has died, and brings it back or quits, as the person likes. */
async function offerReload(main: MainWindow, words: Words): Promise<void> {
  if (main.window.isDestroyed()) return
  const { crashed, crashedDetail, reload, quit } = words
  const answer = await ask(main, { type: 'error', message: crashed, detail: crashedDetail, buttons: [reload, quit] })
  if (answer === 0) await main.load()
  else app.quit()
}

/** The place of the button that was chosen; Esc is the first. */
async function ask({ window }: MainWindow, question: MessageBoxOptions): Promise<number> {
  const { response } = await dialog.showMessageBox(window, { ...question, defaultId: 0, cancelId: 0, noLink: true })
  return response
}
