import { app, dialog } from 'electron'
import { join } from 'node:path'
import { writeAtomic } from '../files/atomic.ts'
import { attempt } from '../files/errors.ts'
import { fileName } from '../files/file-name.ts'
import type { Host } from '../host.ts'
import type { Result } from './contract.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

type Saved = Result<{ location: string } | null>

/** Pictures and tables of numbers as files: the person names the place, the page never sees a path to use. */
export function figureHandlers(host: Host) {
  return {
    'figure.save': async ({ name, kind, text }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(host.window(), {
        title: host.words().saveFigure,
        defaultPath: join(app.getPath('documents'), `${fileName(name, 'agreement')}.${kind}`),
        filters: [{ name: kind.toUpperCase(), extensions: [kind] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || !filePath) return ok(null)
      return attempt<Saved>('write', async () => {
        await writeAtomic(filePath, text)
        return ok({ location: filePath })
      })
    },
  } satisfies Partial<Handlers>
}
