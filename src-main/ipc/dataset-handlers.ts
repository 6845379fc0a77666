import { dialog } from 'electron'
import type { Host } from '../host.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** Datasets to read: the person names one in the system's own dialog, the page never sees a path to use. */
export function datasetHandlers(host: Host) {
  return {
    'dataset.open': ({ kind }) => pickDataset(host, kind),
    'dataset.read': ({ grant, ...request }) => {
      const folder = grant === null ? ok(null) : host.grants.locate(grant)
      return folder.ok ? host.datasets.read({ ...request, articles: folder.value }) : folder
    },
    'dataset.cancel': ({ read }) => {
      host.datasets.cancel(read)
      return ok(null)
    },
  } satisfies Partial<Handlers>
}

async function pickDataset(host: Host, kind: 'file' | 'folder') {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: kind === 'file' ? words.openDataset : words.openDatasetFolder,
    buttonLabel: words.openDatasetButton,
    properties: [kind === 'file' ? 'openFile' : 'openDirectory'],
  })
  const [path] = filePaths
  return canceled || path === undefined ? ok(null) : host.datasets.offer(path)
}
