// Getting from a checkout to an Electron that can be started, the same way for every script.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from '../electron/electron.mjs'
import { ensureLibraries, isRoot } from '../electron/libraries.mjs'
import { ROOT } from './checkout.mjs'
import { hasDisplay } from './display.mjs'
import { say, Stop } from './say.mjs'

/**
 * The Electron to use, with its libraries in place.
 * @param {{ virtualScreen: boolean }} options Whether a screen will be made where there is none.
 */
export async function readyElectron({ virtualScreen }) {
  const electron = await findElectron(ROOT)
  say(
    `Electron ${electron.version}, ${electron.origin === 'official' ? 'the official program' : 'a stand-in for the official program'}.`,
  )
  await ensureLibraries(electron.folder, {
    install: process.env['CI'] === 'true',
    commands: virtualScreen && !hasDisplay() ? ['Xvfb'] : [],
  })
  return electron
}

/**
 * What the sandbox asks of the command line: nothing for an ordinary user. Chromium refuses to run as root with it.
 * @param {string} folder The unpacked Electron.
 * @returns {string[]}
 * @throws {Stop} when this system forbids the sandbox to ordinary users and its helper is not set up
 */
export function sandboxArguments(folder) {
  if (process.platform !== 'linux') return []
  if (isRoot()) {
    say('Running as root, so Chromium’s sandbox is off (--no-sandbox). Start Postil as an ordinary user to have it.')
    return ['--no-sandbox']
  }
  const helper = path.join(folder, 'chrome-sandbox')
  if (hasUserNamespaces() || isSetuidRoot(helper)) return []
  throw new Stop(
    `This system keeps ordinary users from making the namespaces that Chromium’s sandbox is built on (Ubuntu 24.04 does).\nLet Electron’s own helper do it, once:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

function hasUserNamespaces() {
  try {
    execFileSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' })
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

/** @param {string} file */
function isSetuidRoot(file) {
  const status = statSync(file, { throwIfNoEntry: false })
  return status !== undefined && status.uid === 0 && (status.mode & 0o4000) !== 0
}
