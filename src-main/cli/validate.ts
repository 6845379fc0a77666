import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { lineToEntry, type TextSource } from '../../src-core/formats/postil-read.ts'
import { plural } from '../../src-core/formats/plural.ts'
import { say, type Params } from '../../src-core/formats/phrase.ts'
import { problem, type Problem, type ProblemCode } from '../../src-core/formats/problem.ts'
import { schemaFromJson } from '../../src-core/formats/schema-json.ts'
import { fileHashOf } from '../files/article-of-line.ts'
import type { BundleContent } from '../../src-core/review/bundle.ts'
import { Articles } from './articles.ts'
import { bundleAt, isBundle } from './bundle-input.ts'
import { faultJson, faultLine } from './faults.ts'
import { inputAt, rawLines, type Input } from './input.ts'
import { withoutMark } from '../files/lines.ts'
import { CallFault, DataFault, put, type Io } from './io.ts'
import { checkRepair, MendedFile, repairs } from './repair.ts'

export interface ValidateOptions {
  readonly against?: string
  readonly json?: boolean
  /** Says what is certain to be mended, and mends it where `out` names a place. */
  readonly repair?: boolean
  readonly out?: string
}

/** Faults beyond this many are counted, not printed. */
const MOST_PRINTED = 1000

/**
 * `postil validate`: every fault a line on standard error, a summary on the last line of standard output. With `repair`
 * what would be mended is a line of standard output each; with `out` it is mended there, and that file is examined.
 */
export async function validate(path: string, options: ValidateOptions, io: Io): Promise<number> {
  const input = await inputAt(path)
  if (options.out !== undefined && !options.repair) throw new CallFault('--out goes with --repair')
  if (options.repair) checkRepair(input, options.out)
  const mended = options.repair ? await mend(input, options.out, io) : null
  const examined = mended && options.out !== undefined ? await inputAt(options.out) : input
  const run = new Validation(io, options.against === undefined ? null : await Articles.open(options.against))
  for (const part of await partsOf(examined)) await run.file(part)
  if (options.json) await tellMachines(path, run, mended, io)
  else await tell(examined, run, mended, io)
  return run.faults === 0 ? 0 : 1
}

interface Mended {
  readonly repairs: readonly Problem[]
  /** All of them; the first thousand are kept. */
  readonly count: number
  readonly out: string | null
}

async function mend(input: Input, out: string | undefined, io: Io): Promise<Mended> {
  const file = out === undefined ? null : await MendedFile.begin(out)
  try {
    const kept: Problem[] = []
    let count = 0
    for await (const each of repairs(input, io, (line) => file?.write(line) ?? Promise.resolve())) {
      count++
      if (kept.length < MOST_PRINTED) kept.push(each)
    }
    await file?.finish()
    return { repairs: kept, count, out: out ?? null }
  } catch (error) {
    await file?.discard()
    throw error
  }
}

async function tellMachines(file: string, run: Validation, mended: Mended | null, io: Io): Promise<void> {
  const summary = run.summary()
  const machine = {
    ...{ ok: run.faults === 0, file, ...summary },
    faults: run.kept.map(([each, place]) => faultJson(each, place)),
    ...(mended && { repairs: mended.repairs.map((each) => faultJson(each, file)), repaired: mended.out }),
  }
  await put(io.stdout, `${JSON.stringify(machine)}\n`)
}

async function tell(input: Input, run: Validation, mended: Mended | null, io: Io): Promise<void> {
  const summary = run.summary()
  for (const [each, file] of run.kept) await put(io.stderr, `${faultLine(each, file)}\n`)
  if (run.faults > run.kept.length) await put(io.stderr, `and ${run.faults - run.kept.length} more faults\n`)
  for (const each of mended?.repairs ?? []) await put(io.stdout, `${faultLine(each, 'repair')}\n`)
  await put(io.stdout, `${input.shown}: ${sentence(summary, run.faults)}${mendedWords(mended)}\n`)
}

function mendedWords(mended: Mended | null): string {
  if (!mended) return ''
  const count = plural(mended.count, 'repair')
  return mended.out === null ? `; ${count} possible, nothing is written without --out` : `; ${count} made`
}

