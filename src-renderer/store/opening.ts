import { DATABASE_VERSION, projectDatabase, type ProjectDatabase } from './database.ts'
import { storageTrouble, type OpenProblem } from './problems.ts'
import { readProject, type ProjectContents } from './reading.ts'
import type { EpochMs } from '../../src-core/annotation/records.ts'
import { isSharpLoss } from './tripwire.ts'

export interface OpenedDatabase {
  readonly db: ProjectDatabase
  readonly contents: ProjectContents
}

export interface Expectation {
  /** How many spans the project held when somebody last counted them outside the database. */
  readonly spans: number
}

/** Dexie numbers its versions in tenths of the browser's. */
const NATIVE_VERSION = DATABASE_VERSION * 10

/**
 * Opens a project's newest complete database, or begins an empty one where none is expected and none is found. Never
 * begins an empty one over something that was there.
 */
export async function openDatabase(
  projectId: string,
  now: EpochMs,
  expected: Expectation | null,
): Promise<OpenedDatabase | OpenProblem> {
  for (const found of await generationsOf(projectId)) {
    if (found.version > NATIVE_VERSION)
      return { code: 'newer-version', found: found.version / 10, known: DATABASE_VERSION }
    const opened = await openGeneration(found, expected)
    if (opened) return opened
  }
  if (expected) return { code: 'missing' }
  return beginDatabase(databaseName(projectId, 0), now)
}

export interface Generation {
  readonly name: string
  readonly number: number
  readonly version: number
}

/** The databases of a project, the newest first. A restore writes one more and keeps the one before. */
export async function generationsOf(projectId: string): Promise<Generation[]> {
  const first = databaseName(projectId, 0)
  const generations: Generation[] = []
  for (const { name, version } of await indexedDB.databases()) {
    if (name === undefined || version === undefined) continue
    if (name === first) generations.push({ name, number: 0, version })
    const number = name.startsWith(`${first}.`) ? Number(name.slice(first.length + 1)) : NaN
    if (Number.isInteger(number)) generations.push({ name, number, version })
  }
  return generations.sort((a, b) => b.number - a.number)
}

export function databaseName(projectId: string, generation: number): string {
  return `postil-project-${projectId}${generation ? `.${generation}` : ''}`
}

/** Null for what a broken-off restore left behind, which is cleared away. */
async function openGeneration(
  { name, number }: Generation,
  expected: Expectation | null,
): Promise<OpenedDatabase | OpenProblem | null> {
  const db = projectDatabase(name)
  try {
    await db.dexie.open()
    const ready = await db.meta.get('ready')
    if (ready) return await checked(db, expected)
    if (number > 0) await db.dexie.delete()
    return number > 0 ? null : { code: 'damaged', detail: 'The database was never completed' }
  } catch (error) {
    db.dexie.close()
    return damage(error)
  }
}

async function checked(db: ProjectDatabase, expected: Expectation | null): Promise<OpenedDatabase | OpenProblem> {
  const contents = await readProject(db)
  const totals = await db.meta.get('totals')
  const spans = totals?.key === 'totals' ? totals.spans : 0
  if (!expected || !isSharpLoss(expected.spans - spans, expected.spans)) return { db, contents }
  db.dexie.close()
  return { code: 'shortfall', expected: expected.spans, found: spans }
}

async function beginDatabase(name: string, now: EpochMs): Promise<OpenedDatabase | OpenProblem> {
  const db = projectDatabase(name)
  db.dexie.on('populate', () => {
    void db.meta.bulkPut([
      { key: 'totals', spans: 0, items: 0 },
      { key: 'ready', since: now },
    ])
  })
  try {
    await db.dexie.open()
    return { db, contents: await readProject(db) }
  } catch (error) {
    db.dexie.close()
    return storageTrouble(error)
  }
}

/** What opening met: text that is no JSON any more is damage, and so is whatever the storage cannot read. */
function damage(error: unknown): OpenProblem {
  if (error instanceof SyntaxError) return { code: 'damaged', detail: error.message }
  const trouble = storageTrouble(error)
  return trouble.code === 'failed' ? { code: 'damaged', detail: trouble.detail } : trouble
}
