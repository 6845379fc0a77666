import { entitiesOf } from '../../src-core/annotation/entities.ts'
import { isCountable, Lexicon, type LexiconCounts } from '../../src-core/annotation/lexicon.ts'
import type { AnnotatorId, DocumentId, Id, LayerItem, Relation, Span } from '../../src-core/annotation/records.ts'
import type { LabelSchema } from '../../src-core/annotation/schema.ts'
import type { ProjectDatabase } from './database.ts'
import { unpackItems, unpackProgress } from './packing.ts'
import type { ItemsRow, Seq, TextKey } from './rows.ts'
import { streamSlowly } from './streaming.ts'
import { unpackText } from './texts.ts'

/** What is asked of {@link lessonsOf}. */
export interface LessonPlan {
  readonly annotator: AnnotatorId
  readonly schema: LabelSchema
  /** The newest commit that counts. */
  readonly seq: Seq
}

/** A part of what an annotator's tags teach; the parts are added up. */
export interface Lessons {
  readonly strings: LexiconCounts
  /** How often a document names an entity. */
  readonly entities: readonly (readonly [entity: Id, document: DocumentId, count: number])[]
  /** Those that end in other documents. */
  readonly relations: readonly Relation[]
}

/** Rarer strings than so many are never offered, and a project may have a million. */
const MOST_STRINGS = 20_000
const NO_STRINGS: LexiconCounts = { strings: [], entities: [] }

/**
 * What an annotator's tags of all documents teach, as of a commit: first the entities and relations, page by page, then
 * the strings that were tagged most.
 */
export async function* lessonsOf(db: ProjectDatabase, { annotator, schema, seq }: LessonPlan): AsyncGenerator<Lessons> {
  const lexicon = new Lexicon()
  const texts = await textKeys(db)
  for await (const rows of streamSlowly(db, { seq, records: new Map() })) {
    const own = ownItems(rows, annotator)
    const spans = own.filter((item): item is Span => item.kind === 'span')
    yield { strings: NO_STRINGS, entities: named(spans, schema), relations: own.filter(leads) }
    await countStrings(db, lexicon, spans.filter(isCountable), texts)
  }
  yield { strings: lexicon.counts(MOST_STRINGS), entities: [], relations: [] }
}

/** Which text each document's tags count in. */
async function textKeys(db: ProjectDatabase): Promise<ReadonlyMap<DocumentId, string>> {
  const keys = new Map<DocumentId, string>()
  for (const row of await db.progress.toArray())
    for (const [document, { text }] of unpackProgress(row)) if (text !== null) keys.set(document, text)
  return keys
}

function ownItems(rows: readonly ItemsRow[], annotator: AnnotatorId): readonly LayerItem[] {
  const items = new Map<Id, LayerItem>()
  for (const row of rows) if (row.annotator === annotator) unpackItems(row, items)
  return [...items.values()]
}

function leads(item: LayerItem): item is Relation {
  return item.kind === 'relation' && item.toDocument !== null
}

function named(spans: readonly Span[], schema: LabelSchema): Lessons['entities'] {
  const counts = new Map<string, [Id, DocumentId, number]>()
  for (const span of spans) {
    for (const entity of entitiesOf(span, schema)) {
      const key = `${span.document}\n${entity}`
      const known = counts.get(key)
      if (known) known[2]++
      else counts.set(key, [entity, span.document, 1])
    }
  }
  return [...counts.values()]
}

async function countStrings(
  db: ProjectDatabase,
  lexicon: Lexicon,
  spans: readonly Span[],
  texts: ReadonlyMap<DocumentId, string>,
): Promise<void> {
  const documents = [...new Set(spans.map(({ document }) => document))]
  const keys = documents.flatMap((document): TextKey[] => {
    const key = texts.get(document)
    return key === undefined ? [] : [[document, key]]
  })
  const found = new Map<DocumentId, string>()
  for (const row of await db.texts.bulkGet(keys)) if (row) found.set(row.document, (await unpackText(row)).text)
  for (const span of spans) {
    const text = found.get(span.document)
    if (text !== undefined) lexicon.count(span, text, 1)
  }
}
