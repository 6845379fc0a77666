import { app, dialog } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeAtomic } from '../files/atomic.ts'
import { attempt } from '../files/errors.ts'
import { fileName } from '../files/file-name.ts'
import type { Host } from '../host.ts'
import type { Result } from './contract.ts'
import { fail, ok } from './result.ts'
import type { Handlers } from './serve.ts'

type Opened = Result<{ name: string; json: string } | null>
type Saved = Result<{ location: string } | null>

/** No label schema is larger. */
const LARGEST_SCHEMA_BYTES = 5_000_000

/** Label schemas as files: the person names the place in the system's own dialog, the page never sees a path to use. */
export function schemaHandlers(host: Host) {
  return {
    'schema.save': ({ name, json }) => saveSchema(host, name, json),
    'schema.open': () => openSchema(host),
  } satisfies Partial<Handlers>
}

async function saveSchema(host: Host, name: string, json: string): Promise<Saved> {
  const words = host.words()
  const { canceled, filePath } = await dialog.showSaveDialog(host.window(), {
    title: words.saveSchema,
    defaultPath: join(app.getPath('documents'), `${fileName(name, 'schema')}.json`),
    filters: [{ name: words.schemaFiles, extensions: ['json'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (canceled || !filePath) return ok(null)
  return attempt<Saved>('write', async () => {
    await writeAtomic(filePath, json)
    return ok({ location: filePath })
  })
}

async function openSchema(host: Host): Promise<Opened> {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: words.openSchema,
    filters: [{ name: words.schemaFiles, extensions: ['json'] }],
    properties: ['openFile'],
  })
  const [path] = filePaths
  if (canceled || path === undefined) return ok(null)
  return attempt<Opened>('read', async () => {
    const name = basename(path)
    const { size } = await stat(path)
    if (size > LARGEST_SCHEMA_BYTES) return fail('too-large', { id: name })
    return ok({ name, json: (await readFile(path, 'utf8')).replace(/^\uFEFF/, '') })
  })
}
