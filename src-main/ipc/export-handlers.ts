import { app, dialog, shell } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { isThere } from '../files/dataset-folder.ts'
import { fileName } from '../files/file-name.ts'
import type { Host } from '../host.ts'
import type { ExportTarget } from './contract.ts'
import { fail, ok } from './result.ts'
import type { Handlers } from './serve.ts'

type Targets = Map<ExportTarget, string>

/** Datasets: where to, piece by piece, proved, in place. The page knows a target by a token, never by its path. */
export function exportHandlers(host: Host) {
  const targets: Targets = new Map()
  return {
    'export.choose': ({ name }) => chooseTarget(host, targets, name),
    'export.begin': async ({ target, replace, grant }) => {
      const path = targets.get(target)
      if (path === undefined) return fail('unknown-grant')
      const corpus = host.grants.locate(grant)
      return corpus.ok ? host.exports.begin({ target: path, replace, corpus: corpus.value }) : corpus
    },
    'export.write': ({ job, file, bytes }) => host.exports.write(job, file, bytes),
    'export.finish': ({ job, convert }) => host.exports.finish(job, convert ?? null),
    'export.abort': async ({ job }) => {
      await host.exports.abort(job)
      return ok(null)
    },
    'export.reveal': ({ target }) => {
      const path = targets.get(target)
      if (path === undefined) return fail('unknown-grant')
      shell.showItemInFolder(path)
      return ok(null)
    },
  } satisfies Partial<Handlers>
}

async function chooseTarget(host: Host, targets: Targets, name: string) {
  const words = host.words()
  const { canceled, filePath } = await dialog.showSaveDialog(host.window(), {
    title: words.chooseExport,
    buttonLabel: words.chooseExportButton,
    defaultPath: join(app.getPath('documents'), fileName(name, 'dataset')),
    properties: ['createDirectory'],
  })
  if (canceled || !filePath) return ok(null)
  const target = randomUUID()
  targets.set(target, filePath)
  return ok({ target, location: filePath, exists: await isThere(filePath) })
}