/** The files of an export folder, or the one file. */
async function partsOf(input: Input): Promise<Input[]> {
  if (!input.folder) return [input]
  const names = (await readdir(input.path)).filter((name) => name.endsWith('.jsonl') || name === 'schema.json').sort()
  if (!names.some((name) => name.endsWith('.jsonl')))
    throw new CallFault(`${input.path} holds no .jsonl file; name a file or the folder of an export`)
  return names.map((name) => ({ path: join(input.path, name), shown: join(input.path, name), folder: false }))
}

interface Summary {
  readonly lines: number
  readonly documents: number
  readonly annotators: number
  readonly spans: number
  readonly relations: number
  /** Lines whose text was compared with the article's own bytes. */
  readonly compared: number
}

function sentence(summary: Summary, faults: number): string {
  const counts = [
    plural(summary.lines, 'line'),
    plural(summary.documents, 'document'),
    plural(summary.annotators, 'annotator'),
    plural(summary.spans, 'span'),
    plural(summary.relations, 'relation'),
    ...(summary.compared ? [`${plural(summary.compared, 'line')} compared with the articles`] : []),
    faults === 0 ? 'no faults' : plural(faults, 'fault'),
  ]
  return counts.join(', ')
}

/** A relation end in another document, to be looked for when all is read. */
interface FarEnd {
  readonly document: string
  readonly span: string
  readonly file: string
  readonly line: number
  readonly field: string
}

class Validation {
  readonly kept: (readonly [Problem, file: string])[] = []
  faults = 0
  readonly #io: Io
  readonly #articles: Articles | null
  readonly #documents = new Map<string, { readonly text: string | null; readonly sha256: string | null }>()
  readonly #annotators = new Set<string>()
  readonly #lines = new Set<string>()
  readonly #farEnds: FarEnd[] = []
  readonly #spanIds = new Map<string, Set<string>>()
  #spans = 0
  #relations = 0
  #compared = 0

  constructor(io: Io, articles: Articles | null) {
    this.#io = io
    this.#articles = articles
  }

  async file(input: Input): Promise<void> {
    try {
      if (isBundle(input)) await this.#bundle(await bundleAt(input), input.shown)
      else if (basename(input.path) === 'schema.json') await this.#schema(input)
      else await this.#dataset(input)
    } catch (error) {
      if (!(error instanceof DataFault)) throw error
      for (const each of error.problems) this.#report(each, input.shown)
    }
  }

  summary(): Summary {
    for (const end of this.#farEnds.splice(0)) this.#lookFor(end)
    return {
      lines: this.#lines.size,
      documents: this.#documents.size,
      annotators: this.#annotators.size,
      ...{ spans: this.#spans, relations: this.#relations, compared: this.#compared },
    }
  }

  async #schema(input: Input): Promise<void> {
    const outcome = schemaFromJson(await readFile(input.path, 'utf8'))
    if (!outcome.ok) for (const each of outcome.problems) this.#report(each, input.shown)
  }

  /** What can be wrong with a bundle alone was found when it was read; here is how its layers fit together. */
  async #bundle({ entries, share }: BundleContent, file: string): Promise<void> {
    for (const [i, entry] of entries.entries()) await this.#entry(entry, file, i + 1)
    for (const { id, sha256 } of share?.documents ?? []) await this.#asked(id, sha256, file)
  }

  /** A document that a starter asks for: it must be the file that the coordinator has. */
  async #asked(id: string, sha256: string | null, file: string): Promise<void> {
    this.#documents.set(id, { text: null, sha256 })
    if (!this.#articles) return
    const article = await this.#articles.read(id, null, undefined)
    if (!article) return this.#report(problem('file-missing', 'id', { path: id }), file)
    this.#compared++
    const found = fileHashOf(article)
    if (sha256 !== null && sha256 !== found)
      this.#report(problem('file-changed', 'sha256', { found, expected: sha256 }), file)
  }

