import type { Locator, Page } from '@playwright/test'

/** What a person does in the search of the whole folder, in English. */
export class ConcordancePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get region(): Locator {
    return this.page.getByRole('region', { name: 'Concordance' })
  }

  get hits(): Locator {
    return this.region.getByRole('listbox', { name: 'Hits' })
  }

  get lines(): Locator {
    return this.hits.getByRole('option')
  }

  get ticked(): Locator {
    return this.hits.getByRole('option', { selected: true })
  }

  get field(): Locator {
    return this.region.getByRole('textbox', { name: 'Search the whole folder' })
  }

  button(name: string | RegExp): Locator {
    return this.region.getByRole('button', { name })
  }

  /** Opens it by its key and searches. */
  async search(text: string): Promise<void> {
    if (!(await this.region.isVisible())) await this.page.keyboard.press('F9')
    await this.field.fill(text)
    await this.page.keyboard.press('Enter')
  }

  said(text: string | RegExp): Locator {
    return this.region.getByRole('status').filter({ hasText: text })
  }
}
