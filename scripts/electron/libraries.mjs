// The system libraries an Electron program links to: which are missing here, and what brings them.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { run } from '../lib/run.mjs'
import { say, Stop } from '../lib/say.mjs'

/** Debian's package for each library; those marked were renamed for 64-bit time (Debian 13, Ubuntu 24.04). */
const PACKAGES = new Map(
  Object.entries({
    'libglib-2.0.so.0': 'libglib2.0-0 t64',
    'libgobject-2.0.so.0': 'libglib2.0-0 t64',
    'libgio-2.0.so.0': 'libglib2.0-0 t64',
    'libgmodule-2.0.so.0': 'libglib2.0-0 t64',
    'libnss3.so': 'libnss3',
    'libnssutil3.so': 'libnss3',
    'libsmime3.so': 'libnss3',
    'libnspr4.so': 'libnspr4',
    'libdbus-1.so.3': 'libdbus-1-3',
    'libatk-1.0.so.0': 'libatk1.0-0 t64',
    'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0 t64',
    'libatspi.so.0': 'libatspi2.0-0 t64',
    'libcups.so.2': 'libcups2 t64',
    'libdrm.so.2': 'libdrm2',
    'libgtk-3.so.0': 'libgtk-3-0 t64',
    'libgdk-3.so.0': 'libgtk-3-0 t64',
    'libpango-1.0.so.0': 'libpango-1.0-0',
    'libcairo.so.2': 'libcairo2',
    'libX11.so.6': 'libx11-6',
    'libX11-xcb.so.1': 'libx11-xcb1',
    'libXcomposite.so.1': 'libxcomposite1',
    'libXdamage.so.1': 'libxdamage1',
    'libXext.so.6': 'libxext6',
    'libXfixes.so.3': 'libxfixes3',
    'libXrandr.so.2': 'libxrandr2',
    'libXss.so.1': 'libxss1',
    'libXtst.so.6': 'libxtst6',
    'libgbm.so.1': 'libgbm1',
    'libexpat.so.1': 'libexpat1',
    'libxcb.so.1': 'libxcb1',
    'libxkbcommon.so.0': 'libxkbcommon0',
    'libudev.so.1': 'libudev1',
    'libasound.so.2': 'libasound2 t64',
    'libgcc_s.so.1': 'libgcc-s1',
  }),
)

/**
 * @typedef {object} Distribution
 * @property {'apt' | 'dnf' | 'other'} installer
 * @property {boolean} time64 Whether the renamed packages apply.
 */

/**
 * Makes sure that the program's libraries, and the extra commands named, are there.
 * @param {string} folder The unpacked Electron.
 * @param {{ install: boolean, commands?: readonly string[] }} options `install`: put them in place instead of telling how.
 * @throws {Stop} naming what is missing and the command that installs it
 */
export async function ensureLibraries(folder, { install, commands = [] }) {
  if (process.platform !== 'linux') return
  const distribution = distributionOf(await readFile('/etc/os-release', 'utf8').catch(() => ''))
  const missing = await whatIsMissing(folder, commands)
  if (missing.length === 0) return
  if (install && distribution.installer === 'apt' && isRoot()) {
    await installWithApt(missing, distribution)
    const still = await whatIsMissing(folder, commands)
    if (still.length === 0) return
    throw new Stop(adviceFor(still, distribution))
  }
  throw new Stop(adviceFor(missing, distribution))
}

/**
 * @param {string} folder
 * @param {readonly string[]} commands
 */
async function whatIsMissing(folder, commands) {
  const found = await Promise.all(commands.map((command) => isOnPath(command)))
  return [...(await missingLibraries(folder)), ...commands.filter((_, i) => found[i] === false)]
}

