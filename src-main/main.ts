import { app } from 'electron'
import { resolve } from 'node:path'
import { startApplication } from './application.ts'
import { namedArguments } from './command-line.ts'
import { homeOf } from './policy.ts'
import { registerScheme } from './protocol.ts'
import { keepSilent } from './security.ts'

const home = homeOf(app.isPackaged, process.env['ELECTRON_RENDERER_URL'])
const named = namedArguments({
  argv: process.argv,
  defaultApp: process.defaultApp,
  appPath: app.getAppPath(),
  workingFolder: process.cwd(),
})

app.setName('Postil')
useOwnData()
keepSilent(home)
registerScheme()

// A second start hands what it was asked to open to the first one and ends.
if (app.requestSingleInstanceLock({ ...named })) void app.whenReady().then(() => startApplication({ home, named }))
else app.quit()

/** A profile of its own, named on the command line, is also what keeps two starts apart. */
function useOwnData(): void {
  const chosen = app.commandLine.getSwitchValue('user-data-dir')
  if (chosen) app.setPath('userData', resolve(chosen))
}
