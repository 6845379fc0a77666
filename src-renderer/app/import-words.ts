import type { AppSession } from '../session/app-session.svelte.ts'
import type { ImportEvent } from '../session/import-desk.svelte.ts'

/** Says how an import went. */
export function tellImport(app: AppSession, event: ImportEvent): void {
  switch (event.kind) {
    case 'imported':
      return app.say('good', 'import.done', { n: event.spans, name: event.name })
    case 'nothing-new':
      return app.say('info', 'import.nothing-new', { name: event.name })
    case 'failed':
      return app.say('bad', `host.${event.error.code}`, { id: '', ...event.error.params })
  }
}
