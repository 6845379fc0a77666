import { app, type Session, type WebContents, type WebPreferences } from 'electron'
import { isHome, mayLoad, silence, type Home } from './policy.ts'

/** What a page may do: nothing that a page in a browser may not, and less. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  enableWebSQL: false,
  disableDialogs: true,
} satisfies WebPreferences

/** Must run before the app is ready. */
export function keepSilent(home: Home): void {
  for (const [name, value] of silence(home)) addSwitch(name, value)
}

/** A list that the command line has already is made longer: a second switch of its name would replace it. */
function addSwitch(name: string, value?: string): void {
  const given = app.commandLine.getSwitchValue(name)
  if (value === undefined) app.commandLine.appendSwitch(name)
  else app.commandLine.appendSwitch(name, given && name === 'disable-features' ? `${given},${value}` : value)
}

/** Denies a session every permission and every request that is not the page's own. */
export function lockSession(session: Session, home: Home): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}))
  session.setCertificateVerifyProc((_request, callback) => callback(-2))
  session.setSpellCheckerEnabled(false)
  if (process.platform !== 'darwin') session.setSpellCheckerLanguages([])
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !mayLoad(home, url) }))
}

/** Keeps contents where they are: no other page, no window, no frame in a webview. */
export function lockContents(contents: WebContents, home: Home): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isHome(home, event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isHome(home, event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
