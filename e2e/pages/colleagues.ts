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

  /** Saves what one said of others' tags, or answered, from the screen of the review. */
  async sendReview(path: string): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.getByRole('button', { name: /^Save (the review|my answers)/ }).click()
    await page.getByText('Your review is saved').waitFor()
  }

  /** Splits the folder: others by name, how much they share, by whom it is read, and the seed; the files lie in a folder. */
  async split(names: readonly string[], how: { percent: number; seed: number }, folder: string): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, folder)
    await this.run('Split the work among people')
    for (const [i, name] of names.entries()) {
      if (i > 0) await page.getByRole('button', { name: 'Add a person' }).click()
      await page.getByLabel(`Name of person ${i + 2}`).fill(name)
    }
    await page.getByLabel('Documents that several annotate').fill(String(how.percent))
    await page.getByLabel('People for each of them').fill(String(names.length + 1))
    await page.getByLabel('Seed').fill(String(how.seed))
    await page.getByRole('switch', { name: 'Blind annotation' }).click()
  }

  /** Runs a command by its words in the palette. */
  async run(words: string): Promise<void> {
    const { page } = this.#running
    await page.keyboard.press('Control+k')
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
  }

  /** Picks a file of layers; its preview or refusal is on screen afterwards. */
  async pick(path: string): Promise<void> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Open a colleague')
    await expect(page.getByRole('option', { name: /Open a colleague’s layers/, selected: true })).toBeVisible()
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
