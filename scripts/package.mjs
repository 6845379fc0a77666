// npm run package: the app as a folder that runs without Node, in dist/, with every fuse closed.
import './lib/node-version.mjs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { ensureBuild, ensurePackages, ROOT } from './lib/checkout.mjs'
import { runScript, say, Stop } from './lib/say.mjs'

/** What a shipped Postil must not be talked into: being Node, taking debuggers, or running another app’s files. */
const FUSES = {
  runAsNode: false,
  enableCookieEncryption: false, // there are no cookies, and a keyring prompt at the first start would frighten
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

await runScript(async () => {
  await ensurePackages()
  await ensureBuild()
  const { findElectron } = await import('./electron/electron.mjs')
  const electron = await findElectron(ROOT)
  say(`Packaging with Electron ${electron.version} (${electron.origin}) …`)
  const { build } = await import('electron-builder')
  await build({ projectDir: ROOT, dir: true, publish: 'never', config: configuration(electron) })
  await checkFuses()
})

/**
 * @param {import('./electron/electron.mjs').ElectronProgram} electron
 * @returns {import('electron-builder').Configuration}
 */
function configuration({ version, folder }) {
  return {
    appId: 'org.postil.Postil',
    productName: 'Postil',
    directories: { output: 'dist', buildResources: 'resources/icons' },
    files: ['out/**', '!out/.built-from', '!**/*.map', 'resources/**', 'package.json', 'LICENSE'],
    extraFiles: ['LICENSE'],
    electronVersion: version,
    electronDist: folder,
    electronFuses: FUSES,
    npmRebuild: false,
    fileAssociations: [{ ext: 'postil', name: 'Postil bundle', mimeType: 'application/x-postil', role: 'Editor' }],
    linux: {
      icon: path.join(ROOT, 'resources', 'icons'),
      executableName: 'postil',
      category: 'Science',
      target: 'dir',
    },
    mac: {
      icon: path.join(ROOT, 'resources', 'icons', 'postil.icns'),
      category: 'public.app-category.productivity',
      target: 'dir',
    },
    win: { icon: path.join(ROOT, 'resources', 'icons', 'postil.ico'), target: 'dir' },
    // the stand-in starts any folder given to it through an app of its own, which has no place in a package
    afterExtract: ({ appOutDir }) => rm(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
  }
}

async function checkFuses() {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses')
  const program = packagedProgram()
  const wire = await getCurrentFuseWire(program)
  const on = '1'.charCodeAt(0)
  const open = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
  ]
  if (open.some((fuse) => Number(wire[fuse]) === on) || Number(wire[FuseV1Options.OnlyLoadAppFromAsar]) !== on) {
    throw new Stop(`The fuses of ${program} are not as they must be.`)
  }
  say(`Packaged: ${program}`)
}

function packagedProgram() {
  const dist = path.join(ROOT, 'dist')
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`
  if (process.platform === 'darwin') return path.join(dist, `mac${suffix}`, 'Postil.app')
  return process.platform === 'win32'
    ? path.join(dist, `win${suffix}-unpacked`, 'Postil.exe')
    : path.join(dist, `linux${suffix}-unpacked`, 'postil')
}
