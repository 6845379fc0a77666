import type { Snippet } from 'svelte'
import type { Edit } from '../../../src-core/annotation/edit.ts'
import type { DocumentId, Id, Relation, Span } from '../../../src-core/annotation/records.ts'
import type { Range } from '../../../src-core/text/offset.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import type { Action } from '../../ui/action.ts'

/** How a person likes to read; every value has a default in {@link DEFAULT_READING}. */
export interface ReadingPreferences {
  readonly font: 'serif' | 'sans' | 'mono'
  readonly sizePx: number
  /** Times the size. */
  readonly leading: number
  /** Characters a line, about. */
  readonly measureCh: number
  /** How thick lanes are and how far apart. */
  readonly lanes: 'dense' | 'normal' | 'wide'
  /** Whether Shift+letter only offers identical mentions, or tags them at once. */
  readonly identical: 'offer' | 'tag'
  /** Whether the panel beside the text is open. */
  readonly panel: boolean
}

export const DEFAULT_READING: ReadingPreferences = {
  font: 'serif',
  sizePx: 17,
  leading: 1.78,
  measureCh: 68,
  lanes: 'normal',
  identical: 'offer',
  panel: true,
}

/** A string that was tagged before, in this project. */
export interface LexiconEntry {
  readonly text: string
  readonly label: Id
}

export interface ConcordanceQuery {
  readonly text: string
  readonly label: Id
}

/** A passage to show; a new object shows the same passage again. */
export interface Reveal {
  readonly document: string
  readonly range: Range
  /** The tag there that is taken in hand. */
  readonly span?: Id
}

/** Something to pick by typing. */
export interface Suggestion {
  readonly id: string
  readonly title: string
  readonly detail?: string
}

/** What is printed beside the text. */
export interface PrintFacts {
  readonly annotator: string
  /** Name and value of what is known of the document, in the order in which it is printed. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

/** A tag of another document, with the words that it covers. */
export interface TagElsewhere {
  readonly span: Span
  readonly text: string
}

interface EntityUse {
  readonly id: Id
  readonly tags: number
  readonly documents: number
}

/** What a reader sees of the rest of the project. */
export interface Elsewhere {
  /** The documents with tags of one's own, in the order of the list. */
  readonly documents: () => readonly { readonly id: DocumentId; readonly title: string; readonly tags: number }[]
  /** One's own tags of a document, in text order. */
  readonly tagsOf: (document: DocumentId) => Promise<readonly TagElsewhere[]>
  /** The relations of other documents that end at a tag. */
  readonly linksTo: (span: Id) => readonly Relation[]
  /** An edit together with those of them that go with it. */
  readonly along: (edit: Edit) => Edit
  readonly onOpen: (document: DocumentId, span: Id) => void
  readonly entities: {
    /** The most named first. */
    readonly list: () => readonly EntityUse[]
    readonly useOf: (id: Id) => EntityUse
    /** Those that a string stood for, the most frequent first. */
    readonly before: (words: string) => readonly Id[]
    /** Lists where one is named. */
    readonly onShow: (id: Id) => void
  }
}

export interface ReaderProps {
  readonly document: DocumentSession
  /** BCP 47, or null to detect it. */
  readonly lang: string | null
  readonly preferences: ReadingPreferences
  /** Action id → chosen keys. */
  readonly keys: Readonly<Record<string, string>>
  /** What was tagged in other documents, the most frequent first. */
  readonly lexicon: () => readonly LexiconEntry[]
  readonly elsewhere: Elsewhere
  /** Selected and scrolled to when it is of this document. */
  readonly reveal: Reveal | null
  /** The guideline that lies beside the text, if it is open; it is told the words of the tag in hand. */
  readonly guideline: Snippet<[words: string | null]> | null
  /** What is known of the document, and can be corrected. */
  readonly facts: Snippet | null
  readonly print: {
    readonly facts: () => PrintFacts
    /** Prints what the page shows for print, or saves it. */
    readonly run: (as: 'paper' | 'pdf') => Promise<void>
  }
  readonly onDone: () => void
  readonly onConcordance: (query: ConcordanceQuery) => void
  readonly onPreferences: (change: Partial<ReadingPreferences>) => void
  /** The label whose guideline a person wants to read. */
  readonly onGuideline: (label: Id) => void
  /** Told when a document's reader is there and when it goes, for the menu, the palette and the key map. */
  readonly onActions: (actions: readonly Action[]) => void
}
