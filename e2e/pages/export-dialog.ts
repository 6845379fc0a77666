import type { Locator } from '@playwright/test'
import type { Running } from '../app.ts'

/** The export dialog and the system's own question for a place. */
export class ExportDialog {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  /** Opens the dialog by its key, answers the system's question with a path, exports, and waits for the summary. */
  async exportTo(
    path: string,
    alsoStates: readonly string[] = [],
    format: string | null = null,
    choose: (dialog: Locator) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.keyboard.press('Control+e')
    for (const state of alsoStates) await page.getByRole('dialog').getByRole('checkbox', { name: state }).check()
    if (format !== null) {
      await page
        .getByRole('dialog')
        .getByRole('combobox', { name: /^Format:/ })
        .click()
      await page.getByRole('option', { name: format, exact: true }).click()
    }
    await choose(page.getByRole('dialog'))
    await page.getByRole('button', { name: 'Choose…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
    const done = page.getByText('The dataset is ready')
    const write = page.getByRole('button', { name: 'Export all the same' })
    await write.or(done).waitFor()
    if (await write.isVisible()) await write.click()
    await done.waitFor()
  }
}
