import type { ReaderProps } from '../features/reader/types.ts'
import type { AppSession } from '../session/app-session.svelte.ts'
import type { DocumentSession } from '../session/document-session.svelte.ts'
import { HostFailure } from '../session/host.ts'
import type { ProjectSession } from '../session/project-session.svelte.ts'
import { foundIn } from './facts.ts'

/** How much of a hash tells one text from another. */
const HASH_CHARACTERS = 16

/** Fields that say where an article comes from. */
const FIELDS = ['date', 'source', 'author', 'place'] as const

/** How the article on screen is printed, and what is told of it on paper. */
export function printPort(app: AppSession, project: ProjectSession, document: DocumentSession): ReaderProps['print'] {
  const { t } = app.i18n
  const { title } = document.entry
  return {
    facts: () => {
      const known: Readonly<Record<string, string | null>> = {
        ...foundIn(project, document.id),
        ...document.record.fields,
      }
      return {
        annotator: project.annotatorName,
        facts: [
          ...FIELDS.flatMap((name) => (known[name] ? [[t(`sources.field.${name}`), known[name]] as const] : [])),
          [t('reader.fact.file'), document.id],
          [t('reader.fact.state'), t(`reader.state.${document.layer.state}`)],
          [t('print.tags'), app.i18n.number(document.spans.length)],
          [t('reader.fact.sha256'), document.article.sha256.slice(0, HASH_CHARACTERS)],
        ],
      }
    },
    run: async (as) => {
      try {
        if (as === 'paper') return void (await app.host.ask('print.paper', { title: title.slice(0, 1000) }))
        const name = document.id.slice(document.id.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
        const saved = await app.host.ask('print.pdf', { name: name.slice(0, 1000), title: title.slice(0, 1000) })
        if (saved) app.say('good', 'print.saved', saved)
      } catch (error) {
        if (!(error instanceof HostFailure)) throw error
        app.say('bad', `host.${error.error.code}`, error.error.params)
      }
    },
  }
}
