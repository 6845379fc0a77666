import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { documentIdOf, Matcher, type KnownDocument, type MatchKind } from '../../src-core/formats/import-plan.ts'
import type { DocumentText } from '../store/rows.ts'
import { inSlices } from '../store/slices.ts'
import type { Dataset } from './dataset-reading.ts'
import { textsOf } from './document-texts.ts'
import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'
import { bytesHash } from './text-key.ts'

/** An entry and where it belongs. */
export interface MatchedEntry {
  readonly entry: DatasetEntry
  /** `new`: the document comes with the dataset. */
  readonly kind: MatchKind
  readonly document: DocumentId
  /** The text of the document here, or the one that comes. */
  readonly text: DocumentText
}

export interface LongRun {
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

/** What is here, as matching needs it. */
interface MatchedFolder {
  known(): Iterable<KnownDocument>
  /** The texts of some documents, at most 200; one that cannot be read is left out. */
  texts(documents: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, DocumentText>>
}

/** The files of a project's folder and the documents of which only the store knows. */
export function matchedFolder(project: Folder, host: Host): MatchedFolder {
  return { known: () => knownDocuments(project), texts: (documents) => textsOf(project, host, documents) }
}

type Folder = Pick<OpenFolder, 'grant' | 'store' | 'progress' | 'encodings' | 'catalogue'>

const ENTRIES_A_STEP = 100
const READ_AT_ONCE = 200

/**
 * Finds the document of each entry, or the new one that it brings. Texts decide, never what a dataset says of them; a
 * text is read only where the hash of the file cannot prove it, and none twice in vain.
 * `visibly`: entries of which nothing else fits are also looked for by what their texts look like, which reads every text.
 */
export async function matchDataset(
  folder: MatchedFolder,
  { entries, name }: Pick<Dataset, 'entries' | 'name'>,
  visibly: boolean,
  { signal, progress }: LongRun,
): Promise<MatchedEntry[]> {
  const matching = await Matching.begin(folder, { source: name, visibly, signal })
  const matched: MatchedEntry[] = []
  for (let i = 0; i < entries.length; i += ENTRIES_A_STEP) {
    signal.throwIfAborted()
    matched.push(...(await matching.step(entries.slice(i, i + ENTRIES_A_STEP))))
    progress(Math.min(i + ENTRIES_A_STEP, entries.length), entries.length)
  }
  return matched
}

type Found = Omit<MatchedEntry, 'entry'>
type Texts = Map<DocumentId, DocumentText>

interface MatchingPlan {
  /** The name of the dataset. */
  readonly source: string
  readonly visibly: boolean
  readonly signal: AbortSignal
}

class Matching {
  readonly #folder: MatchedFolder
  readonly #plan: MatchingPlan
  readonly #matcher = new Matcher()
  /** Documents whose looks are not known yet. */
  #unseen: DocumentId[] = []
  /** Documents that the dataset brings, with their texts. */
  readonly #brought: Texts = new Map()

  private constructor(folder: MatchedFolder, plan: MatchingPlan) {
    this.#folder = folder
    this.#plan = plan
  }

  static async begin(folder: MatchedFolder, plan: MatchingPlan): Promise<Matching> {
    const matching = new Matching(folder, plan)
    await inSlices(folder.known(), (document) => {
      matching.#matcher.add(document)
      if (plan.visibly) matching.#unseen.push(document.id)
    })
    return matching
  }

