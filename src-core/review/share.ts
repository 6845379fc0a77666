import * as v from 'valibot'
import type { AnnotatorId, DocumentId, EpochMs, Id } from '../annotation/records.ts'

/** What a coordinator asks of one annotator: it travels in a starter bundle, and the layers that come back name it. */
export interface Share {
  readonly id: Id
  /** Whom it was made for, as the coordinator calls them. */
  readonly name: string
  /** In the order to work in. */
  readonly documents: readonly ShareDocument[]
  /** Colleagues' tags of a document stay hidden until one's own is done. */
  readonly blind: boolean
}

export interface ShareDocument {
  readonly id: DocumentId
  /** Of the coordinator's file, or null where it is not known. */
  readonly sha256: string | null
}

/** A share as the annotator's project keeps it. */
export interface OwnShare extends Share {
  /** Who asked. */
  readonly by: { readonly id: AnnotatorId; readonly name: string }
  /** By the coordinator's clock; a later one replaces it. */
  readonly made: EpochMs
}

/** A split as the coordinator's project keeps it. */
export interface Split {
  readonly made: EpochMs
  readonly seed: number
  readonly overlap: number
  readonly readers: number
  readonly order: 'path' | 'random' | 'shared-first'
  readonly shared: readonly DocumentId[]
  readonly shares: readonly SplitShare[]
}

export interface SplitShare {
  readonly id: Id
  readonly name: string
  readonly documents: readonly DocumentId[]
  /** Who works on it; null until something comes back. */
  readonly annotator: AnnotatorId | null
}

const MOST_DOCUMENTS = 1_000_000
const TEXT = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))
const DOCUMENT = v.pipe(v.string(), v.check(isPlainPath))
const TIME = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000))

/** A share as a starter bundle states it. */
export const SHARE = v.object({
  id: TEXT,
  name: TEXT,
  documents: v.pipe(
    v.array(v.object({ id: DOCUMENT, sha256: v.nullable(v.string()) })),
    v.maxLength(MOST_DOCUMENTS),
    v.check((documents) => new Set(documents.map(({ id }) => id)).size === documents.length),
  ),
  blind: v.boolean(),
}) satisfies v.GenericSchema<unknown, Share>

const OWN_SHARE = v.object({ ...SHARE.entries, by: v.object({ id: TEXT, name: v.string() }), made: TIME })

const SPLIT = v.object({
  made: TIME,
  seed: v.number(),
  overlap: v.number(),
  readers: v.number(),
  order: v.picklist(['path', 'random', 'shared-first']),
  shared: v.array(DOCUMENT),
  shares: v.array(v.object({ id: TEXT, name: TEXT, documents: v.array(DOCUMENT), annotator: v.nullable(TEXT) })),
}) satisfies v.GenericSchema<unknown, Split>

/** One's own share as it was kept, or null where there is none or it is not understood. */
export function ownShareKept(value: unknown): OwnShare | null {
  const parsed = v.safeParse(OWN_SHARE, value)
  return parsed.success ? parsed.output : null
}

/** A split as it was kept, or null where there is none or it is not understood. */
export function splitKept(value: unknown): Split | null {
  const parsed = v.safeParse(SPLIT, value)
  return parsed.success ? parsed.output : null
}

/** Below the folder, with `/`, without `.`, `..`, empty parts, drive letters, backslashes or control characters. */
export function isPlainPath(id: string): boolean {
  if (id === '' || id.length > 4096 || /[\\\u0000-\u001f\u007f]|^[a-z]:/iu.test(id)) return false
  return id.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