/** @param {string} folder */
async function missingLibraries(folder) {
  const names = await readdir(folder)
  const binaries = names.filter(
    (name) => name === 'electron' || name === 'chrome_crashpad_handler' || /\.so(\.\d+)*$/.test(name),
  )
  const { code, output } = await run(
    'ldd',
    binaries.map((name) => path.join(folder, name)),
  )
  if (code === 127) return []
  return parseMissing(output, new Set(names))
}

/**
 * The libraries that `ldd` did not find, sorted and each once, without those that lie in the program's own folder.
 * @param {string} output
 * @param {ReadonlySet<string>} own
 * @returns {string[]}
 */
export function parseMissing(output, own = new Set()) {
  const names = [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')
  return [...new Set(names)].filter((name) => !own.has(name)).sort()
}

/**
 * @param {string} osRelease The text of /etc/os-release.
 * @returns {Distribution}
 */
export function distributionOf(osRelease) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? ''
  const family = `${field('ID')} ${field('ID_LIKE')}`.split(' ')
  const version = Number(field('VERSION_ID'))
  if (family.includes('ubuntu'))
    return { installer: 'apt', time64: field('ID') === 'ubuntu' ? version >= 24.04 : version >= 22 }
  if (family.includes('debian')) return { installer: 'apt', time64: version >= 13 }
  return {
    installer: family.some((name) => ['fedora', 'rhel', 'suse'].includes(name)) ? 'dnf' : 'other',
    time64: false,
  }
}

/**
 * The packages that bring what is missing, sorted and each once.
 * @param {readonly string[]} missing Library names, or `Xvfb`.
 * @param {Distribution} distribution
 */
export function packagesFor(missing, { installer, time64 }) {
  if (installer === 'dnf')
    return missing.map((name) => (name === 'Xvfb' ? 'xorg-x11-server-Xvfb' : `'${name}()(64bit)'`))
  const names = missing.map((name) => {
    if (name === 'Xvfb') return 'xvfb'
    const [plain = '', renamed] = (PACKAGES.get(name) ?? '').split(' ')
    return renamed !== undefined && time64 ? `${plain}${renamed}` : plain
  })
  return [...new Set(names)].filter((name) => name !== '').sort()
}

/**
 * @param {readonly string[]} missing
 * @param {Distribution} distribution
 */
export function adviceFor(missing, distribution) {
  const list = `Electron needs these, and this system does not have them:\n  ${missing.join(' ')}\n\n`
  const packages = packagesFor(missing, distribution).join(' ')
  const asRoot = isRoot() ? '' : 'sudo '
  if (distribution.installer === 'apt' && packages !== '') {
    return `${list}Install them with:\n  ${asRoot}apt-get update && ${asRoot}apt-get install -y --no-install-recommends ${packages}${unknownNote(missing)}`
  }
  if (distribution.installer === 'dnf') return `${list}Install them with:\n  ${asRoot}dnf install ${packages}`
  return `${list}Install the packages of your distribution that contain them, then run the same command again.`
}

/** @param {readonly string[]} missing */
function unknownNote(missing) {
  const unknown = missing.filter((name) => name !== 'Xvfb' && !PACKAGES.has(name))
  return unknown.length === 0
    ? ''
    : `\nand the packages that contain ${unknown.join(', ')} (find them with: apt-file search NAME)`
}

/**
 * @param {readonly string[]} missing
 * @param {Distribution} distribution
 */
async function installWithApt(missing, distribution) {
  const packages = packagesFor(missing, distribution)
  say(`Installing system packages: ${packages.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { code, output } = await run('apt-get', args, { env })
    if (code !== 0)
      throw new Stop(`apt-get ${args.join(' ')} failed:\n${output.trim()}\n\n${adviceFor(missing, distribution)}`)
  }
}

/** @param {string} command */
async function isOnPath(command) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const contents = await Promise.all(folders.map((folder) => readdir(folder).catch(() => /** @type {string[]} */ ([]))))
  return contents.some((names) => names.includes(command))
}

export function isRoot() {
  return process.getuid?.() === 0
}
