// What a checkout needs before anything can run in it: its packages and its build.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from '../electron/lock.mjs'
import { runNpm, runTool } from './run.mjs'
import { say, seconds, Stop } from './say.mjs'

export const ROOT = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

const BUILD_INPUTS = [
  'src-core',
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
]

/**
 * Installs the packages if they are missing or not those of package-lock.json.
 * @param {string} [root]
 */
export async function ensurePackages(root = ROOT) {
  if (packagesAreCurrent(root)) return
  await withLock(
    path.join(root, '.installing'),
    async () => {
      if (packagesAreCurrent(root)) return
      say('Installing the packages of package-lock.json (npm ci) …')
      const began = Date.now()
      const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root })
      if (code !== 0 || !packagesAreCurrent(root)) throw new Stop(`npm ci did not succeed:\n${output.trim()}`)
      say(`Packages are installed (${seconds(Date.now() - began)}).`)
    },
    { onWait: (holder) => say(`Waiting for another run (process ${holder}) to finish installing …`) },
  )
}

/**
 * Whether node_modules holds every package at the version the lock file names. npm writes its own list of what it
 * installed at the very end, so an interrupted install is not current either.
 * @param {string} root
 */
export function packagesAreCurrent(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || optional === true || installed[name]?.version === version,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/**
 * Builds the app unless the last build was made from exactly these sources.
 * @param {string} [root]
 * @returns {Promise<boolean>} whether it had to be built
 */
export async function ensureBuild(root = ROOT) {
  const stamp = stampOf(root)
  if ((await sourcesKey(root)) === (await readStamp(stamp))) return false
  return withLock(path.join(root, '.building'), async () => {
    const key = await sourcesKey(root)
    if (key === (await readStamp(stamp))) return false
    await build(root)
    await writeFile(stamp, key)
    return true
  })
}

/**
 * Makes the next run build again: what lies in out/ is, or will be, no build of the sources.
 * @param {string} [root]
 */
export async function forgetBuild(root = ROOT) {
  await rm(stampOf(root), { force: true })
}

/** @param {string} root */
function stampOf(root) {
  return path.join(root, 'out', '.built-from')
}

/** @param {string} root */
async function build(root) {
  say('Building …')
  const began = Date.now()
  await rm(path.join(root, 'out'), { recursive: true, force: true })
  await mkdir(path.join(root, 'out'))
  const { code, output } = await runTool('electron-vite/bin/electron-vite.js', ['build'], { cwd: root })
  if (code !== 0) throw new Stop(`The build failed:\n${output.trim()}`)
  say(`Built (${seconds(Date.now() - began)}).`)
}

/** @param {string} stamp */
async function readStamp(stamp) {
  return readFile(stamp, 'utf8').catch(() => undefined)
}

/**
 * @param {string} root
 * @returns {Promise<string>} changes with every byte a build reads, and with nothing else
 */
export async function sourcesKey(root) {
  const hash = createHash('sha256')
  for (const input of BUILD_INPUTS) {
    for (const file of await filesOf(path.join(root, input))) {
      if (file.endsWith('.test.ts')) continue
      const content = await readFile(file)
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} place
 * @returns {Promise<string[]>}
 */
async function filesOf(place) {
  if (!existsSync(place)) return []
  const entries = await readdir(place, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (entries === undefined) return [place]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
