import type { Outcome } from '../../../src-core/annotation/desk.ts'
import { spanText, type Id, type Span } from '../../../src-core/annotation/records.ts'
import { labelById, titleOf, type Label } from '../../../src-core/annotation/schema.ts'
import { blocks } from '../../../src-core/text/blocks.ts'
import { dateCandidates } from '../../../src-core/text/dates.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'
import type { Params } from '../../i18n/message.ts'
import type { ActionName } from '../../session/action-names.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import { Caret } from './caret.svelte.ts'
import type { Surface } from './canvas/surface.ts'
import type { ReaderMemory } from './reader-memory.svelte.ts'
import { TagIndex } from './tag-index.ts'

export interface ReadingParts {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  /** BCP 47, or null. */
  readonly lang: string | null
  /** Of the interface: labels are named in it. */
  readonly language: () => string
}

/** Nobody listens to a whole page to hear where a tag ends. */
const LONGEST_SAID = 160
const HEARD = 60

/** A sentence of the catalogue. */
interface Saying {
  readonly key: MessageKey
  readonly params?: Params
}

/** One document as it is read: its text, its tags by place, the caret in it, and the way to change and to say things. */
export class Reading {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  readonly lang: string | null
  /** The text in blocks of bounded length. */
  readonly stretches: readonly Range[]
  readonly caret: Caret
  /** What was just done, for those who hear the page. */
  said = $state.raw<Saying | null>(null)
  /** Why the last key did nothing, for all to see; until something else is done. */
  notice = $state.raw<Saying | null>(null)
  #under: readonly Span[] = []
  readonly #language: () => string
  readonly #index: TagIndex
  readonly #dates = new WeakMap<Span, string | null>()

  constructor({ document, memory, lang, language }: ReadingParts) {
    this.document = document
    this.memory = memory
    this.lang = lang
    this.stretches = blocks(document.text)
    this.caret = new Caret(document.text, lang, (extended) => this.moved(extended))
    this.#language = language
    this.#index = new TagIndex(document.text)
  }

  /** Connects the page on screen. */
  attach(surface: Surface): void {
    this.caret.surface = surface
  }

  get text(): string {
    return this.document.text
  }

  /** The tags by place, lane and label, as they are now. */
  get index(): TagIndex {
    return this.#index.of(this.document.spans, this.document.lastPatch)
  }

  readonly labels: readonly Label[] = $derived.by(() => this.document.schema.labels.filter((label) => !label.retired))

  /** The label's name as datasets carry it. */
  nameOf(label: Id): string {
    const known = labelById(this.document.schema, label)
    return known ? titleOf(known, this.#language()) : label
  }

  /** The value of a date that is tagged, counted from the article's own date, until a person says what it is. */
  suggestedDate(span: Span): string | null {
    const known = this.#dates.get(span)
    if (known !== undefined) return known
    const [found] = dateCandidates(spanText(span, this.text), this.lang, this.document.entry.date)
    const value = found?.value ?? null
    this.#dates.set(span, value)
    return value
  }

  /** Label, words and length of a tag, as they are said; of a long one only its ends. */
  describe(span: Span): { readonly label: string; readonly text: string; readonly n: number } {
    const text = spanText(span, this.text)
    const said = text.length > LONGEST_SAID ? `${text.slice(0, HEARD)} … ${text.slice(-HEARD)}` : text
    return { label: this.nameOf(span.label), text: said.replace(/\s+/g, ' '), n: text.length }
  }

  /** Says which tags the caret has come into and gone out of; nothing while it stays within the same. */
  #sayTagsAt(offset: Offset): void {
    const here = this.index.lanes.at(offset)
    const has = (spans: readonly Span[], { id }: Span) => spans.some((span) => span.id === id)
    const come = here.filter((span) => !has(this.#under, span))
    const gone = this.#under.filter((span) => !has(here, span) && this.document.items.has(span.id))
    this.#under = here
    const tags = come.map((span) => this.describe(span))
    const [inner] = tags
    if (tags.length > 1) {
      const labels = tags.map(({ label, text }) => `${label}: ${text}`).join('; ')
      this.say('reader.said-inside-many', { n: tags.length, tags: labels })
    } else if (inner) this.say('reader.said-inside', inner)
    else if (gone.length) {
      const labels = gone.map(({ label }) => this.nameOf(label)).join(', ')
      this.say('reader.said-outside', { labels })
    }
  }

  /** Shows a passage. */
  reveal(range: Range): void {
    this.caret.surface?.reveal(range)
  }

  /** The part of the text on screen, about. */
  get onScreen(): Range {
    return this.caret.surface?.onScreen() ?? [0, 0]
  }

  focusText(): void {
    this.caret.surface?.focus()
  }

  /** Runs a command on the document if it may be changed. */
  run(action: ActionName, command: Parameters<DocumentSession['run']>[1]): Outcome {
    this.notice = null
    if (this.document.readOnly) return { refused: 'not-your-layer' }
    return this.document.run(action, command)
  }

  /** Tells those who hear the page what was done. */
  say(key: MessageKey, params?: Params): void {
    this.said = params ? { key, params } : { key }
  }

  /** Says why nothing was done, to those who see the page as well. */
  tell(key: MessageKey, params?: Params): void {
    this.say(key, params)
    this.notice = this.said
  }

  /** The caret was moved. */
  protected moved(_extended: boolean): void {
    this.notice = null
    this.#sayTagsAt(this.caret.offset)
  }
}
