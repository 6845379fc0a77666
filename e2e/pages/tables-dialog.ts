import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** The choice of columns for tables, in English, by keys alone. */
export class TablesDialog {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Articles in tables' })
  }

  get preview(): Locator {
    return this.dialog.getByRole('region', { name: 'The first rows' })
  }

  /** Opens it by the palette of commands. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k')
    await this.page.keyboard.type('Choose columns')
    await this.page.keyboard.press('Enter')
    await this.preview.waitFor()
  }

  column(role: string): Locator {
    return this.dialog.getByRole('combobox', { name: new RegExp(`^${role}: `) })
  }

  /** Opens a list of columns and goes to one by the arrows. */
  async choose(role: string, column: string): Promise<void> {
    await this.column(role).focus()
    await this.page.keyboard.press('Enter')
    const options = this.page.getByRole('option')
    const wanted = this.page.getByRole('option', { name: column, exact: true })
    await this.page.locator('[role="option"][data-highlighted]').waitFor()
    const columns = await options.evaluateAll((all) => all.map((each) => each.textContent.trim()))
    const from = await options.evaluateAll((all) => all.findIndex((each) => each.hasAttribute('data-highlighted')))
    const steps = columns.indexOf(column) - from
    for (let i = 0; i < Math.abs(steps); i++) await this.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
    await expect(wanted).toHaveAttribute('data-highlighted')
    await this.page.keyboard.press('Enter')
    await expect(this.column(role)).toHaveAccessibleName(`${role}: ${column}`)
  }

  async press(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).focus()
    await this.page.keyboard.press('Enter')
  }
}
