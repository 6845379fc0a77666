// npm run shots: takes the README's pictures from the real app (e2e/shots).
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
    runTool('@playwright/test/cli.js', ['test', '--config', 'e2e/shots/playwright.config.ts'], {
      cwd: ROOT,
      show: true,
      env: { ...env, POSTIL_ELECTRON: electron.program },
    }),
  )
  return code
})
