import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { SchemaGatherer } from '../../src-core/formats/infer-schema.ts'
import { writeBundle, type BundleAnnotator } from '../../src-core/review/bundle.ts'
import { annotatorOf } from '../../src-core/review/bundle-ids.ts'
import { isReservedId, longId } from '../../src-core/annotation/records.ts'
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
  const given: DatasetEntry[] = []
  for await (const entry of source.entries()) {
    gatherer.add(entry)
    given.push(entry)
  }
  const annotators = annotatorsOf(given)
  const entries = withOwnIds(given, annotators)
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

/**
 * Ids that are unique in their line only become unique in the bundle, and none is one that a project gives itself. What
 * names a record names it as it is called then: one of its own line, else one of its document.
 */
function withOwnIds(entries: readonly DatasetEntry[], people: readonly BundleAnnotator[]): DatasetEntry[] {
  const taken = new Set(people.map(({ id }) => id))
  const lines = new Map<DatasetEntry, ReadonlyMap<string, string>>()
  const documents = new Map<string, Map<string, string>>()
  for (const entry of entries) {
    const ids = idsOf(entry)
    const renamed = ids.some((id) => taken.has(id) || isReservedId(id))
    const own = new Map(
      ids.map((id) => [id, renamed ? longId(id, { document: entry.id, annotator: entry.annotator }) : id]),
    )
    const there = documents.get(entry.id) ?? new Map<string, string>()
    documents.set(entry.id, there)
    for (const [id, made] of own) {
      taken.add(made)
      if (!there.has(id)) there.set(id, made)
    }
    lines.set(entry, own)
  }
  return entries.map((entry) => {
    const own = lines.get(entry)
    return renamedEntry(entry, (id, document = entry.id) => {
      const here = document === entry.id ? own?.get(id) : undefined
      return here ?? documents.get(document)?.get(id) ?? id
    })
  })
}

function idsOf({ spans, relations, decisions, comments }: DatasetEntry): string[] {
  return [...spans, ...relations, ...decisions, ...(comments ?? [])].map(({ id }) => id)
}

function renamedEntry(entry: DatasetEntry, name: (id: string, document?: string) => string): DatasetEntry {
  const { relations, decisions, comments } = entry
  const orNull = (id: string | null) => (id === null ? null : name(id))
  return {
    ...entry,
    spans: entry.spans.map((span) => ({ ...span, id: name(span.id) })),
    relations: relations.map((each) => {
      const to = name(each.to, each.toDocument ?? entry.id)
      return { ...each, id: name(each.id), from: name(each.from), to }
    }),
    decisions: decisions.map((each) => {
      return { ...each, id: name(each.id), spans: each.spans.map((id) => name(id)) }
    }),
    ...(comments && {
      comments: comments.map((each) => {
        return { ...each, id: name(each.id), span: orNull(each.span), parent: orNull(each.parent) }
      }),
    }),
  }
}