  async step(entries: readonly DatasetEntry[]): Promise<MatchedEntry[]> {
    const hashed = await Promise.all(entries.map((entry) => this.#hashed(entry)))
    const texts = await this.#textsFor(hashed)
    const matched: MatchedEntry[] = []
    await inSlices(hashed, ({ entry, given }) =>
      matched.push({ ...(this.#match(entry, texts) ?? this.#bring(entry)), entry: given }),
    )
    return matched
  }

  /** A hash that proves the text of a document here counts before what the entry says of another file. */
  async #hashed(given: DatasetEntry): Promise<HashedEntry> {
    const hash = await utf8Hash(given.text)
    const proves = given.text !== '' && this.#matcher.proven(hash).length > 0
    return { given, entry: proves || given.sha256 === null ? { ...given, sha256: hash } : given, proves }
  }

  /** Every text that decides about these entries. */
  async #textsFor(entries: readonly HashedEntry[]): Promise<Texts> {
    const doubtful = entries.flatMap(({ entry, proves }) => (proves ? [] : entry))
    const texts = await this.#read(doubtful.flatMap((entry) => this.#matcher.candidates(entry)))
    for (const { entry, proves } of entries)
      for (const document of proves ? this.#matcher.proven(entry.sha256 ?? '') : [])
        texts.set(document, { document, text: entry.text, sha256: entry.sha256 ?? '', encoding: 'utf-8' })
    return this.#withTwins(doubtful, texts)
  }

  /** Adds the texts of documents elsewhere that have an entry's text, where nothing nearer has it. */
  async #withTwins(entries: readonly DatasetEntry[], texts: Texts): Promise<Texts> {
    const open = (kinds: readonly MatchKind[]) =>
      entries.filter((entry) => kinds.includes(this.#match(entry, texts)?.kind ?? 'new'))
    const inexact = open(['new', 'changed', 'spaces'])
    await this.#note(inexact.flatMap((entry) => this.#matcher.unread(entry)))
    await this.#readTwins(inexact, texts)
    if (!this.#plan.visibly || !open(['new']).some(({ text }) => text !== '')) return texts
    await this.#note(this.#unseen.splice(0), true)
    return this.#readTwins(inexact, texts)
  }

  async #readTwins(entries: readonly DatasetEntry[], texts: Texts): Promise<Texts> {
    const twins = entries.flatMap((entry) => this.#matcher.twins(entry)).filter((id) => !texts.has(id))
    for (const [id, text] of await this.#read(twins)) texts.set(id, text)
    return texts
  }

  async #note(documents: readonly DocumentId[], looks = false): Promise<void> {
    const ids = [...new Set(documents)]
    for (let i = 0; i < ids.length; i += READ_AT_ONCE) {
      this.#plan.signal.throwIfAborted()
      await inSlices(await this.#read(ids.slice(i, i + READ_AT_ONCE)), ([id, { text }]) => {
        if (looks) this.#matcher.noteLook(id, text)
        else this.#matcher.noteText(id, text)
      })
    }
  }

  #match(entry: DatasetEntry, texts: Texts): Found | null {
    const textOf = (id: string) => texts.get(id) ?? this.#brought.get(id)
    const { kind, document } = this.#matcher.match(entry, (id) => textOf(id)?.text ?? null)
    const text = document === null ? undefined : textOf(document)
    if (document === null || !text) return null
    return {
      kind: this.#brought.has(document) && kind !== 'changed' && kind !== 'spaces' ? 'new' : kind,
      document,
      text,
    }
  }

  #bring({ id, text, sha256, encoding }: DatasetEntry): Found {
    const wanted = documentIdOf(id)
    let document = wanted
    for (let n = 1; this.#matcher.has(document); n++)
      document = `${wanted} (${this.#plan.source}${n > 1 ? ` ${n}` : ''})`
    const key = sha256 ?? ''
    const brought = { document, text, sha256: key, encoding: encoding ?? 'utf-8' }
    this.#brought.set(document, brought)
    this.#matcher.add({ id: document, sha256: key, length: text.length, plain: false })
    this.#matcher.noteText(document, text)
    return { kind: 'new', document, text: brought }
  }

  async #read(ids: readonly DocumentId[]): Promise<Texts> {
    const wanted = [...new Set(ids)].filter((id) => !this.#brought.has(id))
    const texts: Texts = new Map()
    for (let i = 0; i < wanted.length; i += READ_AT_ONCE)
      for (const [id, text] of await this.#folder.texts(wanted.slice(i, i + READ_AT_ONCE))) texts.set(id, text)
    return texts
  }
}

function* knownDocuments({ catalogue, progress, encodings }: Folder): Generator<KnownDocument> {
  for (const { id, sha256, length, encoding, source } of catalogue.entries()) {
    // A stored text counts before the file's, and an encoding that a person chose before the one that was found.
    const unchanged = progress.of(id).text === null && encodings.of([id])[id] === undefined
    yield { id, sha256, length, plain: unchanged && (encoding === 'utf-8' || source !== undefined) }
  }
  for (const [id, { text, layers, record }] of progress.documents) {
    const lives = Object.keys(layers).length > 0 || record !== null
    if (text !== null && lives && !catalogue.get(id))
      yield { id, sha256: bytesHash(text), length: record?.imported?.length ?? -1, plain: false }
  }
}

interface HashedEntry {
  readonly given: DatasetEntry
  /** With the hash of its text where it says none: most files are UTF-8. */
  readonly entry: DatasetEntry
  /** Whether its hash proves the text of a document. */
  readonly proves: boolean
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** SHA-256 of the text in UTF-8, in hexadecimal digits; of no use to find a text that UTF-8 cannot hold. */
async function utf8Hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return LONE_SURROGATE.test(text) ? `${hash}?` : hash
}
