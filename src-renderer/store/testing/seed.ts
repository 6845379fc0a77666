import { ulid } from 'ulidx'
import { NOTHING, type Edit } from '../../../src-core/annotation/edit.ts'
import type { DocumentId, Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { ArticleText, Bridge, Requests } from '../../../src-main/ipc/contract.ts'
import { ProjectStore } from '../project-store.ts'

/** What the project of a folder is filled with. */
export interface Seeding {
  /** The id of the folder, which was open once and is not now. */
  readonly grant: string
  /** Joined by line ends. */
  readonly documents: string
  readonly tagsEach: number
  /** The first document gets so many. */
  readonly tagsInFirst: number
  /** After all, so many documents are changed by one deed. */
  readonly changedAtOnce: number
  /** A colleague who read every document too, and sees some tags otherwise. */
  readonly colleague?: string
}

/** As many as the main process reads at once. */
const READ = 200
/** Documents that are tagged by one deed. */
const DEED = 400
const LABELS = ['person', 'organization', 'date', 'claim']

/**
 * Fills a project by the store's own write path, one strict transaction a deed, with the texts that the main process
 * reads. Run in the page of a real Postil that has another folder open; answers how many tags there are.
 */
export async function seed(bridge: Bridge, seeding: Seeding): Promise<number> {
  const { store, by, commit } = await openStore(bridge, seeding.grant)
  const ids = seeding.documents.split('\n')
  const { colleague } = seeding
  if (colleague) await commit({ ...NOTHING, added: [{ kind: 'annotator', id: colleague, name: colleague }] })
  const changed: Span[] = []
  let count = 0
  for (let i = 0; i < ids.length; i += DEED) {
    const texts = await readTexts(bridge, seeding.grant, ids.slice(i, i + DEED))
    const added = texts.flatMap((text) => tagsIn(text, by, text.id === ids[0] ? seeding.tagsInFirst : seeding.tagsEach))
    const seen = colleague ? added.flatMap((span, k) => seenBy(colleague, span, k)) : []
    await commit({ ...NOTHING, added: [...added, ...seen] }, texts)
    count += added.length + seen.length
    for (const { id } of texts) {
      const first = added.find(({ document }) => document === id)
      if (first && changed.length < seeding.changedAtOnce) changed.push(first)
    }
  }
  await commit({ ...NOTHING, updated: changed.map((span) => [span, { ...span, label: 'organization' }] as const) })
  await store.close()
  return count
}

/** Where a label is put: half-open, in UTF-16 code units. */
type Place = readonly [start: number, end: number, label: string]

/** The same with given tags, one deed a document. */
export async function seedTags(
  bridge: Bridge,
  grant: string,
  tags: Readonly<Record<DocumentId, readonly Place[]>>,
): Promise<void> {
  const { store, by, commit } = await openStore(bridge, grant)
  for (const text of await readTexts(bridge, grant, Object.keys(tags))) {
    const added = (tags[text.id] ?? []).map(([start, end, label]) => spanOn(text.id, by, [start, end], label))
    await commit({ ...NOTHING, added }, [text])
  }
  await store.close()
}

async function openStore(bridge: Bridge, grant: string) {
  const settings = await ask(bridge, 'settings.get', null)
  const by = settings.annotator?.id ?? ''
  const opened = await ProjectStore.open(grant, { now: Date.now() })
  if (!opened.ok) throw new Error(`Not opened: ${opened.problem.code}`)
  const { store } = opened
  const deed = { by, action: 'tag', kind: 'do', of: null } as const
  const commit = async (edit: Edit, texts: readonly ArticleText[] = []) => {
    const kept = texts.map(({ id, sha256, encoding, text }) => ({ document: id, sha256, encoding, text }))
    const done = await store.commit({ ...deed, edit, at: Date.now(), texts: kept })
    if (!done.ok) throw new Error(`Not written: ${done.problem.code}`)
  }
  return { store, by, commit }
}

async function readTexts(bridge: Bridge, grant: string, ids: readonly DocumentId[]): Promise<ArticleText[]> {
  const texts: ArticleText[] = []
  for (let i = 0; i < ids.length; i += READ) {
    const answers = await ask(bridge, 'corpus.read-many', { grant, ids: ids.slice(i, i + READ) })
    for (const answer of answers) if (answer.ok) texts.push(answer.value)
  }
  return texts
}

/** Tags on the first words of a text, four kinds by turns. */
function tagsIn({ id: document, text }: ArticleText, annotator: string, most: number): Span[] {
  const spans: Span[] = []
  for (const word of text.matchAll(/\p{L}{4,}/gu)) {
    if (spans.length === most) break
    const label = LABELS[spans.length % LABELS.length] ?? ''
    spans.push(spanOn(document, annotator, [word.index, word.index + word[0].length], label))
  }
  return spans
}

/** What a colleague makes of the k-th tag: every seventh is missed, and every fifth has another border. */
function seenBy(colleague: string, { document, ranges, label }: Span, k: number): Span[] {
  const [[start, end] = [0, 0]] = ranges
  return k % 7 === 0 ? [] : [spanOn(document, colleague, [start, k % 5 === 0 ? end - 1 : end], label)]
}

function spanOn(document: DocumentId, annotator: string, range: Range, label: string): Span {
  const now = Date.now()
  const written = { created: now, updated: now, origin: 'manual' } as const
  const said = { attributes: {}, entity: null, note: null }
  return { kind: 'span', id: ulid(), document, annotator, ranges: [range], label, ...said, ...written }
}

async function ask<N extends keyof Requests>(bridge: Bridge, name: N, argument: Requests[N][0]) {
  const result = await bridge.request(name, argument)
  if (!result.ok) throw new Error(`${name}: ${result.error.code}`)
  return result.value
}
