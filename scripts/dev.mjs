// npm run dev [-- FOLDER]: the app with hot reload.
import './lib/node-version.mjs'
import path from 'node:path'
import { ensurePackages, forgetBuild, ROOT } from './lib/checkout.mjs'
import { hasDisplay } from './lib/display.mjs'
import { handOver } from './lib/run.mjs'
import { runScript, Stop } from './lib/say.mjs'

await runScript(async () => {
  if (!hasDisplay()) throw new Stop('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).')
  await ensurePackages()
  const { readyElectron, sandboxArguments } = await import('./lib/electron-run.mjs')
  const electron = await readyElectron({ virtualScreen: false })
  await forgetBuild()
  const from = process.env['INIT_CWD'] ?? process.cwd()
  const args = process.argv
    .slice(2)
    .map((argument) => (argument.startsWith('-') ? argument : path.resolve(from, argument)))
  const tool = path.join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return handOver(process.execPath, [tool, 'dev', '--watch', '--', ...sandboxArguments(electron.folder), ...args], {
    cwd: ROOT,
    // electron-vite starts this program instead of looking for one in node_modules
    env: { ...process.env, ELECTRON_EXEC_PATH: electron.program },
  })
})
