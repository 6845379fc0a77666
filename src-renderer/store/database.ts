import { Dexie, type Table } from 'dexie'
import { version10 } from './migrations/version-0010.ts'
import type {
  CatalogueRow,
  EditKey,
  EditRow,
  ItemsKey,
  ItemsRow,
  JournalRow,
  MetaRow,
  ProgressRow,
  ProjectInfo,
  Seq,
  SharedRow,
  TextKey,
  TextRow,
} from './rows.ts'

export interface Migration {
  readonly version: number
  readonly describe: (db: Dexie) => void
}

/** All versions in their order, each frozen in a file of its own; numbers leave gaps for what must come between. */
export const MIGRATIONS: readonly Migration[] = [{ version: 10, describe: version10 }]

/** The version that this Postil writes. */
export const DATABASE_VERSION = 10

export interface Tables {
  readonly project: Table<ProjectInfo, string>
  readonly progress: Table<ProgressRow, number>
  readonly items: Table<ItemsRow, ItemsKey>
  readonly texts: Table<TextRow, TextKey>
  readonly shared: Table<SharedRow, string>
  readonly journal: Table<JournalRow, Seq>
  readonly edits: Table<EditRow, EditKey>
  readonly catalogue: Table<CatalogueRow, number>
  readonly meta: Table<MetaRow, string>
}

/** A project's database with its tables; nothing is opened yet. */
export interface ProjectDatabase extends Tables {
  readonly dexie: Dexie
}

/** Which versions are known, and the newest that may be written. Tests have histories of their own. */
export interface Versions {
  readonly migrations?: readonly Migration[]
  /** Those after it do not count: an older database is read as it is. */
  readonly upTo?: number
}

/** Describes the database of that name; Dexie opens and, where needed, upgrades it. Every transaction is strict. */
export function projectDatabase(
  name: string,
  { migrations = MIGRATIONS, upTo = Infinity }: Versions = {},
): ProjectDatabase {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
  for (const { version, describe } of migrations) if (version <= upTo) describe(dexie)
  return {
    dexie,
    project: dexie.table('project'),
    progress: dexie.table('progress'),
    items: dexie.table('items'),
    texts: dexie.table('texts'),
    shared: dexie.table('shared'),
    journal: dexie.table('journal'),
    edits: dexie.table('edits'),
    catalogue: dexie.table('catalogue'),
    meta: dexie.table('meta'),
  }
}
