import { expect, kill, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'

const DOCKERS = /Les dockers de Port-Aubrac/

/** As on a disk that takes its time: each piece of a kept snapshot from that byte on is read later. */
async function slowReading({ app }: Running, delayMs: number, from = 0): Promise<void> {
  await app.evaluate(
    ({ ipcMain }, [ms, start]) => {
      type Answer = (event: unknown, name: string, argument: { readonly offset?: number }) => Promise<unknown>
      const { _invokeHandlers: handlers } = ipcMain as typeof ipcMain & {
        readonly _invokeHandlers: Map<string, Answer>
      }
      const kept = globalThis as { answer?: Answer | undefined }
      const answer = (kept.answer ??= handlers.get('postil:request'))
      if (!answer) throw new Error('Nobody answers the page')
      handlers.set('postil:request', async (event, name, argument) => {
        const isKept = name === 'snapshot.read' && JSON.stringify(argument).includes('own:')
        if (isKept && (argument.offset ?? 0) >= start) await new Promise((resolve) => setTimeout(resolve, ms))
        return answer(event, name, argument)
      })
    },
    [delayMs, from] as const,
  )
}

/** One tag in a snapshot, and a second one since. */
async function twoTags(running: Running): Promise<Workbench> {
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  await new SafetyPages(running.page).makeSnapshot()
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.settled()
  return bench
}

test('putting back a snapshot shows how far it is, can be called off, and keeps what was there as a snapshot', async ({
  start,
  corpus,
}) => {
  const running = await start({ folder: corpus })
  const { page } = running
  const bench = await twoTags(running)
  const safety = new SafetyPages(page)
  await slowReading(running, 4000)
  await safety.putBack(0)
  const dialog = page.getByRole('dialog', { name: 'A snapshot is being put back' })
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await expectNoAxeViolations(page)
  await dialog.getByRole('button', { name: 'Cancel, restore nothing' }).click()
  await expect(page.getByText('Nothing was restored: the project is as it was.')).toBeVisible()
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('1')
  await expect(bench.label('Organization')).toContainText('1')

  await slowReading(running, 0)
  await safety.putBack(1)
  await expect(page.getByText('Restored: 1 tag, counted.')).toBeVisible()
  await bench.open(DOCKERS)
  await expect(bench.label('Person')).toContainText('1')
  await expect(bench.label('Organization')).toContainText('0')
  await running.app.close()

  const again = await start({ folder: corpus })
  const after = new Workbench(again.page)
  await after.open(DOCKERS)
  await expect(after.label('Organization')).toContainText('0')
  // The newest is of leaving with one tag; before it stands what was kept before the restore.
  await new SafetyPages(again.page).putBack(1)
  await expect(again.page.getByText('Restored: 2 tags, counted.')).toBeVisible()
  await after.open(DOCKERS)
  await expect(after.label('Organization')).toContainText('1')
})

test.describe('after a crash', () => {
  // The library says so when the connection that found the half database is not quite closed while that is deleted.
  test.use({ provoked: /Dexie\.delete\(.*\) was blocked/ })

  test('a crash while a snapshot is put back leaves the project as it was, and says so', async ({ start, corpus }) => {
    const running = await start({ folder: corpus })
    await twoTags(running)
    await slowReading(running, 60_000, 1)
    await new SafetyPages(running.page).putBack(0)
    await expect(running.page.getByRole('dialog', { name: 'A snapshot is being put back' })).toBeVisible()
    // The thread has begun the database beside the other: two of the project.
    await expect.poll(() => databases(running)).toBe(2)
    await kill(running)

    const again = await start({ folder: null })
    await expect(again.page.getByText('Putting back a snapshot was broken off last time.')).toBeVisible()
    const bench = new Workbench(again.page)
    await bench.open(DOCKERS)
    await expect(bench.label('Person')).toContainText('1')
    await expect(bench.label('Organization')).toContainText('1')
    expect(await databases(again)).toBe(1)
  })
})

function databases({ page }: Running): Promise<number> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases()
    return all.filter(({ name }) => name?.startsWith('postil-project-')).length
  })
}
