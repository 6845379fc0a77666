import type { ProjectStore } from '../store/project-store.ts'
import { CatalogueThread } from '../workers/catalogue-thread.ts'

/** Fewer changed chunks are written on the spot: a thread would take longer to begin. */
const MANY = 10

/** Stores what a scan found out of the folder's files. */
export async function storeCatalogue(store: ProjectStore): Promise<void> {
  const table = await store.readCatalogue()
  if (table.changed().length <= MANY) return store.writeCatalogue()
  const thread = new CatalogueThread(store.database)
  try {
    await store.writeCatalogue((changes) => thread.write(changes))
  } finally {
    thread.end()
  }
}
