import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type Running } from './app.ts'
import { writeArticles } from './articles.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Colleagues } from './pages/colleagues.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'
import { storedSpans } from './stored.ts'

const DOCKERS = /Les dockers de Port-Aubrac/

test('a file of layers that would take most tags away is stopped, and nothing is lost unless it is meant', async ({
  start,
  scratch,
}) => {
  const corpus = writeArticles(join(scratch, 'liste'), {
    'liste.txt': `La liste électorale\n\n${'Yvon Le Braz signe. '.repeat(60)}\n`,
  })
  const files = { many: join(scratch, 'many.postil'), one: join(scratch, 'one.postil') }
  const karim = await start({ folder: corpus, userData: join(scratch, 'karim') })
  const his = new Workbench(karim.page)
  await his.introduce('karim')
  await his.open(/La liste/)
  await his.drag('Yvon Le Braz')
  await his.press('Control+Shift+P')
  await expect(karim.page.getByText('60 hits in 1 article')).toBeVisible()
  await his.press('Enter')
  await expect(karim.page.getByText('60 already tagged so')).toBeVisible()
  await his.settled()
  await new Colleagues(karim).send(files.many)
  await his.press('Control+z', 'Escape')
  await expect(his.label('Person')).toContainText('0')
  await his.tag('liste électorale', 'o')
  await his.settled()
  await new Colleagues(karim).send(files.one)
  await karim.app.close()

  const amina = await start({ folder: corpus, userData: join(scratch, 'amina') })
  const { page } = amina
  const hers = new Workbench(page)
  await hers.introduce('amina')
  await new Colleagues(amina).receive(files.many)
  await hers.settled()
  const bringInTheOther = async () => {
    await new Colleagues(amina).pick(files.one)
    await page.getByRole('button', { name: 'Bring in' }).click()
  }
  await bringInTheOther()
  const wire = page.getByRole('dialog', { name: 'Many tags would be lost' })
  await expect(wire.getByRole('alert')).toContainText('59 of 60 tags of liste.txt')
  await expect(wire.getByRole('listitem')).toContainText('60 Person')
  await expectNoAxeViolations(page)
  await wire.getByRole('button', { name: 'Keep the tags' }).click()
  await hers.settled()
  expect(await storedSpans(page)).toHaveLength(60)

  await bringInTheOther()
  await wire.getByRole('button', { name: 'It is meant: remove them' }).click()
  await hers.settled()
  expect(await storedSpans(page)).toHaveLength(1)
  await hers.press('Control+z')
  await hers.settled()
  expect(await storedSpans(page)).toHaveLength(60)
})

