import { expect, type Locator, type Page } from '@playwright/test'

/** Snapshots, and what stands in the way of a project that cannot be opened. */
export class SafetyPages {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Runs a command by its name, as a person does who knows no key. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    await this.page.getByRole('combobox', { name: 'Commands' }).fill(name)
    await this.page.getByRole('option', { name }).first().click()
  }

  async makeSnapshot(): Promise<void> {
    await this.command('Make a snapshot now')
    await this.page.getByText(/Snapshot made and proved: \d+ tags?\./).waitFor()
  }

  /** Asks for a snapshot of the list, the newest is 0, to be put in the project's place. */
  async putBack(at: number): Promise<void> {
    await this.command('Snapshots')
    await this.page
      .getByRole('button', { name: /^Restore the snapshot of/ })
      .nth(at)
      .click()
    await this.page.getByRole('button', { name: 'Restore this snapshot' }).click()
  }

  /** What is said in the place of the project. */
  problem(title: string): Locator {
    return this.page.getByRole('heading', { name: title })
  }

  get found(): Locator {
    return this.page.getByRole('region', { name: /^(The newest good snapshot|What was changed since the beginning)$/ })
  }

  async restoreFound(): Promise<void> {
    await this.page.getByRole('button', { name: /^Restore (this snapshot|the changes)/ }).click()
    await expect(this.page.getByText('Saved', { exact: true })).toBeVisible()
  }
}
