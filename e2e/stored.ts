import type { Page } from '@playwright/test'

/** A span as it lies in the database. */
export interface StoredSpan {
  readonly id: string
  readonly document: string
  readonly annotator: string
  readonly label: string
  readonly ranges: readonly (readonly [number, number])[]
  readonly attributes: Readonly<Record<string, unknown>>
  readonly entity: string | null
  readonly note: string | null
}

/** A relation as it lies in the database. */
export interface StoredRelation {
  readonly type: string
  readonly from: string
  readonly to: string
}

export interface StoredState {
  /** How many commits the journal holds. */
  readonly commits: number
  readonly spans: readonly StoredSpan[]
  readonly relations: readonly StoredRelation[]
}

/** What the newest database of each project holds, all together, read by the browser's own means and no code of Postil's. */
export function storedState(page: Page): Promise<StoredState> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases()
    const names = all.flatMap(({ name }) => (name?.startsWith('postil-project-') ? [name] : []))
    const numberOf = (name: string) => Number(/\.(\d+)$/.exec(name)?.[1] ?? 0)
    const projectOf = (name: string) => name.replace(/\.\d+$/, '')
    names.sort((a, b) => numberOf(a) - numberOf(b))
    const newest = new Map(names.map((name) => [projectOf(name), name]))
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('No error given'))
      })
    interface Row {
      readonly document: string
      readonly annotator: string
      readonly items: string
    }
    const rows: Row[] = []
    let commits = 0
    for (const name of newest.values()) {
      const db = await answer(indexedDB.open(name))
      const read = db.transaction(['items', 'journal'])
      const [found, count] = await Promise.all([
        answer(read.objectStore('items').getAll()) as Promise<Row[]>,
        answer(read.objectStore('journal').count()),
      ])
      db.close()
      rows.push(...found)
      commits += count
    }
    const spans = rows.flatMap(({ document, annotator, items }) =>
      (JSON.parse(items) as (StoredSpan & { kind: string })[])
        .filter(({ kind }) => kind === 'span')
        .map((item) => ({ ...item, document, annotator })),
    )
    const relations = rows.flatMap(({ items }) =>
      (JSON.parse(items) as (StoredRelation & { kind: string })[]).filter(({ kind }) => kind === 'relation'),
    )
    return { commits, spans, relations }
  })
}

export async function storedSpans(page: Page): Promise<readonly StoredSpan[]> {
  return (await storedState(page)).spans
}