test('a second start hands its folder to the first and ends', async ({ start, corpus, scratch }) => {
  const { app, page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(8)
  const other = writeArticles(join(scratch, 'autre'), { 'seul.txt': 'Un seul article.\n' })
  const { spawnfile } = app.process()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const second = spawn(spawnfile, ['.', `--user-data-dir=${join(scratch, 'profile')}`, ...sandbox, other], {
    stdio: 'ignore',
  })
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  await expect(bench.list.getByRole('option')).toHaveCount(1)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('what another window writes to can be read and not changed', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  const safety = new SafetyPages(page)
  await safety.command('Open the sample articles')
  await expect(page.getByText(/0 of \d+ done/)).toBeVisible()
  await holdProject(page, 'articles')
  await page.locator('button.folder').click()
  await page.getByRole('menuitem', { name: /^articles/ }).click()
  await expect(safety.problem('Open in another window')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Open read-only' }).click()
  await expect(page.getByText('Read only', { exact: true })).toBeVisible()
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('1')
  await bench.drag('arsenal d’Orvault')
  await bench.press('o')
  await expect(bench.label('Organization')).toContainText('0')
  await bench.press('Control+z')
  await expect(page.getByText('This project is open to read only: nothing was changed.')).toBeVisible()
  await expect(bench.label('Person')).toContainText('1')
  expect(await storedSpans(page)).toHaveLength(1)
})

test.describe('a newer version', () => {
  // The library says so when it lets another connection have its way.
  test.use({ provoked: /Another connection wants to upgrade/ })

  test('what a newer Postil wrote is neither opened nor changed, and an older snapshot is offered', async ({
    start,
    corpus,
  }) => {
    const first = await start({ folder: corpus })
    const bench = new Workbench(first.page)
    await bench.introduce('amina')
    await bench.open(DOCKERS)
    await bench.tag('Maëlle Quintin', 'p')
    await bench.settled()
    await new SafetyPages(first.page).makeSnapshot()
    await bringToVersion(first.page, 5000)
    await first.app.close()

    const second = await start({ folder: corpus })
    const safety = new SafetyPages(second.page)
    await expect(safety.problem('Made by a newer Postil')).toBeVisible()
    await expect(safety.found).toContainText('1 tag in 1 document')
    await expectNoAxeViolations(second.page)
    const versions = await second.page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version))
    expect(versions).toContain(5000)
    await safety.restoreFound()
    const again = new Workbench(second.page)
    await again.open(DOCKERS)
    await expect(again.label('Person')).toContainText('1')
  })
})

test('annotations that cannot be read, without a snapshot, are set aside and begun again only when that is wanted', async ({
  start,
  corpus,
  scratch,
}) => {
  const first = await start({ folder: corpus })
  const bench = new Workbench(first.page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  await spoilProgress(first.page)
  await first.app.close()
  rmSync(join(scratch, 'profile', 'changes'), { recursive: true })

  const second = await start({ folder: corpus })
  const { page } = second
  await expect(new SafetyPages(page).problem('The annotations are damaged')).toBeVisible()
  await expect(page.getByText('There is no good snapshot here')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Set them aside and begin again' }).click()
  const [place = ''] = readdirSync(join(scratch, 'profile', 'damaged'))
  await expect(page.getByText(new RegExp(`lie in .*${place}`))).toBeVisible()
  expect(readdirSync(join(scratch, 'profile', 'damaged', place))).toContain('app_postil_0.indexeddb.leveldb')
  const anew = new Workbench(page)
  await anew.open(DOCKERS)
  await expect(anew.label('Person')).toContainText('0')
  await anew.tag('arsenal d’Orvault', 'o')
  await anew.settled()
  await second.app.close()

  const third = await start({ folder: corpus })
  const kept = new Workbench(third.page)
  await kept.open(DOCKERS)
  await expect(kept.label('Organization')).toContainText('1')
})

/** Takes the writer's place of a folder's project, as another window would. */
function holdProject(page: Page, folder: string): Promise<void> {
  return page.evaluate(async (name) => {
    const recent = await window.postil.request('folder.recent', null)
    const grant = recent.ok ? recent.value.find((each) => each.name === name) : undefined
    await new Promise<void>((held) => {
      void navigator.locks.request(`postil-project-${grant?.id ?? ''}`, () => {
        held()
        return new Promise(() => undefined)
      })
    })
  }, folder)
}

/** What a newer Postil would do first: it gives the only project's database its own version. */
function bringToVersion(page: Page, version: number): Promise<void> {
  return page.evaluate(async (to) => {
    const databases = await indexedDB.databases()
    const name = databases.flatMap((each) => (each.name?.startsWith('postil-project-') ? each.name : []))[0] ?? ''
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name, to)
      opening.onsuccess = () => {
        opening.result.close()
        resolve()
      }
    })
  }, version)
}

/** Leaves rows of the only project's database that are no JSON any more. */
function spoilProgress(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const name = databases.flatMap((each) => (each.name?.startsWith('postil-project-') ? each.name : []))[0] ?? ''
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => {
        const work = opening.result.transaction('progress', 'readwrite')
        work.objectStore('progress').put({ bucket: 1, documents: '{"2021' })
        work.oncomplete = () => {
          opening.result.close()
          resolve()
        }
      }
    })
  })
}

/** Answers the system's question with that button, once it is asked; tells what it said. */
function answerOnce({ app }: Running, button: number): Promise<string> {
  return app.evaluate(
    ({ dialog, BrowserWindow }, response) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBox = (...given: unknown[]) => {
          resolve((given.at(-1) as { message: string }).message)
          return Promise.resolve({ response, checkboxChecked: false })
        }
        BrowserWindow.getAllWindows()[0]?.webContents.emit('unresponsive')
      }),
    button,
  )
}

test('a page that does not answer is waited for, or loaded again with all that was saved', async ({
  start,
  corpus,
}) => {
  const running = await start({ folder: corpus })
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  expect(await answerOnce(running, 0)).toBe('Postil’s page does not answer')
  await expect(bench.label('Person')).toContainText('1')

  const gone = running.page.waitForEvent('crash')
  await answerOnce(running, 1)
  await gone
  await expect
    .poll(() => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed()))
    .toBe(false)
  await running.app.close()

  const again = await start({ folder: corpus })
  await new Workbench(again.page).open(DOCKERS)
  expect(await storedSpans(again.page)).toHaveLength(1)
})
