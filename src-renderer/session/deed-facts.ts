import { deedOf, type Deed } from '../../src-core/annotation/deed.ts'
import type { Edit } from '../../src-core/annotation/edit.ts'
import { isLayerItem, type DocumentId, type Item, type Relation } from '../../src-core/annotation/records.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { textIn, textOf } from './tagged-words.ts'

/** What is said of a deed, found out from its edit when it is to be said. */
export interface DeedFacts {
  /** See {@link ACTION_NAMES}. */
  readonly action: string
  readonly deed: Deed
  /** What the first tag covers, or the two tags of the first relation; empty where that is not known for certain. */
  readonly words: readonly string[]
}

type Known = Pick<ProjectSession, 'progress' | 'store' | 'hides'>
type Texts = (document: DocumentId) => Promise<string>

/**
 * What a committed edit was about, without what may not be seen yet. `texts` are those that its offsets count in; an
 * empty one where that is not known any more.
 */
export async function deedFacts(
  project: Known,
  action: string,
  edit: Edit,
  texts: Texts = (document) => textOf(project, document),
): Promise<DeedFacts> {
  const deed = deedOf(seenPart(project, edit))
  return { action, deed, words: (await wordsOf(project, deed, texts)).filter((words) => words !== '') }
}

function seenPart(project: Known, { added, updated, removed }: Edit): Edit {
  const seen = (item: Item) => !isLayerItem(item) || !project.hides(item)
  return { added: added.filter(seen), updated: updated.filter(([from]) => seen(from)), removed: removed.filter(seen) }
}

async function wordsOf(project: Known, deed: Deed, texts: Texts): Promise<readonly string[]> {
  if (deed.kind === 'relations') return endsOf(project, deed.first, texts)
  return deed.kind === 'tags' ? [textIn(await texts(deed.first.document), deed.first)] : []
}

async function endsOf(
  { store }: Known,
  { document, toDocument, from, to }: Relation,
  texts: Texts,
): Promise<readonly string[]> {
  const far = toDocument ?? document
  const held = await store.readMany([...new Set([document, far])])
  const [tail, head] = [held.get(document)?.get(from), held.get(far)?.get(to)]
  if (tail?.kind !== 'span' || head?.kind !== 'span') return []
  return [textIn(await texts(document), tail), textIn(await texts(far), head)]
}
