import { app, ipcMain, nativeTheme, session, type IpcMainInvokeEvent } from 'electron'
import * as v from 'valibot'
import { isBundlePath, type Named } from './command-line.ts'
import { watchPage } from './crash.ts'
import { openHost, PAGE, PRELOAD, report, resource, type Host } from './host.ts'
import { appHandlers } from './ipc/app-handlers.ts'
import { corpusHandlers } from './ipc/corpus-handlers.ts'
import { exportHandlers } from './ipc/export-handlers.ts'
import { folderHandlers } from './ipc/folder-handlers.ts'
import { datasetHandlers } from './ipc/dataset-handlers.ts'
import { DROP_CHANNEL, DROP_DATASET_CHANNEL } from './ipc/names.ts'
import { printHandlers } from './ipc/print-handlers.ts'
import { bundleHandlers } from './ipc/bundle-handlers.ts'
import { figureHandlers } from './ipc/figure-handlers.ts'
import { schemaHandlers } from './ipc/schema-handlers.ts'
import { snapshotHandlers } from './ipc/snapshot-handlers.ts'
import { serve, serveChannel } from './ipc/serve.ts'
import { isHome, type Home } from './policy.ts'
import { serveApp } from './protocol.ts'
import { lockContents, lockSession } from './security.ts'
import { Stage } from './stage.ts'
import { MainWindow } from './window.ts'

interface Start {
  readonly home: Home
  readonly named: Named
}

/** What a second start sends to the first. */
const SECOND_START = v.object({ folder: v.nullable(v.string()), bundle: v.nullable(v.string()) })

/** The application once Electron is ready: one window, what it may ask, what it is told, how it ends. */
export async function startApplication({ home, named }: Start): Promise<void> {
  const stage = new Stage()
  const host = await openHost(named, stage)
  nativeTheme.themeSource = host.settings.value.theme
  lock(home)
  answer(host, home)
  listen(host)
  end(host, () => void show(host, home))
  await show(host, home)
  await host.sweep()
}

/** Before the first page: nothing is loaded that is not ours. */
function lock(home: Home): void {
  serveApp(session.defaultSession, PAGE)
  lockSession(session.defaultSession, home)
  app.on('web-contents-created', (_event, contents) => lockContents(contents, home))
}

function answer(host: Host, home: Home): void {
  const service = { wire: ipcMain, trusts: (event: IpcMainInvokeEvent) => isOurPage(event, host.stage, home), report }
  serve(service, {
    ...appHandlers(host),
    ...folderHandlers(host),
    ...corpusHandlers(host),
    ...exportHandlers(host),
    ...datasetHandlers(host),
    ...figureHandlers(host),
    ...schemaHandlers(host),
    ...printHandlers(host),
    ...bundleHandlers(host),
    ...snapshotHandlers(host),
  })
  const path = v.pipe(v.string(), v.minLength(1))
  serveChannel(service, DROP_CHANNEL, path, (dropped) => host.grants.add(dropped))
  serveChannel(service, DROP_DATASET_CHANNEL, path, (dropped) => host.datasets.offerDropped(dropped))
}

/** Only our page in our window's own frame; a frame inside it, were there one, is a stranger. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, stage: Stage, home: Home): boolean {
  const contents = stage.contents
  return contents !== null && sender === contents && senderFrame === contents.mainFrame && isHome(home, senderFrame.url)
}

function listen({ stage, grants, bundles }: Host): void {
  nativeTheme.on('updated', () => {
    stage.main?.paintBackground()
    stage.send('theme.changed', { dark: nativeTheme.shouldUseDarkColors })
  })
  const openFolder = async (path: string): Promise<void> => {
    const grant = await grants.add(path)
    if (grant.ok) stage.send('folder.open', grant.value)
    else stage.send('folder.refused', grant.error)
  }
  const openBundle = (path: string): void => {
    bundles.arrive(path)
    stage.send('bundle.arrived', null)
  }
  app.on('open-file', (_event, path) => void (isBundlePath(path) ? openBundle(path) : openFolder(path)))
  app.on('second-instance', (_event, _argv, _folder, sent) => {
    stage.main?.focus()
    const start = v.safeParse(SECOND_START, sent)
    if (!start.success) return
    const { folder, bundle } = start.output
    if (folder !== null) void openFolder(folder)
    if (bundle !== null) openBundle(bundle)
  })
}

async function show(host: Host, home: Home): Promise<void> {
  const askToClose = () => host.stage.send('closing', null)
  const icon = resource('icons', 'postil.png')
  const main = new MainWindow({ home, preload: PRELOAD, icon, placement: host.placement, askToClose, report })
  host.stage.main = main
  main.window.on('closed', () => (host.stage.main = null))
  main.window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) host.forgetPage()
  })
  watchPage(main, host)
  await main.load()
}

/** On macOS an application outlives its window, unless it was told to quit. */
function end({ stage, exports, settled }: Host, showAgain: () => void): void {
  let quitting = false
  let kept = false
  app.on('before-quit', () => (quitting = true))
  app.on('window-all-closed', () => {
    if (quitting || process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (!stage.main) showAgain()
  })
  app.on('will-quit', (event) => {
    exports.abortNow()
    if (kept) return
    event.preventDefault()
    kept = true
    void settled().finally(() => app.quit())
  })
}
