// The one place that answers: which Electron program, where from, which version. Start, dev, test, bench and package ask it.
import { Stop } from '../lib/say.mjs'
import { canDownload, fetchOfficial, officialPresent, officialVersion } from './official.mjs'
import { cacheFolder, prepareStandIn } from './stand-in.mjs'

/**
 * @typedef {object} ElectronProgram
 * @property {string} program Absolute path of the executable.
 * @property {string} version For example `45.4.1`.
 * @property {'official' | 'stand-in'} origin
 * @property {string} folder The unpacked distribution, as a packager wants it (`electronDist`).
 */

/**
 * The Electron to run, fetched first if need be: the official program of the `electron` devDependency wherever it can be
 * had, else on Linux x64 the stand-in.
 * @param {string} root The checkout, with its dependencies installed.
 * @returns {Promise<ElectronProgram>}
 * @throws {Stop} with what to do, where neither can be had
 */
export async function findElectron(root) {
  const official = officialPresent(root) ?? (await fetchOfficial(root, cacheFolder()))
  if (official !== undefined) return { ...official, origin: 'official' }
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Stop(howToGetElectron(officialVersion(root)))
  return { ...(await prepareStandIn({ root })), origin: 'stand-in' }
}

/**
 * @param {string} version
 * @param {{ platform: string, arch: string, node: string }} [machine]
 */
export function howToGetElectron(
  version,
  machine = { platform: process.platform, arch: process.arch, node: process.versions.node },
) {
  const zip = `electron-v${version}-${machine.platform}-${machine.arch}.zip`
  const reason = canDownload(machine.node)
    ? 'its download did not succeed'
    : `its downloader wants Node 22.12 or newer and this is Node ${machine.node}`
  return `The Electron ${version} program is missing: ${reason}.

Any one of these gets it, then run the same command again:
  1. With Node 22.12 or newer:         npx install-electron --no
  2. Where github.com is not reachable, name a mirror of its release files first (ending in a slash):
       ${setVariable(machine.platform, 'ELECTRON_MIRROR', 'https://mirror.example.org/electron/')}
     Behind a proxy, set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=true as well.
  3. By hand: bring ${zip} from the release page of Electron v${version},
     unpack it into a folder, and name that folder:
       ${setVariable(machine.platform, 'ELECTRON_OVERRIDE_DIST_PATH', machine.platform === 'win32' ? 'C:\\path\\to\\folder' : '/path/to/folder')}`
}

/**
 * @param {string} platform
 * @param {string} name
 * @param {string} value
 */
function setVariable(platform, name, value) {
  return platform === 'win32' ? `$env:${name} = '${value}'` : `export ${name}=${value}`
}
