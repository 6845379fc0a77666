import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import type { Running } from '../app.ts'

/** The screen that says how far annotators agree. */
export class Agreement {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  get screen(): Locator {
    return this.#running.page.getByRole('region', { name: 'Agreement' })
  }

  get cases(): Locator {
    return this.#running.page.getByRole('listbox', { name: 'Cases' })
  }

  /** Opens it by its key and waits for the numbers. */
  async open(): Promise<void> {
    await this.#running.page.keyboard.press('F6')
    await this.screen.getByText(/documents? compared/).waitFor()
  }

  /** The number of a measure, which opens its cases. */
  number(measure: string): Locator {
    return this.screen.getByRole('row', { name: measure }).getByRole('button', { name: `${measure}: ` })
  }

  /** Presses a button that saves a file, answers the system’s question with a path, and gives the file. */
  async save(button: string, path: string): Promise<string> {
    const { app, page } = this.#running
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.screen.getByRole('button', { name: button }).click()
    await page.getByText(`Saved at ${path}`).waitFor()
    return readFileSync(path, 'utf8')
  }
}
