import type { Running } from '../app.ts'

/** The export dialog and the system's own question for a place. */
export class ExportDialog {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  /** Opens the dialog by its key, answers the system's question with a path, exports, and waits for the summary. */
  async exportTo(path: string, alsoStates: readonly string[] = []): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.keyboard.press('Control+e')
    for (const state of alsoStates) await page.getByRole('dialog').getByRole('checkbox', { name: state }).check()
    await page.getByRole('button', { name: 'Choose…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText('The dataset is ready').waitFor()
  }
}
