import { expect } from '@playwright/test'
import type { Running } from '../app.ts'

/** Sending and opening layers, with the system's own questions answered. */
export class Colleagues {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  /** Saves one's own layers at a path, by the command palette. */
  async send(path: string): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Save my layers')
    await page.keyboard.press('Enter')
    await page.getByText('Your layers are saved').waitFor()
  }

  /** Picks a file of layers; its preview or refusal is on screen afterwards. */
  async pick(path: string): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('colleague’s layers')
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Bring in|Close)$/ })
      .first()
      .waitFor()
  }

  /** Picks a file of layers and brings them in. */
  async receive(path: string): Promise<void> {
    const { page } = this.#running
    await this.pick(path)
    await page.getByRole('button', { name: 'Bring in' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
}
