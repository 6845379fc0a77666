import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { plural } from '../../src-core/formats/plural.ts'
import { CardCounter } from '../../src-core/formats/card-counter.ts'
import { datasetCard } from '../../src-core/formats/card.ts'
import { SchemaGatherer } from '../../src-core/formats/infer-schema.ts'
import { labelPlot } from '../../src-core/formats/label-plot.ts'
import { entryToLine } from '../../src-core/formats/postil.ts'
import { schemaToJson } from '../../src-core/formats/schema-json.ts'
import {
  FAMILIES,
  keptTogether,
  prefixGroups,
  splitDocuments,
  type SplitDocument,
  type Splits,
} from '../../src-core/formats/split.ts'
import { families } from '../../src-core/text/near-duplicates.ts'
import { schemaBeside } from './convert.ts'
import { datasetOf, inputAt, type DatasetSource } from './input.ts'
import { CallFault, put, type Io } from './io.ts'
import { SUMS, sumsOf } from '../files/dataset-folder.ts'

export interface SplitOptions {
  readonly out: string
  readonly ratio: string
  readonly seed: string
  readonly groupBy: string
  readonly from?: string
  readonly json?: boolean
}

const NAMES = { 2: ['train', 'test'], 3: ['train', 'dev', 'test'] } as const

/** `postil split`: an export folder with a file a part; whole documents move, and near-duplicates together. */
export async function split(path: string, options: SplitOptions, io: Io): Promise<number> {
  const shares = sharesOf(options.ratio)
  const seed = seedOf(options.seed)
  if (existsSync(options.out)) throw new CallFault(`--out ${options.out} is there already; name another folder`)
  const input = await inputAt(path)
  const source = await datasetOf(input, options.from, io, [])
  const gatherer = new SchemaGatherer(source.schema ?? schemaBeside(input))
  const documents = await documentsOf(source, gatherer)
  const splits = splitDocuments(documents, shares, seed, groupsOf(documents, options.groupBy, seed))
  const names = NAMES[shares.length === 2 ? 2 : 3]
  const about = aboutSplits(splits, options, names)
  const aside = join(dirname(resolve(options.out)), `.${basename(options.out)}.${process.pid}.partial`)
  const discard = () => rmSync(aside, { recursive: true, force: true })
  process.once('exit', discard)
  try {
    mkdirSync(aside)
    const counter = new CardCounter(gatherer.schema)
    await writeParts(source, splits, names, gatherer, counter, aside)
    const { schema } = gatherer
    writeFileSync(join(aside, 'schema.json'), schemaToJson(schema))
    writeFileSync(join(aside, 'labels.svg'), labelPlot(counter.counts.labels, schema))
    const files = names.map((name) => ({ name: `${name}.jsonl`, split: name === 'dev' ? 'validation' : name }))
    const facts = {
      schema,
      counts: counter.counts,
      format: 'Postil JSONL',
      unit: 'codepoint',
      plot: 'labels.svg',
    } as const
    writeFileSync(
      join(aside, 'README.md'),
      datasetCard({ title: basename(options.out), ...facts, files, software: `Postil ${io.version}`, splits: about }),
    )
    writeFileSync(
      join(aside, SUMS),
      sumsOf(hashed(aside, [...files.map(({ name }) => name), 'schema.json', 'labels.svg', 'README.md'])),
    )
    renameSync(aside, options.out)
    await tell(counter, splits, about, options, io)
    return 0
  } finally {
    discard()
    process.removeListener('exit', discard)
  }
}

function sharesOf(ratio: string): number[] {
  const shares = ratio.split(',').map((share) => (/^\d+(\.\d+)?$/.test(share.trim()) ? Number(share) : Number.NaN))
  const right = (shares.length === 2 || shares.length === 3) && shares.every((share) => share > 0)
  if (!right)
    throw new CallFault(
      `--ratio ${ratio}: give two (train,test) or three (train,dev,test) numbers above 0, such as 80,10,10`,
    )
  return shares
}

function seedOf(seed: string): number {
  if (!/^\d{1,15}$/.test(seed)) throw new CallFault(`--seed ${seed}: give a whole number`)
  return Number(seed)
}

interface Document extends SplitDocument {
  readonly text: string
}

/** Each document once, with the spans of all its annotators. */
async function documentsOf(source: DatasetSource, gatherer: SchemaGatherer): Promise<Document[]> {
  const documents = new Map<string, Document & { readonly labels: Map<string, number> }>()
  for await (const entry of source.entries()) {
    gatherer.add(entry)
    const known = documents.get(entry.id) ?? { id: entry.id, text: entry.text, labels: new Map<string, number>() }
    documents.set(entry.id, known)
    for (const { label } of entry.spans) known.labels.set(label, (known.labels.get(label) ?? 0) + 1)
  }
  return [...documents.values()]
}

function groupsOf(documents: readonly Document[], by: string, seed: number): readonly (readonly string[])[] {
  if (by === 'none') return []
  if (by === 'family') return families(documents, { seed })
  if (by === 'id-prefix') return prefixGroups(documents.map(({ id }) => id))
  throw new CallFault(`--group-by ${by}: use family, id-prefix or none`)
}

async function writeParts(
  source: DatasetSource,
  splits: Splits,
  names: readonly string[],
  { schema }: SchemaGatherer,
  counter: CardCounter,
  folder: string,
): Promise<void> {
  for (const name of names) writeFileSync(join(folder, `${name}.jsonl`), '')
  const pending = new Map<string, string[]>()
  for await (const entry of source.entries()) {
    const name = names[splits.parts.get(entry.id) ?? 0] ?? ''
    counter.add(entry, name)
    const lines = pending.get(name) ?? []
    pending.set(name, lines)
    lines.push(`${entryToLine(entry, schema, 'codepoint')}\n`)
    if (lines.length >= 500) flush(folder, name, lines)
  }
  for (const [name, lines] of pending) flush(folder, name, lines)
}

function flush(folder: string, name: string, lines: string[]): void {
  writeFileSync(join(folder, `${name}.jsonl`), lines.splice(0).join(''), { flag: 'a' })
}

function hashed(folder: string, names: readonly string[]) {
  return [...names].sort().map((name) => {
    const bytes = readFileSync(join(folder, name))
    return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
}

function aboutSplits(splits: Splits, { ratio, seed, groupBy }: SplitOptions, names: readonly string[]): string[] {
  const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
    family: FAMILIES,
    'id-prefix': ['group of one id prefix', 'groups of one id prefix'],
  }
  const kind = kinds[groupBy]
  const made = `By document, ${names.join(', ')} in the ratio ${ratio}, stratified by label, seed ${seed}.`
  return kind ? [made, keptTogether(splits, kind)] : [made]
}

async function tell(
  counter: CardCounter,
  splits: Splits,
  about: readonly string[],
  options: SplitOptions,
  io: Io,
): Promise<void> {
  const parts = [...counter.counts.splits].map(([name, tally]) => ({
    name,
    documents: tally.documents,
    spans: tally.spans,
    labels: Object.fromEntries(tally.labels),
  }))
  const machine = {
    out: options.out,
    seed: Number(options.seed),
    parts,
    groups: splits.groups,
    prevented: splits.prevented,
    group_by: options.groupBy,
  }
  const lines = parts.map(
    ({ name, documents, spans }) => `  ${name}: ${plural(documents, 'document')}, ${plural(spans, 'span')}`,
  )
  await put(
    io.stdout,
    options.json ? `${JSON.stringify(machine)}\n` : `${[options.out, ...lines, ...about].join('\n')}\n`,
  )
}
