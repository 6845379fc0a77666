// npm run check: everything that can be said about the sources without running them.
import './lib/node-version.mjs'
import { ensurePackages } from './lib/checkout.mjs'
import { runScript, say } from './lib/say.mjs'
import { runSteps, STATIC_STEPS } from './lib/steps.mjs'

await runScript(async () => {
  await ensurePackages()
  const { passed, failed } = await runSteps(STATIC_STEPS)
  say(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
