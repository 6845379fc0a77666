import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { introduce, pickFolder, startApp, untilListed, type Started } from './app.ts'
import type { Bench } from './bench.ts'
import { articlePaths, cached } from './corpus.ts'
import type { Tag } from './tagged-text.ts'

export interface Wanted {
  readonly folder: string
  readonly documents: number
  readonly tagsEach: number
  readonly tagsInFirst: number
  /** Somebody else who read every document. */
  readonly colleague?: string
}

const CHANGED_AT_ONCE = 1000

/**
 * A profile whose project of that folder was filled by the store's own write path in the real app. Made once; copy it
 * before it is used.
 */
export function seededProfile(
  bench: Bench,
  { folder, documents, tagsEach, tagsInFirst, colleague }: Wanted,
): Promise<string> {
  const others = colleague === undefined ? '' : `-${colleague}`
  return cached(`project-1-${documents}-${tagsEach}-${tagsInFirst}${others}`, async (profile) => {
    const { started, grant } = await beginProject(bench, profile, folder, documents)
    const wanted = {
      documents: articlePaths(documents).join('\n'),
      tagsEach,
      tagsInFirst,
      changedAtOnce: CHANGED_AT_ONCE,
      ...(colleague !== undefined && { colleague }),
    }
    await started.page.evaluate((seeding) => window.postilSeed?.seed(window.postil, seeding), { ...wanted, grant })
    await endProject(started, folder, documents)
  })
}

/** The same of a folder with given tags: document → start, end and label of each. */
export async function profileWithTags(
  bench: Bench,
  profile: string,
  folder: string,
  tags: Readonly<Record<string, readonly Tag[]>>,
): Promise<void> {
  const documents = readdirSync(folder).length
  const { started, grant } = await beginProject(bench, profile, folder, documents)
  await started.page.evaluate(([id, places]) => window.postilSeed?.seedTags(window.postil, id, places), [
    grant,
    tags,
  ] as const)
  await endProject(started, folder, documents)
}

/** A project of the folder, which is then left: the page shows the samples, and has the seeder. */
async function beginProject(bench: Bench, profile: string, folder: string, documents: number) {
  const started = await startApp(bench, profile)
  const { page } = started
  await introduce(started)
  await pickFolder(started, folder)
  await untilListed(started, documents)
  const [grant] = await page
    .evaluate(() => window.postil.request('folder.recent', null))
    .then((recent) => {
      if (!recent.ok) throw new Error(recent.error.code)
      return recent.value
    })
  await openSamples(page)
  await page.evaluate(await seederSource(bench))
  return { started, grant: grant?.id ?? '' }
}

/** The first opening makes what every project has from then on: a snapshot. */
async function endProject(started: Started, folder: string, documents: number): Promise<void> {
  const { app, page } = started
  await pickFolder(started, folder)
  await untilListed(started, documents)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('Make a snapshot now')
  await page.keyboard.press('Enter')
  await page.getByText(/Snapshot made and proved/).waitFor({ timeout: 600_000 })
  await openSamples(page)
  await app.close()
}

export async function openSamples(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('Open the sample articles')
  await page.keyboard.press('Enter')
  await page.getByText(/^0 of \d{1,2} done$/).waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
}

/** The store and the seeder as one script for the page. */
async function seederSource({ root, scratch }: Bench): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: join(scratch, 'seed'),
      write: false,
      target: 'chrome130',
      lib: { entry: 'src-renderer/store/testing/seed.ts', formats: ['iife'], name: 'postilSeed' },
    },
  })
  // A library comes as a list, one a format.
  const [bundle] = Array.isArray(built) ? built : []
  if (!bundle) throw new Error('The seeder was not built')
  return `${bundle.output[0].code}; window.postilSeed = postilSeed`
}