  async #dataset(input: Input): Promise<void> {
    let previous: DatasetEntry | null = null
    let empty = true
    for await (const { text, number } of rawLines(input, this.#io)) {
      empty = false
      if (number === 1 && text !== withoutMark(text)) this.#fault('byte-order-mark', '', {}, input.shown, 1)
      const entry = await this.#line(number === 1 ? withoutMark(text) : text, number, input.shown)
      if (entry && previous && comesBefore(entry, previous))
        this.#fault(
          'order',
          '',
          { previous: JSON.stringify(`${previous.id} · ${previous.annotator}`) },
          input.shown,
          number,
        )
      previous = entry ?? previous
    }
    if (empty) this.#report(problem('no-documents', ''), input.shown)
  }

  async #line(text: string, number: number, file: string): Promise<DatasetEntry | null> {
    const outcome = lineToEntry(text, await this.#textsFor(text))
    if (!outcome.ok) {
      for (const each of outcome.problems) this.#report({ ...each, line: number }, file)
      return null
    }
    await this.#entry(outcome.entry, file, number)
    return outcome.entry
  }

  async #entry(entry: DatasetEntry, file: string, number: number): Promise<void> {
    this.#count(entry)
    this.#unique(entry, file, number)
    this.#followRelations(entry, file, number)
    await this.#compare(entry, file, number)
  }

  /** Where a line has no text, the article's own; asked for before, because reading a file takes time. */
  async #textsFor(line: string): Promise<TextSource | undefined> {
    if (!this.#articles || !line.includes('"text":null')) return undefined
    const head = /"id":("(?:[^"\\]|\\.)*")/.exec(line)?.[1]
    const encoding = /"encoding":"([^"\\]*)"/.exec(line)?.[1] ?? null
    if (head === undefined) return undefined
    const article = await this.#articles.read(JSON.parse(head) as string, encoding, sourceIn(line))
    return () => article?.text ?? null
  }

  #count(entry: DatasetEntry): void {
    this.#annotators.add(entry.annotator)
    this.#spans += entry.spans.length
    this.#relations += entry.relations.length
  }

  #unique(entry: DatasetEntry, file: string, line: number): void {
    const key = JSON.stringify([entry.id, entry.annotator])
    if (this.#lines.has(key))
      this.#fault('duplicate', '', { id: JSON.stringify(`${entry.id} · ${entry.annotator}`) }, file, line)
    this.#lines.add(key)
    const known = this.#documents.get(entry.id)
    if (!known) this.#documents.set(entry.id, { text: entry.sha256 === null ? entry.text : null, sha256: entry.sha256 })
    else if (known.sha256 !== entry.sha256 || (known.text !== null && known.text !== entry.text))
      this.#fault('text-changed', 'text', { detail: say('other-text') }, file, line)
  }

  #followRelations(entry: DatasetEntry, file: string, line: number): void {
    const ids = this.#spanIds.get(entry.id) ?? new Set()
    this.#spanIds.set(entry.id, ids)
    for (const { id } of entry.spans) ids.add(id)
    entry.relations.forEach(({ to, toDocument }, i) => {
      if (toDocument === null) return
      this.#farEnds.push({ document: toDocument, span: to, file, line, field: `relations[${i}].to` })
    })
  }

  #lookFor({ document, span, file, line, field }: FarEnd): void {
    if (this.#spanIds.get(document)?.has(span)) return
    this.#fault('dangling', field, { id: JSON.stringify(`${document} · ${span}`) }, file, line)
  }

  async #compare(entry: DatasetEntry, file: string, line: number): Promise<void> {
    if (!this.#articles) return
    const article = await this.#articles.read(entry.id, entry.encoding, entry.extra['source'])
    if (!article) return this.#fault('file-missing', 'id', { path: entry.id }, file, line)
    this.#compared++
    const found = fileHashOf(article)
    if (entry.sha256 !== null && entry.sha256 !== found)
      this.#fault('file-changed', 'sha256', { found, expected: entry.sha256 }, file, line)
    else if (entry.text !== article.text)
      this.#fault('text-changed', 'text', { detail: firstDifference(entry.text, article.text) }, file, line)
  }

  #fault(code: ProblemCode, field: string, params: Params, file: string, line: number): void {
    this.#report({ ...problem(code, field, params), line }, file)
  }

  #report(each: Problem, file: string): void {
    this.faults++
    if (this.kept.length < MOST_PRINTED) this.kept.push([each, file])
  }
}

/** The `source` of a line that is not parsed yet. */
function sourceIn(line: string): unknown {
  try {
    return (JSON.parse(line) as { source?: unknown }).source
  } catch {
    return undefined
  }
}

function comesBefore(a: DatasetEntry, b: DatasetEntry): boolean {
  return a.id < b.id || (a.id === b.id && a.annotator < b.annotator)
}

function firstDifference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `they differ from UTF-16 offset ${at}`
}
