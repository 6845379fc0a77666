import type { Elsewhere } from '../features/reader/types.ts'
import { tagsOf } from '../session/elsewhere.ts'
import type { ProjectSession } from '../session/project-session.svelte.ts'
import type { Desks } from './desks.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'

/** What the reader sees of the documents that are not on screen. */
export function elsewherePort(project: ProjectSession, desks: Desks, navigation: Navigation): Elsewhere {
  const { lexicon, entities, links } = project.learning
  const tagsIn = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0)
  return {
    documents: () =>
      project.rows.list.flatMap(({ id, title, counts }) => {
        const tags = tagsIn(counts)
        return tags ? [{ id, title, tags }] : []
      }),
    tagsOf: (document) => tagsOf(project, document),
    linksTo: (span) => links.to(span),
    along: (edit) => links.along(edit),
    onOpen: (document, span) => void navigation.openAt(document, [0, 0], span),
    entities: {
      list: () => entities.list,
      useOf: (id) => entities.useOf(id),
      before: (words) => lexicon.entitiesOf(words),
      onShow: (id) => {
        void desks.entities?.choose(id)
        navigation.show('entities')
      },
    },
  }
}
