import { reanchor, type Reanchored } from '../../src-core/annotation/reanchor.ts'
import { projectDatabase, type ProjectDatabase } from '../store/database.ts'
import { examine } from '../store/doctor.ts'
import { lessonsOf } from '../store/lessons.ts'
import { restoreSnapshot } from '../store/restore.ts'
import { verifySnapshot } from '../store/snapshot-read.ts'
import { writeSnapshot } from '../store/snapshot-write.ts'
import type { ChangedDocument, FromThread, Order, Orders, ToThread } from './orders.ts'
import { portable } from './portable-error.ts'

/** What is sent at once: fewer messages than gzip gives pieces. */
const PIECE_BYTES = 512 * 1024

let heard: (message: ToThread) => void = (message) => {
  if (message.kind === 'order') void fulfil(message)
}
self.onmessage = ({ data }: MessageEvent<ToThread>) => heard(data)

async function fulfil(order: Order): Promise<void> {
  try {
    say({ kind: 'answer', answer: await answerTo(order) })
  } catch (error) {
    say({ kind: 'error', error: portable(error) })
  }
}

function answerTo(order: Order): Promise<Orders[Order['name']][1]> {
  switch (order.name) {
    case 'snapshot':
      return writeOut(order.argument)
    case 'learn':
      return using(order.argument.database, (db) => teach(db, order.argument))
    case 'verify':
      return verifySnapshot(pieces())
    case 'restore':
      return restoreSnapshot(order.argument.project, pieces(), order.argument)
    case 'examine':
      return using(order.argument.database, examine)
    case 'reanchor':
      return Promise.resolve(order.argument.map(moved))
  }
}

function moved({ items, change }: ChangedDocument): Reanchored {
  return reanchor(new Map(items.map((item) => [item.id, item])), change)
}

/** Reads a database beside the project that has it open; one that has gone meanwhile is not begun anew. */
async function using<T>(name: string, work: (db: ProjectDatabase) => Promise<T>, upTo = Infinity): Promise<T> {
  const names = (await indexedDB.databases()).map((each) => each.name)
  if (!names.includes(name)) throw new DOMException(`There is no ${name}`, 'NotFoundError')
  const db = projectDatabase(name, { upTo })
  await db.dexie.open()
  try {
    return await work(db)
  } finally {
    db.dexie.close()
  }
}

async function teach(db: ProjectDatabase, plan: Orders['learn'][0]): Promise<null> {
  for await (const lessons of lessonsOf(db, plan)) await hand(new TextEncoder().encode(JSON.stringify(lessons)))
  return null
}

function writeOut({ database, version, project, at, witness }: Orders['snapshot'][0]): Promise<null> {
  const write = async (db: ProjectDatabase): Promise<null> => {
    let waiting: Uint8Array[] = []
    let length = 0
    for await (const bytes of writeSnapshot(db, project, at, witness)) {
      waiting.push(bytes)
      length += bytes.length
      if (length < PIECE_BYTES) continue
      await hand(joined(waiting, length))
      waiting = []
      length = 0
    }
    if (length > 0) await hand(joined(waiting, length))
    return null
  }
  return using(database, write, version)
}

/** Sends a piece and waits until another is wanted. */
async function hand(bytes: Uint8Array): Promise<void> {
  const next = nextMessage()
  say({ kind: 'piece', bytes }, [bytes.buffer])
  await next
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = nextMessage()
    say({ kind: 'more' })
    const message = await next
    if (message.kind !== 'piece' || message.bytes === null) return
    yield message.bytes
  }
}

function nextMessage(): Promise<ToThread> {
  return new Promise((resolve) => (heard = resolve))
}

function say(message: FromThread, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
