// npm start [-- FOLDER] [flags for Electron]
import './lib/node-version.mjs'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, ensurePackages, ROOT } from './lib/checkout.mjs'
import { hasDisplay } from './lib/display.mjs'
import { handOver } from './lib/run.mjs'
import { runScript, say, Stop } from './lib/say.mjs'

await runScript(async () => {
  const appArguments = process.argv.slice(2).map(absoluteFolder)
  if (!hasDisplay()) {
    throw new Stop(
      'Postil opens a window and there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).\nRun it in a desktop session, or over ssh with X forwarding (ssh -X). To only prove that it works: npm test',
    )
  }
  await ensurePackages()
  const { readyElectron, sandboxArguments } = await import('./lib/electron-run.mjs')
  const electron = await readyElectron({ virtualScreen: false })
  const sandbox = sandboxArguments(electron.folder)
  await ensureBuild()
  say('Opening Postil …')
  return handOver(electron.program, [ROOT, ...sandbox, ...appArguments], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
  })
})

/**
 * npm changes into the checkout; a folder is meant from where the person typed.
 * @param {string} argument
 */
function absoluteFolder(argument) {
  if (argument.startsWith('-')) return argument
  const folder = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), argument)
  if (!existsSync(folder)) throw new Stop(`There is no ${folder}.`)
  return folder
}
