import { writeChunks } from '../store/catalogue.ts'
import { projectDatabase } from '../store/database.ts'
import type { CatalogueAnswer, CatalogueOrder } from './catalogue-protocol.ts'
import { portable } from './portable-error.ts'

let open: ReturnType<typeof projectDatabase> | null = null

self.onmessage = ({ data }: MessageEvent<CatalogueOrder>) => void write(data)

async function write({ database, changes }: CatalogueOrder): Promise<void> {
  const say = (answer: CatalogueAnswer): void => self.postMessage(answer)
  try {
    open ??= projectDatabase(database)
    await writeChunks(open, changes)
    say(null)
  } catch (error) {
    say(portable(error))
  }
}
