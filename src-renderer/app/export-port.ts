import type { ExportPort } from '../features/export/types.ts'
import type { LibraryQuery } from '../features/library/library-query.svelte.ts'
import type { AppSession } from '../session/app-session.svelte.ts'
import { exportDataset, weighExport } from '../session/dataset-export.ts'
import { allFormats } from '../session/export-weighing.ts'
import { exportSize, withReader } from '../session/export-source.ts'
import type { ProjectSession } from '../session/project-session.svelte.ts'

/** What the export dialog needs, from the open project. */
export function exportPort(app: AppSession, project: ProjectSession, list: LibraryQuery): ExportPort {
  const { host } = app
  const software = `Postil ${app.info.version}`
  return {
    choose: (name) => host.ask('export.choose', { name }),
    preview: (choice) => exportSize(project, choice),
    shown: () => (list.isNarrowed ? new Set(list.matching.map(({ id }) => id)) : null),
    formats: allFormats,
    weigh: async (options, run) => {
      await project.idle()
      return withReader(project, software, (source) => weighExport(host, source, options, run))
    },
    run: async (options, run) => {
      await project.idle()
      const stop = host.on('export.progress', ({ phase, done, total }) => {
        if (phase === 'proving') run.progress(done, total, phase)
      })
      try {
        return await withReader(project, software, (source) => exportDataset(host, source, options, run))
      } finally {
        stop()
      }
    },
    reveal: (target) => void host.ask('export.reveal', { target }),
  }
}
