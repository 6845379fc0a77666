import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Workbench } from './pages/workbench.ts'

async function answerWith({ app }: Running, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function choose(page: Page, field: RegExp, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Opens the dialog, chooses a format and a place, and asks for the export. */
async function ask(running: Running, format: string, path: string): Promise<void> {
  const { page } = running
  await answerWith(running, path)
  await page.keyboard.press('Control+e')
  await page.getByRole('dialog').getByRole('checkbox', { name: 'In progress' }).check()
  await choose(page, /^Format:/, format)
  await page.getByRole('button', { name: 'Choose…' }).click()
}

const exportButton = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true })

async function closeDone(page: Page): Promise<void> {
  await expect(page.getByText('The dataset is ready')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('other tools’ formats: what they cannot hold is shown first, and what is written is proved', async ({
  start,
  corpus,
  scratch,
}) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.tag('Maëlle Quintin refuse de négocier', 'c')
  await bench.tag('refuse de négocier', 'd')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag('Agence des Eaux', 'o')
  await bench.settled()

  const doccano = join(scratch, 'doccano')
  await ask(running, 'doccano JSONL', doccano)
  await expectNoAxeViolations(page)
  await exportButton(page).click()
  await expect(page.getByRole('heading', { name: /cannot hold all of this/ })).toBeVisible()
  expect(existsSync(doccano)).toBe(false)
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Export all the same' }).click()
  await closeDone(page)
  const rows = readFileSync(join(doccano, 'data.jsonl'), 'utf8').trimEnd().split('\n')
  expect(rows).toHaveLength(2)
  expect(rows[0]).toContain('Maëlle Quintin')
  expect(readFileSync(join(doccano, 'losses.json'), 'utf8')).toContain('"format": "doccano"')
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: doccano })

  const refused = join(scratch, 'iob2')
  await ask(running, 'IOB2, two columns', refused)
  await choose(page, /^Where tags overlap:/, 'Write nothing at all')
  await exportButton(page).click()
  await expect(page.getByText(/you asked to write nothing then/)).toBeVisible()
  expect(existsSync(refused)).toBe(false)
  await page.getByRole('button', { name: 'Back to the choices' }).click()
  await choose(page, /^Where tags overlap:/, 'Keep the longest')
  await exportButton(page).click()
  await page.getByRole('button', { name: 'Export all the same' }).click()
  await closeDone(page)
  expect(readFileSync(join(refused, 'data.iob2'), 'utf8')).toContain('B-Claim')

  const parquet = join(scratch, 'parquet')
  await ask(running, 'Parquet, a row a span, and the texts', parquet)
  await choose(page, /^Parts:/, 'Train and test')
  await expectNoAxeViolations(page)
  await exportButton(page).click()
  const write = page.getByRole('button', { name: 'Export all the same' })
  await expect(write.or(page.getByText('The dataset is ready'))).toBeVisible()
  if (await write.isVisible()) await write.click()
  await closeDone(page)
  expect(readFileSync(join(parquet, 'train.parquet')).subarray(0, 4).toString()).toBe('PAR1')
  expect(readdirSync(parquet)).toContain('test.parquet')
  expect(readdirSync(scratch).filter((name) => name.startsWith('.'))).toEqual([])
})
