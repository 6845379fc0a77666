import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { longestPauses, memoryMb, pickFolder, startApp, untilListed, watchPauses } from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { articleFolder } from './corpus.ts'
import { seededProfile } from './seeded.ts'

const TAGS = 5
const DECISIONS = 20
const LEARNING_MS = 8000
/** What more would take is written into the journal too, which is measured by itself. */
const MOST_ACCEPTED = 10_000

/** A review of what two people tagged in 10,000 documents. */
export function reviewTenThousand(bench: Bench): Promise<readonly Measured[]> {
  return review(bench, 10_000)
}

/** The same of 100,000. */
export function reviewHundredThousand(bench: Bench): Promise<readonly Measured[]> {
  return review(bench, 100_000)
}

async function review(bench: Bench, documents: number): Promise<readonly Measured[]> {
  const folder = await articleFolder(documents)
  const wanted = { folder, documents, tagsEach: TAGS, tagsInFirst: TAGS, colleague: 'karim' }
  const profile = join(bench.scratch, 'profile')
  cpSync(await seededProfile(bench, wanted), profile, { recursive: true })
  const started = await startApp(bench, profile)
  const { app, page } = started
  page.setDefaultTimeout(140_000)
  const row = (name: string, sample: number, atMost?: number, unit: Measured['unit'] = 'ms'): Measured => ({
    name: `review of ${documents.toLocaleString('en')} documents: ${name}`,
    unit,
    samples: [sample],
    ...(atMost !== undefined && { atMost }),
  })
  await pickFolder(started, folder)
  await untilListed(started, documents)
  await page.waitForTimeout(LEARNING_MS)
  const before = memoryMb(app)
  await watchPauses(started)
  const began = performance.now()
  await page.keyboard.press('F8')
  const queue = page.getByRole('listbox', { name: 'Disagreements' }).getByRole('option')
  await queue.first().waitFor()
  const usable = performance.now() - began
  await page.locator('section[aria-label="Review"][aria-busy="false"]').waitFor()
  const all = performance.now() - began
  const reading = await longestPauses(started)
  const memory = memoryMb(app) - before
  await watchPauses(started)
  for (let i = 0; i < DECISIONS; i++) {
    await queue.first().waitFor()
    await page.keyboard.press('1')
    await page.waitForTimeout(150)
    if ((await queue.count()) === 0) await page.keyboard.press('j')
  }
  const deciding = await longestPauses(started)
  await watchPauses(started)
  const asked = performance.now()
  await page.keyboard.press('a')
  await page.getByRole('button', { name: 'Accept them' }).and(page.locator(':enabled')).waitFor()
  const previewed = performance.now() - asked
  const preview = await longestPauses(started)
  const measured = [
    row('first disagreement', usable, 3000),
    row('every document compared', all),
    row('longest frame meanwhile', reading.frameMs, 50),
    row('longest frame while deciding', deciding.frameMs, 50),
    row('a rule previewed', previewed),
    row('longest frame while it is previewed', preview.frameMs, 50),
    row('more memory', memory, undefined, 'MB'),
  ]
  if (documents > MOST_ACCEPTED) {
    app.process().kill('SIGKILL')
    return measured
  }
  await watchPauses(started)
  const accepted = performance.now()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Accept them' }).press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('Saved', { exact: true }).waitFor()
  const taken = performance.now() - accepted
  const taking = await longestPauses(started)
  app.process().kill('SIGKILL')
  return [
    ...measured,
    row('a rule accepted and saved', taken),
    row('longest frame while it is accepted', taking.frameMs),
  ]
}
