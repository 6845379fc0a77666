import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { run } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'

const DOWNLOADER_NODE = [22, 12]
const DOWNLOAD_LIMIT_MS = 15 * 60_000
const RETRY_AFTER_MS = 12 * 3_600_000

/** @typedef {{ program: string, version: string, folder: string }} Found */

/**
 * The official program if it is on this machine already: the one `ELECTRON_OVERRIDE_DIST_PATH` names (the variable the
 * electron package itself obeys), else the one its installer has put into node_modules.
 * @param {string} root
 * @returns {Found | undefined}
 */
export function officialPresent(root) {
  const own = path.join(root, 'node_modules', 'electron', 'dist')
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || own
  const program = path.join(folder, programPath())
  const version = readText(path.join(folder, 'version')).trim().replace(/^v/, '')
  if (!existsSync(program) || version === '') return undefined
  const installedWhole =
    folder !== own ||
    (version === officialVersion(root) && readText(path.join(root, 'node_modules', 'electron', 'path.txt')) !== '')
  return installedWhole ? { program, version, folder } : undefined
}

/**
 * Which version the checkout asks for.
 * @param {string} root
 */
export function officialVersion(root) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  return /** @type {string} */ (version)
}

/** Whether this Node can run the official downloader at all. */
export function canDownload(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = DOWNLOADER_NODE
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/**
 * Lets the electron package fetch its program. A machine that cannot reach the host is not asked again for half a day
 * unless the version or the mirror changes, since an unreachable host costs ten seconds a start.
 * @param {string} root
 * @param {string} cache
 * @param {string} [node] The Node that would run the installer.
 * @returns {Promise<Found | undefined>} `undefined` when it cannot be had, which is no error here
 */
export async function fetchOfficial(root, cache, node = process.versions.node) {
  const note = path.join(cache, 'official-not-reached.json')
  const attempt = JSON.stringify([officialVersion(root), mirrorSettings()])
  if (!canDownload(node) || (await failedLately(note, attempt))) return undefined
  say(`Fetching Electron ${officialVersion(root)} with its own installer …`)
  const { code, output } = await run(process.execPath, [path.join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    limitMs: DOWNLOAD_LIMIT_MS,
  })
  const found = officialPresent(root)
  if (code === 0 && found !== undefined) {
    await rm(note, { force: true })
    return found
  }
  say(`It could not be fetched: ${output.trim().split('\n')[0]}`)
  await mkdir(cache, { recursive: true })
  await writeFile(note, JSON.stringify({ attempt, at: Date.now() }))
  return undefined
}

/**
 * @param {string} note
 * @param {string} attempt
 */
async function failedLately(note, attempt) {
  try {
    const last = JSON.parse(await readFile(note, 'utf8'))
    return last.attempt === attempt && Date.now() - last.at < RETRY_AFTER_MS
  } catch {
    return false
  }
}

function mirrorSettings() {
  return Object.entries(process.env)
    .filter(([name]) => /^(npm_config_)?electron_|_proxy$/i.test(name))
    .sort()
}

/** @param {string} file */
function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Where in an unpacked distribution the program is. */
export function programPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
