// npm test: everything, ending with one line that says how many passed and failed.
import './lib/node-version.mjs'
import { ensureBuild, ensurePackages } from './lib/checkout.mjs'
import { withDisplay } from './lib/display.mjs'
import { runScript, say, seconds } from './lib/say.mjs'
import { countPlaywright, countVitest, runSteps, STATIC_STEPS, suite } from './lib/steps.mjs'

await runScript(async () => {
  const began = Date.now()
  const packages = await runSteps([act('packages', ensurePackages)])
  const rest = packages.failed > 0 ? packages : await runSteps([...STATIC_STEPS, unit(), ...app()])
  say(`\n${rest.skipped} skipped, ${seconds(Date.now() - began)}`)
  say(`${rest.passed} passed, ${rest.failed} failed`)
  return rest.failed === 0 ? 0 : 1
})

function unit() {
  const report = 'test-results/unit.json'
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  return suite('unit and contract tests', 'vitest/vitest.mjs', args, { report, count: countVitest })
}

/** The app as people get it: built, and driven on a real Electron. */
function app() {
  let isBuilt = false
  const build = act('build', async () => {
    await ensureBuild()
    isBuilt = true
  })
  const stories = {
    name: 'stories on the real Electron',
    async run() {
      if (!isBuilt) throw new Error('Not run: there is no build.')
      const { readyElectron } = await import('./lib/electron-run.mjs')
      const { program } = await readyElectron({ virtualScreen: true })
      return withDisplay((env) => playwright({ ...env, POSTIL_ELECTRON: program }).run())
    },
  }
  return [build, stories]
}

/** @param {NodeJS.ProcessEnv} env */
function playwright(env) {
  return suite('stories', '@playwright/test/cli.js', ['test'], {
    report: 'test-results/e2e.json',
    count: countPlaywright,
    env,
  })
}

/**
 * A step that counts as one test: it passes when it does not throw.
 * @param {string} name
 * @param {() => Promise<unknown>} work
 * @returns {import('./lib/steps.mjs').Step}
 */
function act(name, work) {
  return {
    name,
    async run() {
      await work()
      return { passed: 1, failed: 0, skipped: 0, output: '' }
    },
  }
}
