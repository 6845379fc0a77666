import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Stop } from './say.mjs'

/** Whether windows can appear here. Only Linux can be without a screen. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

/**
 * Runs `work` with an environment in which windows can appear: this one, or one with a virtual screen that lives as
 * long as the work. The X server picks a free number itself, so any number of runs can go on at once.
 * @template Result
 * @param {(env: NodeJS.ProcessEnv) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env)
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  try {
    return await work({ ...process.env, DISPLAY: `:${await displayNumber(server)}` })
  } finally {
    if (server.exitCode === null && server.kill()) await once(server, 'exit')
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  const [, , errors, numbers] = server.stdio
  let complaint = ''
  errors?.on('data', (text) => (complaint += String(text)))
  return new Promise((resolve, reject) => {
    numbers?.once('data', (text) => resolve(String(text).trim()))
    server.once('error', (error) =>
      reject(new Stop(`The virtual screen (Xvfb) could not be started: ${error.message}`)),
    )
    server.once('exit', () => reject(new Stop(`The virtual screen (Xvfb) ended at once:\n${complaint}`)))
  })
}
