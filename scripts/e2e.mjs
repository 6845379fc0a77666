// npm run e2e [-- part of a story's file name, or Playwright's own flags]: the stories on the real Electron.
import './lib/node-version.mjs'
import { ensureBuild, ensurePackages, ROOT } from './lib/checkout.mjs'
import { withDisplay } from './lib/display.mjs'
import { runTool } from './lib/run.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async () => {
  await ensurePackages()
  const { readyElectron } = await import('./lib/electron-run.mjs')
  const electron = await readyElectron({ virtualScreen: true })
  await ensureBuild()
  const { code } = await withDisplay((env) =>
    runTool('@playwright/test/cli.js', ['test', ...process.argv.slice(2)], {
      cwd: ROOT,
      show: true,
      env: { ...env, POSTIL_ELECTRON: electron.program },
    }),
  )
  return code
})
