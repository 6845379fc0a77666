import { DATABASE_VERSION, projectDatabase, type Migration, type ProjectDatabase } from './database.ts'
import { readingTrouble, storageTrouble, type OpenProblem } from './problems.ts'
import { readProject, type ProjectContents } from './reading.ts'
import type { EpochMs } from '../../src-core/annotation/records.ts'
import { isSharpLoss } from './tripwire.ts'

export interface OpenedDatabase {
  readonly db: ProjectDatabase
  readonly contents: ProjectContents
  /** Putting back a snapshot was broken off before; what it had written is cleared away. */
  readonly brokenOff?: true
}

export interface Expectation {
  /** How many spans the project held when somebody last counted them outside the database. */
  readonly spans: number
}

/** Dexie numbers its versions in tenths of the browser's. */
const TENTHS = 10

/** What is done about a database of an older version, before it is brought to the present one. */
export interface Upgrade {
  /** Keeps what the database holds, read with nothing newer than its version; answers whether that is done. */
  readonly keep: (database: string, version: number) => Promise<boolean>
  /** The history of the tables, for tests. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens a project's newest complete database, or begins an empty one where none is expected and none is found. Never
 * begins an empty one over something that was there.
 */
export async function openDatabase(
  projectId: string,
  now: EpochMs,
  expected: Expectation | null,
  upgrade: Upgrade | null,
): Promise<OpenedDatabase | OpenProblem> {
  const known = upgrade?.migrations?.at(-1)?.version ?? DATABASE_VERSION
  let brokenOff = false
  for (const found of await generationsOf(projectId)) {
    const version = found.version / TENTHS
    if (version > known) return { code: 'newer-version', found: version, known }
    if (version < known && !(await upgrade?.keep(found.name, version))) return { code: 'not-kept' }
    const opened = await openGeneration(found, expected, upgrade?.migrations)
    if (opened) return brokenOff && 'db' in opened ? { ...opened, brokenOff } : opened
    brokenOff = true
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
  migrations: readonly Migration[] | undefined,
): Promise<OpenedDatabase | OpenProblem | null> {
  const db = projectDatabase(name, migrations ? { migrations } : {})
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

/**
 * Begins an empty project beside one that cannot be read, which stays on the disk until the next restore. The project
 * must not be open.
 */
export async function beginBeside(projectId: string, now: EpochMs): Promise<OpenProblem | null> {
  const [newest] = await generationsOf(projectId)
  const begun = await beginDatabase(databaseName(projectId, newest ? newest.number + 1 : 0), now)
  if (!('db' in begun)) return begun
  begun.db.dexie.close()
  return null
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

/** What opening met: whatever the storage cannot read is damage. */
function damage(error: unknown): OpenProblem {
  const trouble = readingTrouble(error)
  return trouble.code === 'failed' ? { code: 'damaged', detail: trouble.detail } : trouble
}
