import { app, dialog } from 'electron'
import { join } from 'node:path'
import type { Bundles } from '../files/bundles.ts'
import { fileName } from '../files/file-name.ts'
import type { Host } from '../host.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** Files of layers: the person names the place in the system's own dialog, the page never sees a path to use. */
export function bundleHandlers(host: Host) {
  const { bundles } = host
  return {
    'bundle.begin': ({ name }) => beginBundle(host, bundles, name),
    'bundle.begin-many': ({ names }) => beginBundles(host, bundles, names),
    'bundle.write': ({ job, bytes }) => bundles.write(job, bytes),
    'bundle.finish': ({ job }) => bundles.finish(job),
    'bundle.abort': async ({ job }) => {
      await bundles.abort(job)
      return ok(null)
    },
    'bundle.open': () => pickBundle(host, bundles),
    'bundle.arrived': () => bundles.takeArrived(),
    'bundle.read': ({ file, offset }) => bundles.read(file, offset),
  } satisfies Partial<Handlers>
}

async function beginBundle(host: Host, bundles: Bundles, name: string) {
  const words = host.words()
  const { canceled, filePath } = await dialog.showSaveDialog(host.window(), {
    title: words.saveBundle,
    defaultPath: join(app.getPath('documents'), `${fileName(name, 'layers')}.postil`),
    filters: [{ name: words.bundleFiles, extensions: ['postil'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return canceled || !filePath ? ok(null) : bundles.begin(filePath)
}

async function beginBundles(host: Host, bundles: Bundles, names: readonly string[]) {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: words.saveStarters,
    buttonLabel: words.saveStartersButton,
    properties: ['openDirectory', 'createDirectory'],
  })
  const [folder] = filePaths
  if (canceled || folder === undefined) return ok(null)
  return bundles.beginMany(
    folder,
    names.map((name) => fileName(name, 'layers')),
  )
}

async function pickBundle(host: Host, bundles: Bundles) {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: words.openBundle,
    filters: [{ name: words.bundleFiles, extensions: ['postil'] }],
    properties: ['openFile'],
  })
  const [path] = filePaths
  return canceled || path === undefined ? ok(null) : bundles.offer(path)
}
