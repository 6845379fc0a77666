import { startScan } from '../corpus/scan.ts'
import { startSearch } from '../corpus/search.ts'
import { attempt } from '../files/errors.ts'
import { report, type Host } from '../host.ts'
import type { ArticleText, Encoding, GrantId, KnownFile, PackedEntries, PackedKnown, Result } from './contract.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** The articles of a folder: the list, and exact texts. */
export function corpusHandlers(host: Host) {
  const running = host.scans
  return {
    'corpus.scan': ({ grant, scan, known, encodings = {}, encoding = null }) => {
      const folder = host.grants.locate(grant)
      if (!folder.ok) return folder
      remember(host, grant).catch(report)
      running.get(scan)?.()
      const request = {
        scan,
        root: folder.value,
        known: packed(known),
        encodings,
        encoding,
        tables: host.tables.of(grant),
      }
      const cancel = startScan(request, {
        pool: host.pool,
        report,
        batch: (batch) => {
          host.stage.send('corpus.batch', batch)
          giveBack(batch.entries)
        },
        done: (done) => {
          if (running.get(scan) === cancel) running.delete(scan)
          host.stage.send('corpus.done', done)
        },
      })
      running.set(scan, cancel)
      return ok(null)
    },
    'corpus.cancel': ({ scan }) => {
      running.get(scan)?.()
      return ok(null)
    },
    'corpus.watch': (grant) => {
      if (grant === null) host.watch.stop()
      else {
        const folder = host.grants.locate(grant)
        if (!folder.ok) return folder
        host.watch.start(folder.value, ({ present }) => host.stage.send('corpus.changed', { grant, present }))
      }
      return ok(null)
    },
    ...searchHandlers(host),
    ...tableHandlers(host),
    'corpus.read': ({ grant, id, encoding }) => readArticle(host, grant, id, encoding),
    'corpus.read-many': async ({ grant, ids, encodings = {} }) => {
      return ok(await Promise.all(ids.map((id) => readArticle(host, grant, id, encodings[id] ?? null))))
    },
  } satisfies Partial<Handlers>
}

/** Exact searches through the folder, each in threads of its own. */
function searchHandlers(host: Host) {
  const running = host.scans
  return {
    'corpus.search': ({ grant, search, ids, ...rest }) => {
      const folder = host.grants.locate(grant)
      if (!folder.ok) return folder
      running.get(search)?.()
      const request = {
        ...rest,
        search,
        root: folder.value,
        ids: ids === '' ? [] : ids.split('\0'),
        tables: host.tables.of(grant),
      }
      const cancel = startSearch(request, {
        pool: host.searchers,
        report,
        hits: (hits) => host.stage.send('corpus.hits', hits),
        done: (done) => {
          if (running.get(search) === cancel) running.delete(search)
          host.stage.send('corpus.search-done', done)
        },
      })
      running.set(search, cancel)
      return ok(null)
    },
    'corpus.search-cancel': ({ search }) => {
      running.get(search)?.()
      return ok(null)
    },
  } satisfies Partial<Handlers>
}

/** Tables of articles: what they hold, and which columns a person chose. */
function tableHandlers(host: Host) {
  return {
    'corpus.tables': async ({ grant, tried }) => {
      const folder = host.grants.locate(grant)
      if (!folder.ok) return folder
      return attempt('read', async () =>
        ok(
          await host.pool.run('tables', { root: folder.value, rules: host.tables.of(grant), tried }, { urgent: true }),
        ),
      )
    },
    'corpus.choose-tables': async ({ grant, rules }) => {
      const folder = host.grants.locate(grant)
      if (!folder.ok) return folder
      return attempt('write', async () => {
        await host.tables.choose(grant, rules)
        return ok(null)
      })
    },
  } satisfies Partial<Handlers>
}

/** Lets go of bytes that were sent at once: nothing makes the main process look for what it does not hold any more. */
function giveBack({ json, sha256 }: PackedEntries): void {
  if (json.length > 0) structuredClone(null, { transfer: [json.buffer, sha256.buffer] })
}

/** What is scanned is what is open: the next start begins there. */
async function remember(host: Host, grant: GrantId): Promise<void> {
  await host.grants.use(grant)
  await host.settings.change((settings) => ({ ...settings, lastFolder: grant }))
}

async function readArticle(
  host: Host,
  grant: GrantId,
  id: string,
  encoding: Encoding | null,
): Promise<Result<ArticleText>> {
  const folder = host.grants.locate(grant)
  return folder.ok
    ? host.pool.run('article', { root: folder.value, id, encoding, tables: host.tables.of(grant) }, { urgent: true })
    : folder
}

function packed(known: readonly KnownFile[] | PackedKnown): PackedKnown {
  if ('ids' in known) return known
  return {
    ids: known.map(({ id }) => id).join('\0'),
    bytes: Float64Array.from(known, ({ bytes }) => bytes),
    modifiedMs: Float64Array.from(known, ({ modifiedMs }) => modifiedMs),
  }
}
