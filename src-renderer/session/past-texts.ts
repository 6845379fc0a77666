import { editDocument, recordOf } from '../../src-core/annotation/document-commands.ts'
import { apply, NOTHING, type Edit, type Items } from '../../src-core/annotation/edit.ts'
import { reanchor } from '../../src-core/annotation/reanchor.ts'
import type { DocumentId, DocumentRecord, Item, Stray } from '../../src-core/annotation/records.ts'
import { sameValue } from '../../src-core/values.ts'
import type { DocumentText, Seq } from '../store/rows.ts'
import type { ActionName } from './action-names.ts'
import { journalPages } from './journal-pages.ts'
import type { ProjectSession } from './project-session.svelte.ts'

/** What can give a document another text. */
const MOVING: ReadonlySet<string> = new Set<ActionName>(['reanchor', 'edit-document'])

/** A commit that gave a document another text, and the key of the one before. */
interface TextStep {
  readonly seq: Seq
  readonly before: string
}

/** Past records as they stand on the present text of their document. */
interface Carried {
  readonly items: Items
  /** Those whose place in it is not certain. */
  readonly strays: readonly Stray[]
}

/** The texts that documents had: past offsets count in the text of their time, and mean other words in a later one. */
export class PastTexts {
  readonly #project: Pick<ProjectSession, 'progress' | 'store'>
  readonly #steps = new Map<DocumentId, Promise<readonly TextStep[]>>()
  readonly #texts = new Map<string, Promise<DocumentText | null>>()

  constructor(project: Pick<ProjectSession, 'progress' | 'store'>) {
    this.#project = project
  }

  /** What tags counted in right after a commit; null where nothing is stored. */
  async at(document: DocumentId, seq: Seq): Promise<DocumentText | null> {
    const steps = this.#steps.get(document) ?? this.#find(document)
    this.#steps.set(document, steps)
    const next = (await steps).findLast((step) => step.seq > seq)
    const key = next?.before ?? this.#project.progress.of(document).text
    return key === null ? null : this.#read(document, key)
  }

  /** Moves records of that time to the present text, as those of a changed file: never onto a lookalike. */
  async carried(document: DocumentId, items: Items, seq: Seq): Promise<Carried> {
    const [before, after] = [await this.at(document, seq), await this.at(document, Infinity)]
    if (!before || !after || before.text === after.text) return { items, strays: [] }
    const places = { before: { key: before.sha256, text: before.text }, after: { key: after.sha256, text: after.text } }
    const moved = apply(items, reanchor(items, { document, ...places }).edit)
    const strays = recordOf(moved, document).strays ?? []
    return { items: new Map([...moved].filter(([, item]) => item.kind !== 'document')), strays }
  }

  #read(document: DocumentId, key: string): Promise<DocumentText | null> {
    const place = `${document}\n${key}`
    const text = this.#texts.get(place) ?? this.#project.store.readText(document, key).then((found) => found ?? null)
    this.#texts.set(place, text)
    return text
  }

  /** Newest first. */
  async #find(document: DocumentId): Promise<readonly TextStep[]> {
    const { store } = this.#project
    const steps: TextStep[] = []
    for await (const page of journalPages(store, document)) {
      for (const { seq, action } of page) {
        const edit = MOVING.has(action) ? await store.editOf(seq) : undefined
        const key = edit && keyBefore(edit, document)
        if (key !== undefined) steps.push({ seq, before: key })
      }
    }
    return steps
  }
}

/** The key of the text before an edit that gives the document another; undefined for one that does not. */
function keyBefore({ added, updated, removed }: Edit, document: DocumentId): string | undefined {
  const isIt = (item: Item | undefined): item is DocumentRecord =>
    item?.kind === 'document' && item.document === document
  const from = [...removed, ...updated.map(([each]) => each)].find(isIt)?.text
  const to = [...added, ...updated.map(([, each]) => each)].find(isIt)?.text
  return sameValue(from ?? null, to ?? null) ? undefined : (from?.now ?? to?.before)
}

/**
 * The change of a document's record by which tags wait that cannot be placed for certain, and those wait no more that
 * come back otherwise.
 */
export function waiting(
  present: Items,
  document: DocumentId,
  back: ReadonlySet<string>,
  strays: readonly Stray[],
): Edit {
  const known = recordOf(present, document).strays ?? []
  const rest = known.filter(({ span }) => !back.has(span.id) && !strays.some((each) => each.span.id === span.id))
  return rest.length === known.length && strays.length === 0
    ? NOTHING
    : editDocument(present, document, { strays: [...rest, ...strays] })
}
