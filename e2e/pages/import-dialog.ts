import { expect, type Locator } from '@playwright/test'
import type { Running } from '../app.ts'

/** Importing a dataset, with the system's own question answered. */
export class ImportDialog {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  get dialog(): Locator {
    return this.#running.page.getByRole('dialog')
  }

  get status(): Locator {
    return this.dialog.getByRole('status')
  }

  /** Opens the dialog by the command palette. */
  async begin(): Promise<void> {
    const { page } = this.#running
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Import a dataset')
    await page.keyboard.press('Enter')
    await this.dialog.getByRole('button', { name: 'Choose a file…' }).waitFor()
  }

  /** Picks a file or a folder; its preview or refusal is on screen afterwards. */
  async pick(path: string, kind: 'file' | 'folder' = 'file'): Promise<void> {
    await this.begin()
    const { app } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await this.dialog.getByRole('button', { name: `Choose a ${kind}…` }).click()
    await this.dialog
      .getByRole('button', { name: /^(Import|Try|Close)$/ })
      .first()
      .waitFor()
  }

  /** Says what becomes of something in the dataset. */
  async choose(name: string, choice: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: new RegExp(`^${name} becomes:`) }).click()
    await this.#running.page.getByRole('option', { name: choice, exact: true }).click()
  }

  async apply(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(this.dialog).toHaveCount(0)
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).first().click()
    await expect(this.dialog).toHaveCount(0)
  }
}
