// npm run e2e [-- part of a story's file name, or Playwright's own flags]: the stories on the real Electron.
import './lib/node-version.mjs'
import path from 'node:path'
import { ensureBuild, ensurePackages, ROOT } from './lib/checkout.mjs'
import { withDisplay } from './lib/display.mjs'
import { handOver } from './lib/run.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async () => {
  await ensurePackages()
  const { readyElectron } = await import('./lib/electron-run.mjs')
  const electron = await readyElectron({ virtualScreen: true })
  await ensureBuild()
  const tool = path.join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')
  return withDisplay((env) =>
    handOver(process.execPath, [tool, 'test', ...process.argv.slice(2)], {
      cwd: ROOT,
      env: { ...env, POSTIL_ELECTRON: electron.program },
    }),
  )
})
