import { projectDatabase } from '../store/database.ts'
import { readRows } from '../store/reading.ts'
import type { ReadingAnswer, ReadingRequest } from './reading-protocol.ts'

let open: ReturnType<typeof projectDatabase> | null = null

self.onmessage = ({ data }: MessageEvent<ReadingRequest>) => void answer(data)

async function answer({ turn, database, documents, texts }: ReadingRequest): Promise<void> {
  const say = (message: ReadingAnswer): void => self.postMessage(message)
  try {
    open ??= projectDatabase(database)
    say({ turn, read: await readRows(open, documents, texts) })
  } catch (error) {
    say({ turn, failure: String(error) })
  }
}
