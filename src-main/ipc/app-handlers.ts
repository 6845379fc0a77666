import { app, nativeTheme } from 'electron'
import { ENCODINGS } from '../corpus/encodings.ts'
import { attempt } from '../files/errors.ts'
import type { Host } from '../host.ts'
import { LICENCES } from '../licences.ts'
import { setMenu } from '../menu.ts'
import type { AppInfo } from './contract.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** The app itself: what it is, its settings, its menu, its end. */
export function appHandlers(host: Host) {
  return {
    'app.info': () => ok(appInfo()),
    'app.quit': () => {
      app.quit()
      return ok(null)
    },
    'settings.get': () => ok(host.settings.value),
    'settings.set': (change) =>
      attempt('write', async () => {
        const settings = await host.settings.change((settings) => ({ ...settings, ...change }))
        nativeTheme.themeSource = settings.theme
        return ok(settings)
      }),
    'menu.set': (items) => {
      setMenu(items, (id) => host.stage.send('action', { id }))
      return ok(null)
    },
    'window.hold': () => {
      host.stage.main?.hold()
      return ok(null)
    },
    'window.ready-to-close': () => {
      host.readyToClose()
      return ok(null)
    },
  } satisfies Partial<Handlers>
}

function appInfo(): AppInfo {
  const { electron, chrome, node } = process.versions
  const parts = [
    { name: 'Electron', version: electron, licence: 'MIT' },
    { name: 'Chromium', version: chrome, licence: 'BSD-3-Clause' },
    { name: 'Node.js', version: node, licence: 'MIT' },
  ]
  return {
    version: app.getVersion(),
    electron,
    chromium: chrome,
    node,
    platform: platform(),
    locale: app.getLocale(),
    encodings: ENCODINGS,
    licences: [...parts, ...LICENCES],
  }
}

function platform(): AppInfo['platform'] {
  const { platform } = process
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other'
}
