import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Requests, RequestName, Result } from '../src-main/ipc/contract.ts'
import { expect, test } from './app.ts'
import { Workbench } from './pages/workbench.ts'
import { socketsBelow } from './sockets.ts'

/** Asks the main process as the page's own code would. */
function ask<N extends RequestName>(page: Page, name: N, argument: Requests[N][0]): Promise<Result<Requests[N][1]>> {
  return page.evaluate(([request, value]) => window.postil.request(request, value), [name, argument] as const)
}

test.use({ provoked: /Content Security Policy|Content-Security-Policy|Not allowed to/ })

test('the window is sandboxed, isolated and has no Node', async ({ start, corpus }) => {
  const { app, page } = await start({ folder: corpus })
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Electron does not type this method.
    const contents = window?.webContents as Electron.WebContents & { getLastWebPreferences(): Electron.WebPreferences }
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag: webviewTag ?? false }
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  const seen = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
  )
  expect(seen).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.postil).sort())).toEqual(['drop', 'dropDataset', 'on', 'request'])
})

test('the page refuses inline script, eval and everything remote', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const refused = await page.evaluate(async () => {
    const script = document.createElement('script')
    try {
      script.textContent = 'window.__inline = 1'
      document.body.append(script)
    } catch {
      /* Trusted types may refuse it before the policy does. */
    }
    // In a task of the page's own: what the debugger evaluates is exempt from the policy.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          const run = Reflect.get(window, 'eval') as (code: string) => unknown
          resolve(run('1 + 1'))
        } catch {
          resolve('refused')
        }
      }),
    )
    const remote = await fetch('https://example.org/').then(
      () => 'loaded',
      () => 'refused',
    )
    const image = await new Promise((resolve) => {
      const element = new Image()
      element.onload = () => resolve('loaded')
      element.onerror = () => resolve('refused')
      element.src = 'https://example.org/x.png'
    })
    return { inline: '__inline' in window ? 'ran' : 'refused', evaluated, remote, image }
  })
  expect(refused).toEqual({ inline: 'refused', evaluated: 'refused', remote: 'refused', image: 'refused' })
})

test('the window stays where it is: no navigation, no new window, no permission', async ({ start, corpus }) => {
  const { app, page } = await start({ folder: corpus })
  const before = page.url()
  await page.evaluate(() => {
    window.open('https://example.org/')
    location.href = 'https://example.org/'
  })
  await page.waitForTimeout(300)
  expect(page.url()).toBe(before)
  expect(app.windows()).toHaveLength(1)
  const permissions = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
      ),
    ),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    ),
  }))
  expect(permissions).toEqual({ notifications: 'denied', place: 'denied', camera: 'denied' })
})

test('no request reaches a file outside the folder that a person opened', async ({ start, corpus, scratch }) => {
  writeFileSync(join(scratch, 'secret.txt'), 'not for you')
  mkdirSync(join(corpus, 'links'), { recursive: true })
  symlinkSync(join(scratch, 'secret.txt'), join(corpus, 'links', 'out.txt'))
  const { page } = await start({ folder: corpus })
  await expect(new Workbench(page).row(/Les dockers/)).toBeAttached()
  const grant = await ask(page, 'folder.initial', null)
  if (!grant.ok) throw new Error(grant.error.code)
  const tries = [
    '../secret.txt',
    join(scratch, 'secret.txt'),
    'links/out.txt',
    '2021/../../secret.txt',
    'a\0b.txt',
    'C:\\x.txt',
    '..\\secret.txt',
  ]
  for (const id of tries) {
    const result = await ask(page, 'corpus.read', { grant: grant.value.id, id, encoding: null })
    expect({ id, ok: result.ok }).toEqual({ id, ok: false })
  }
  const foreign = await ask(page, 'corpus.read', { grant: 'not-a-grant', id: '2022/barrage.txt', encoding: null })
  expect(foreign).toMatchObject({ ok: false, error: { code: 'unknown-grant' } })
  const own = await ask(page, 'corpus.read', { grant: grant.value.id, id: '2022/barrage.txt', encoding: null })
  expect(own.ok).toBe(true)
})

test('requests of other frames and unknown requests are refused loudly', async ({ start, corpus }) => {
  const { app, page } = await start({ folder: corpus })
  const unknown = await page.evaluate(async () => {
    try {
      return await window.postil.request('fs.readFile' as never, '/etc/passwd' as never)
    } catch {
      return 'refused'
    }
  })
  expect(unknown).toBe('refused')
  const malformed = await ask(page, 'corpus.read', { grant: 7, id: {}, encoding: [] } as never)
  expect(malformed).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  const foreign = await app.evaluate(async ({ BrowserWindow, app: electron }) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${electron.getAppPath()}/out/preload/preload.cjs`, sandbox: true },
    })
    await other.loadURL('data:text/html,<p>foreign</p>').catch(() => undefined)
    const answer: unknown = await other.webContents.executeJavaScript(
      'window.postil ? window.postil.request("settings.get", null) : "no bridge"',
    )
    other.destroy()
    return answer
  })
  expect(foreign === 'no bridge' || JSON.stringify(foreign).includes('untrusted')).toBe(true)
})

test('an article that looks like a page is shown as text', async ({ start, corpus }) => {
  const { page } = await start({ folder: corpus })
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Une page cassée/)
  await expect(bench.text).toContainText('<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>')
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
  expect(await bench.text.locator('img, script').count()).toBe(0)
})

test('no socket is opened while somebody works', async ({ start, corpus }) => {
  test.skip(process.platform !== 'linux', 'Sockets are read from /proc')
  const { app, page } = await start({ folder: corpus })
  const pid = app.process().pid ?? 0
  // Playwright drives the app over a socket of its own, which is there before the story begins.
  const before = new Set(socketsBelow(pid))
  expect(before.size).toBeGreaterThan(0)
  const seen = new Set<string>()
  const watch = setInterval(() => socketsBelow(pid).forEach((socket) => seen.add(socket)), 50)
  const bench = new Workbench(page)
  await bench.introduce('amina')
  await bench.open(/Les dockers/)
  await bench.tag('Maëlle Quintin', 'p')
  await bench.settled()
  await bench.press('Control+k', 'Escape', 'Control+Enter')
  await page.waitForTimeout(1500)
  clearInterval(watch)
  expect([...seen].filter((socket) => !before.has(socket))).toEqual([])
})
