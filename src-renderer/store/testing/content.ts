import { Dexie } from 'dexie'

/** Everything that a database holds, table by table; `leave` names tables to leave out. */
export async function contentOf(name: string, leave: readonly string[] = []): Promise<Record<string, unknown[]>> {
  const db = await new Dexie(name).open()
  const tables = db.tables.filter((table) => !leave.includes(table.name))
  const rows = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const))
  db.close()
  return Object.fromEntries(rows)
}
