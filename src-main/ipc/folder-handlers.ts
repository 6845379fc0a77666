import { dialog, shell } from 'electron'
import type { Host } from '../host.ts'
import { resolveInside } from '../files/inside.ts'
import type { Grant, Result } from './contract.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** Folders of articles: which one to open, and the right to open it. */
export function folderHandlers(host: Host) {
  return {
    'folder.initial': () => {
      host.pool.warm()
      return initialFolder(host)
    },
    'folder.pick': () => {
      host.pool.warm()
      return pickFolder(host)
    },
    'folder.samples': () => openSamples(host),
    'folder.recent': () => ok(host.grants.recent()),
    'folder.forget': async (grant) => {
      await host.grants.forget(grant)
      return ok(null)
    },
    'folder.reveal': ({ grant, id }) => {
      const folder = host.grants.locate(grant)
      if (!folder.ok) return folder
      const path = id === null ? folder : resolveInside(folder.value, id)
      if (!path.ok) return path
      shell.showItemInFolder(path.value)
      return ok(null)
    },
  } satisfies Partial<Handlers>
}

async function initialFolder(host: Host): Promise<Result<Grant>> {
  const named = host.takeStartFolder()
  if (named !== null) return remember(host, await host.grants.add(named))
  const { lastFolder } = host.settings.value
  if (lastFolder !== null) {
    const last = await host.grants.reopen(lastFolder)
    if (last.ok || last.error.code !== 'unknown-grant') return last
  }
  return openSamples(host)
}

/** So that a page that begins anew, before it has read the folder, finds it again. */
async function remember(host: Host, named: Result<Grant>): Promise<Result<Grant>> {
  if (named.ok) await host.settings.change((settings) => ({ ...settings, lastFolder: named.value.id }))
  return named
}

async function pickFolder(host: Host): Promise<Result<Grant | null>> {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: words.chooseFolder,
    buttonLabel: words.chooseFolderButton,
    properties: ['openDirectory', 'createDirectory'],
  })
  const [path] = filePaths
  return canceled || path === undefined ? ok(null) : host.grants.add(path)
}

async function openSamples(host: Host): Promise<Result<Grant>> {
  return host.grants.add(await host.samples(), true)
}
