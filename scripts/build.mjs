// npm run build: builds the app into out/, also when nothing seems to have changed.
import './lib/node-version.mjs'
import { ensureBuild, ensurePackages, forgetBuild } from './lib/checkout.mjs'
import { runScript } from './lib/say.mjs'

await runScript(async () => {
  await ensurePackages()
  await forgetBuild()
  await ensureBuild()
})
