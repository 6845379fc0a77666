import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { SchemaGatherer } from '../../src-core/formats/infer-schema.ts'
import { annotatorOf, writeBundle, type BundleAnnotator } from '../../src-core/review/bundle.ts'
import { contentOf, sha256 } from './bundle-input.ts'
import { schemaBeside } from './convert.ts'
import { datasetOf, inputAt } from './input.ts'
import { CallFault, put, type Io } from './io.ts'

export interface BundleOptions {
  readonly out: string
  readonly author?: string
  readonly from?: string
}

/** `postil bundle`: the layers of a dataset as a file that a colleague opens; it is read back before it has its name. */
export async function bundle(path: string, options: BundleOptions, io: Io): Promise<number> {
  if (!/\.postil$/i.test(options.out)) throw new CallFault(`--out ${options.out}: let the name end in .postil`)
  if (existsSync(options.out)) throw new CallFault(`--out ${options.out} is there already; name another file`)
  const input = await inputAt(path)
  const source = await datasetOf(input, options.from, io, [])
  const gatherer = new SchemaGatherer(source.schema ?? schemaBeside(input))
  const entries: DatasetEntry[] = []
  const taken = new Set<string>()
  for await (const entry of source.entries()) {
    gatherer.add(entry)
    entries.push(withOwnIds(entry, taken))
  }
  const annotators = annotatorsOf(entries)
  const author = authorOf(annotators, options.author)
  const app = `Postil ${io.version}`
  const made = Date.now()
  const content = { kind: 'layers', author, made, app, annotators, entries, schema: gatherer.schema } as const
  const bytes = await writeBundle(content, sha256)
  const back = await contentOf(bytes, options.out)
  const aside = `${options.out}.${process.pid}.tmp`
  await writeFile(aside, bytes)
  await rename(aside, options.out)
  const spans = back.entries.reduce((sum, entry) => sum + entry.spans.length, 0)
  await put(io.stdout, `${options.out}: ${back.entries.length} layers, ${spans} spans, by ${author.name}\n`)
  return 0
}

function annotatorsOf(entries: readonly DatasetEntry[]): BundleAnnotator[] {
  const names = new Map(entries.map((entry) => [annotatorOf(entry), entry.annotator]))
  return [...names].map(([id, name]) => ({ id, name }))
}

/** Who sends it: the one who is named, or the only one there is. */
function authorOf(annotators: readonly BundleAnnotator[], name: string | undefined): BundleAnnotator {
  const named = name === undefined ? annotators : annotators.filter((each) => each.name === name || each.id === name)
  const [only] = named
  if (only && named.length === 1) return only
  const who =
    annotators.map(({ id, name: called }) => (id === called ? called : `${called} (${id})`)).join(', ') || 'nobody'
  throw new CallFault(`name one of the data's annotators with --author: ${who}`)
}

/** Ids that are unique in their line only become unique in the bundle. */
function withOwnIds(entry: DatasetEntry, taken: Set<string>): DatasetEntry {
  const parts = [...entry.spans, ...entry.relations, ...entry.decisions, ...(entry.comments ?? [])]
  const repeated = parts.some(({ id }) => taken.has(id))
  const own = (id: string) => (repeated ? `${id}\n${entry.annotator}\n${entry.id}` : id)
  const made: DatasetEntry = {
    ...entry,
    spans: entry.spans.map((span) => ({ ...span, id: own(span.id) })),
    relations: entry.relations.map((each) => {
      const to = each.toDocument === null ? own(each.to) : each.to
      return { ...each, id: own(each.id), from: own(each.from), to }
    }),
    decisions: entry.decisions.map((each) => ({ ...each, id: own(each.id) })),
    ...(entry.comments && { comments: entry.comments.map((each) => ({ ...each, id: own(each.id) })) }),
  }
  for (const { id } of [...made.spans, ...made.relations, ...made.decisions, ...(made.comments ?? [])]) taken.add(id)
  return made
}
