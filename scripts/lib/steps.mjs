import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from './checkout.mjs'
import { run, runTool } from './run.mjs'
import { say, seconds } from './say.mjs'

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<Tally & { output: string }>} run
 */

const TSC = 'typescript/bin/tsc'

/** Everything that can be said about the sources without running them. Each counts as one test. */
export const STATIC_STEPS = [
  check('types: src-core, without DOM and Node', TSC, ['-p', 'src-core']),
  check('types: tests of src-core', TSC, ['-p', 'src-core/tsconfig.test.json']),
  check('types: src-main', TSC, ['-p', 'src-main']),
  check('types: src-renderer', 'svelte-check/bin/svelte-check', [
    '--tsconfig',
    'src-renderer/tsconfig.json',
    '--fail-on-warnings',
  ]),
  check('types: tests of src-renderer', TSC, ['-p', 'src-renderer/tsconfig.test.json']),
  check('types: e2e', TSC, ['-p', 'e2e']),
  check('types: scripts', TSC, ['-p', 'scripts']),
  check('types: configuration', TSC, ['-p', '.']),
  check('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']),
  check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  check('walls and cycles', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    'src-core',
    'src-main',
    'src-renderer',
    'e2e',
  ]),
  check('dead exports', 'knip/bin/knip.js', ['--no-progress']),
]

/**
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {Step}
 */
function check(name, tool, args) {
  return {
    name,
    async run() {
      const { code, output } = await runTool(tool, args, { cwd: ROOT })
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output }
    },
  }
}

/**
 * A test runner that also writes a JSON report, whose cases are what counts.
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.report Where the runner writes it.
 * @param {(report: any) => Tally} options.count
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Step}
 */
export function suite(name, tool, args, { report, count, env = process.env }) {
  const file = path.join(ROOT, report)
  return {
    name,
    async run() {
      await rm(file, { force: true })
      const { code, output } = await run(process.execPath, [path.join(ROOT, 'node_modules', tool), ...args], {
        cwd: ROOT,
        env,
      })
      return { ...tallyOf(code, readReport(file), count), output }
    },
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * A runner that wrote no report, ran no test, or failed for a reason that is no test's is one failure more.
 * @param {number} code
 * @param {unknown} report
 * @param {(report: any) => Tally} count
 * @returns {Tally}
 */
export function tallyOf(code, report, count) {
  const tally = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : count(report)
  const unexplained = tally.failed === 0 && (code !== 0 || tally.passed === 0)
  return unexplained ? { ...tally, failed: 1 } : tally
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { status: string, assertionResults: readonly unknown[] }[] }} report
 * @returns {Tally}
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @returns {Tally}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/**
 * Runs one step after the other, whatever fails, and says how each went; what a failed one printed is shown at once.
 * @param {readonly Step[]} steps
 * @returns {Promise<Tally>}
 */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) {
    const began = Date.now()
    const tally = await step.run().catch((/** @type {unknown} */ error) => broken(error))
    total.passed += tally.passed
    total.failed += tally.failed
    total.skipped += tally.skipped
    say(line(step.name, tally, Date.now() - began))
    if (tally.failed > 0) say(indent(tally.output))
  }
  return total
}

/** @param {unknown} error */
function broken(error) {
  return { passed: 0, failed: 1, skipped: 0, output: error instanceof Error ? error.message : String(error) }
}

/**
 * @param {string} name
 * @param {Tally} tally
 * @param {number} tookMs
 */
function line(name, { passed, failed, skipped }, tookMs) {
  const numbers =
    passed + failed + skipped > 1
      ? `  ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
      : ''
  return `${failed === 0 ? '✓' : '✗'} ${name}${numbers}  ${seconds(tookMs)}`
}

/** @param {string} text */
function indent(text) {
  return text.trim().replace(/^/gm, '    ')
}
