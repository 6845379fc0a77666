import type { Locator } from '@playwright/test'
import type { Running } from '../app.ts'

/** What a person does in the editor of the label schema, in English. */
export class SchemaEditorPage {
  readonly #running: Running

  constructor(running: Running) {
    this.#running = running
  }

  get region(): Locator {
    return this.#running.page.getByRole('region', { name: 'Label schema' })
  }

  get parts(): Locator {
    return this.region.getByRole('navigation', { name: 'Labels and relations' })
  }

  get dialog(): Locator {
    return this.#running.page.getByRole('dialog')
  }

  async open(): Promise<void> {
    await this.#running.page.keyboard.press('F7')
    await this.region.waitFor()
  }

  async choose(label: string): Promise<void> {
    await this.parts.getByRole('button', { name: new RegExp(label) }).click()
  }

  field(name: string): Locator {
    return this.region.getByRole('textbox', { name, exact: true })
  }

  button(name: string): Locator {
    return this.region.getByRole('button', { name, exact: true })
  }

  async apply(): Promise<void> {
    await this.button('Apply').click()
  }

  /** Answers the dialog that shows what a change touches. */
  async confirm(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Apply' }).click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  /** Answers the system's questions for a place to save to, and for a file to open. */
  async answerFiles(path: string): Promise<void> {
    await this.#running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
  }
}
