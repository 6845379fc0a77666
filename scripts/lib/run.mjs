import { spawn } from 'node:child_process'

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] The whole environment; the script's own when left out.
 * @property {boolean} [show] Pass the output on as it comes, in addition to collecting it.
 * @property {number} [limitMs] Ends the program (and what it started) after so long; `timedOut` tells.
 *
 * @typedef {object} Finished
 * @property {number} code 127 when the program could not be started at all.
 * @property {string} output Standard output and error in the order they came.
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. A failing exit code is a value, never thrown.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Finished>}
 */
export function run(program, args, { cwd, env: given = process.env, show = false, limitMs } = {}) {
  // what is kept to be shown later, perhaps in a log, should be plain text
  const env = show && process.stdout.isTTY ? given : { ...given, NO_COLOR: '1', FORCE_COLOR: undefined }
  const ownGroup = limitMs !== undefined && process.platform !== 'win32'
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: ownGroup })
  let output = ''
  let timedOut = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (/** @type {string} */ text) => {
      output += text
      if (show) process.stdout.write(text)
    })
  }
  const timer =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true
          end(child.pid, ownGroup)
        }, limitMs)
  return new Promise((resolve) => {
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, output: `${output}${error.message}\n`, timedOut })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output, timedOut })
    })
  })
}

/**
 * @param {number | undefined} pid
 * @param {boolean} wholeGroup
 */
function end(pid, wholeGroup) {
  if (pid === undefined) return
  try {
    process.kill(wholeGroup ? -pid : pid, 'SIGKILL')
  } catch {
    // it ended by itself in this very moment
  }
}

/**
 * Gives the terminal to a program until it ends; a signal that asks this script to end is passed on to it.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code
 */
export function handOver(program, args, { cwd, env = process.env }) {
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signals.some((one) => one === signal) ? 0 : 1)))
  })
}

/**
 * Runs npm as the user has set it up: their registry, proxy and certificates apply.
 * Under `npm run` the very npm that started us is used.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const own = process.env['npm_execpath']
  if (own !== undefined && /npm-cli\.c?js$/.test(own)) return run(process.execPath, [own, ...args], options)
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options)
}

/**
 * Runs a command that a devDependency of the checkout brings, by its file: no shell and no `npx` between.
 * @param {string} entry Path from `node_modules`, for example `eslint/bin/eslint.js`.
 * @param {readonly string[]} args
 * @param {RunOptions & { cwd: string }} options
 */
export function runTool(entry, args, options) {
  return run(process.execPath, [`${options.cwd}/node_modules/${entry}`, ...args], options)
}
