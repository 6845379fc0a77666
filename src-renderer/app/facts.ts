import { editDocument, toggleExcluded } from '../../src-core/annotation/document-commands.ts'
import type { DocumentRecord } from '../../src-core/annotation/records.ts'
import type { FactDeeds } from '../features/sources/facts.ts'
import type { DocumentSession } from '../session/document-session.svelte.ts'
import type { ProjectSession } from '../session/project-session.svelte.ts'

/** What the text of a document says about it; the first words that it is listed by where it has no title are none. */
export function foundIn(project: ProjectSession, id: string): Readonly<Record<string, string>> {
  const entry = project.catalogue.get(id)
  return entry ? { ...entry.fields, ...(entry.date ? { date: entry.date } : {}) } : {}
}

/** What a person can correct of a document, each as an edit that can be taken back. */
export function factDeeds(project: ProjectSession, document: DocumentSession): FactDeeds {
  const change = (changes: Partial<Pick<DocumentRecord, 'fields' | 'lang' | 'excluded'>>): void => {
    document.run('edit-document', ({ items, document: id }) => editDocument(items, id, changes))
  }
  return {
    field: (name, value) => {
      const { [name]: _before, ...rest } = document.record.fields
      change({ fields: value === undefined ? rest : { ...rest, [name]: value } })
    },
    language: (lang) => change({ lang }),
    encoding: (encoding) => void project.reanchoring.setEncoding(document.id, encoding),
    folderEncoding: (encoding) => void readFolderIn(project, encoding),
    keep: ({ start, end }) => {
      const { excluded } = document
      document.run('edit-document', ({ items, document: id }) => toggleExcluded(items, id, excluded, [start, end]))
    },
    keepEverywhere: (line) => void project.anatomy.keepEverywhere(line),
    asProposed: () => change({ excluded: null }),
    proposeAgain: () => change({ fields: {}, excluded: null }),
  }
}

async function readFolderIn(project: ProjectSession, encoding: string | null): Promise<void> {
  await project.encodings.chooseForFolder(encoding)
  await project.scan('all')
}
