import type { DocumentId } from '../../src-core/annotation/records.ts'
import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { documentIdOf, Matcher, type KnownDocument, type MatchKind } from '../../src-core/formats/import-plan.ts'
import type { DocumentText } from '../store/rows.ts'
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

type Folder = Pick<OpenFolder, 'grant' | 'store' | 'progress' | 'encodings' | 'catalogue'>

const ENTRIES_A_STEP = 100
const READ_AT_ONCE = 200

/**
 * Finds the document of each entry, or the new one that it brings. Texts decide, never what a dataset says of them.
 * `visibly`: entries of which nothing else fits are also looked for by what their texts look like, which reads every text.
 */
export async function matchDataset(
  project: Folder,
  host: Host,
  { entries, name }: Dataset,
  visibly: boolean,
  { signal, progress }: LongRun,
): Promise<MatchedEntry[]> {
  const matching = new Matching(project, host, name)
  const matched: MatchedEntry[] = []
  for (let i = 0; i < entries.length; i += ENTRIES_A_STEP) {
    signal.throwIfAborted()
    matched.push(...(await matching.step(entries.slice(i, i + ENTRIES_A_STEP), visibly)))
    progress(Math.min(i + ENTRIES_A_STEP, entries.length), entries.length)
  }
  return matched
}

class Matching {
  readonly #project: Folder
  readonly #host: Host
  readonly #source: string
  readonly #known: readonly KnownDocument[]
  readonly #matcher: Matcher
  /** Documents that the dataset brings, with their texts. */
  readonly #brought = new Map<DocumentId, DocumentText>()
  #seesTexts = false

  constructor(project: Folder, host: Host, source: string) {
    this.#project = project
    this.#host = host
    this.#source = source
    this.#known = knownDocuments(project)
    this.#matcher = new Matcher(this.#known)
  }

  async step(entries: readonly DatasetEntry[], visibly: boolean): Promise<MatchedEntry[]> {
    const hashed = await Promise.all(entries.map(withHash))
    const texts = await this.#textsOf(hashed.flatMap((entry) => this.#matcher.candidates(entry)))
    const matched: MatchedEntry[] = []
    for (const [i, entry] of hashed.entries()) {
      const looked = visibly && entry.text !== ''
      const found = this.#match(entry, texts) ?? (looked ? await this.#lookFor(entry) : null) ?? this.#bring(entry)
      matched.push({ ...found, entry: entries[i] ?? entry })
    }
    return matched
  }

  #match(entry: DatasetEntry, texts: ReadonlyMap<DocumentId, DocumentText>): Omit<MatchedEntry, 'entry'> | null {
    const textOf = (id: DocumentId) => texts.get(id) ?? this.#brought.get(id)
    const { kind, document } = this.#matcher.match(entry, (id) => textOf(id)?.text ?? null)
    const text = document === null ? undefined : textOf(document)
    if (document === null || !text) return null
    return {
      kind: this.#brought.has(document) && kind !== 'changed' && kind !== 'spaces' ? 'new' : kind,
      document,
      text,
    }
  }

  /** By what the text looks like, among all documents. */
  async #lookFor(entry: DatasetEntry): Promise<Omit<MatchedEntry, 'entry'> | null> {
    if (!this.#seesTexts) {
      const ids = this.#known.map(({ id }) => id)
      for (let i = 0; i < ids.length; i += READ_AT_ONCE)
        for (const [id, { text }] of await textsOf(this.#project, this.#host, ids.slice(i, i + READ_AT_ONCE)))
          this.#matcher.addText(id, text)
      this.#seesTexts = true
    }
    const { kind, document } = this.#matcher.match(entry, () => null)
    const text = document === null ? undefined : (await this.#textsOf([document])).get(document)
    return document !== null && text ? { kind, document, text } : null
  }

  #bring({ id, text, sha256, encoding }: DatasetEntry): Omit<MatchedEntry, 'entry'> {
    const wanted = documentIdOf(id)
    let document = wanted
    for (let n = 1; this.#matcher.has(document); n++) document = `${wanted} (${this.#source}${n > 1 ? ` ${n}` : ''})`
    const key = sha256 ?? ''
    const brought = { document, text, sha256: key, encoding: encoding ?? 'utf-8' }
    this.#brought.set(document, brought)
    this.#matcher.add({ id: document, sha256: key, length: text.length })
    return { kind: 'new', document, text: brought }
  }

  async #textsOf(ids: readonly DocumentId[]): Promise<Map<DocumentId, DocumentText>> {
    const wanted = [...new Set(ids)].filter((id) => !this.#brought.has(id))
    const texts = new Map<DocumentId, DocumentText>()
    for (let i = 0; i < wanted.length; i += READ_AT_ONCE)
      for (const [id, text] of await textsOf(this.#project, this.#host, wanted.slice(i, i + READ_AT_ONCE)))
        texts.set(id, text)
    return texts
  }
}

/** The files of the folder, and the documents of which only the store knows. */
function knownDocuments({ catalogue, progress }: Folder): KnownDocument[] {
  const stored = [...progress.documents].flatMap(([id, { text, layers, record }]) => {
    const lives = Object.keys(layers).length > 0 || record !== null
    return text !== null && lives && !catalogue.get(id)
      ? [{ id, sha256: bytesHash(text), length: record?.imported?.length ?? -1 }]
      : []
  })
  return [...catalogue.entries(), ...stored]
}

/** An entry that says no hash has that of its text as UTF-8, which most files are. */
async function withHash(entry: DatasetEntry): Promise<DatasetEntry> {
  if (entry.sha256 !== null) return entry
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(entry.text))
  return { ...entry, sha256: [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}
