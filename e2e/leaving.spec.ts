import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Running } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { Workbench } from './pages/workbench.ts'

const DOCKERS = /Les dockers de Port-Aubrac/
/** Longer than a page that says nothing may hold its window open. */
const SLOW_MS = 6500

/** As on a disk that takes its time: each piece of a snapshot is written later. */
async function slowSnapshots({ app }: Running, delayMs: number): Promise<void> {
  await app.evaluate(({ ipcMain }, ms) => {
    type Answer = (event: unknown, name: string, argument: unknown) => Promise<unknown>
    const { _invokeHandlers: handlers } = ipcMain as typeof ipcMain & { readonly _invokeHandlers: Map<string, Answer> }
    const answer = handlers.get('postil:request')
    if (!answer) throw new Error('Nobody answers the page')
    handlers.set('postil:request', async (event, name, argument) => {
      if (name === 'snapshot.write') await new Promise((resolve) => setTimeout(resolve, ms))
      return answer(event, name, argument)
    })
  }, delayMs)
}

function snapshotsIn(profile: string): readonly string[] {
  const folder = join(profile, 'snapshots')
  const projects = existsSync(folder) ? readdirSync(folder) : []
  return projects.flatMap((project) =>
    readdirSync(join(folder, project)).filter((name) => name.endsWith('.postil-snapshot')),
  )
}

async function tagOne(running: Running): Promise<void> {
  const bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.open(DOCKERS)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
}

/** Asks the window to close, as its cross does; answers when the program has ended. */
async function leave({ app }: Running): Promise<void> {
  const ended = app.waitForEvent('close', { timeout: 30_000 })
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await ended
}

test('a snapshot that takes long is waited for before the window closes, and is shown meanwhile', async ({
  start,
  corpus,
  scratch,
}) => {
  const running = await start({ folder: corpus })
  const { page } = running
  await tagOne(running)
  await slowSnapshots(running, SLOW_MS)
  const left = leave(running)
  const dialog = page.getByRole('dialog', { name: 'A snapshot is being made' })
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await expectNoAxeViolations(page)
  expect(snapshotsIn(join(scratch, 'profile'))).toEqual([])
  await left
  expect(snapshotsIn(join(scratch, 'profile'))).toEqual([expect.stringContaining('quit')])
})

test('whoever does not want to wait leaves at once, and the snapshot is made at the next start', async ({
  start,
  corpus,
  scratch,
}) => {
  const profile = join(scratch, 'profile')
  const running = await start({ folder: corpus })
  await tagOne(running)
  await slowSnapshots(running, 60_000)
  const left = leave(running)
  await running.page.getByRole('dialog').getByRole('button', { name: 'Leave without it' }).click()
  await left
  expect(snapshotsIn(profile)).toEqual([])
  const again = await start({ folder: corpus })
  await new Workbench(again.page).open(DOCKERS)
  await expect(again.page.getByText('Maëlle Quintin').first()).toBeVisible()
  await expect.poll(() => snapshotsIn(profile), { timeout: 30_000 }).toEqual([expect.stringContaining('automatic')])
})
