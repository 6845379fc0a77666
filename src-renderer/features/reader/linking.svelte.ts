import { isRefusal } from '../../../src-core/annotation/desk.ts'
import { relate, relationAllowed, unrelate } from '../../../src-core/annotation/relation-commands.ts'
import { spanText, type DocumentId, type Id, type Relation, type Span } from '../../../src-core/annotation/records.ts'
import type { RelationType } from '../../../src-core/annotation/schema.ts'
import type { Hand } from './hand.svelte.ts'
import type { Reading } from './reading.svelte.ts'
import type { Elsewhere, TagElsewhere } from './types.ts'

/** Letters that lie at the same place on AZERTY and QWERTY or nearly so, the easiest first. */
const HINT_LETTERS = 'fjdkslghrueitycnvbp'

/** A tag that is looked for as the value of an attribute. */
interface Search {
  readonly fits: (span: Span) => boolean
  readonly picked: (span: Span) => void
}

/** The ends of a relation are named by no more than so many characters. */
const NAMED = 48

/**
 * Linking the tag in hand with another: R, then the other end by its letters or a click, then the type where several are
 * allowed. Only ends that the schema allows are shown.
 */
export class Linking {
  readonly #reading: Reading
  readonly #hand: Hand
  readonly #elsewhere: Elsewhere
  #from = $state.raw<Span | null>(null)
  #to = $state.raw<Span | null>(null)
  #typed = $state('')
  #away = $state(false)
  #targets = $state.raw<ReadonlyMap<Id, string>>(new Map())
  #search = $state.raw<Search | null>(null)
  #toWords = ''

  constructor(reading: Reading, hand: Hand, elsewhere: Elsewhere) {
    this.#elsewhere = elsewhere
    this.#reading = reading
    this.#hand = hand
  }

  get active(): boolean {
    return this.#from !== null
  }

  /** The letters that pick each tag on screen, as far as they are not typed yet. */
  readonly hints: ReadonlyMap<Id, string> = $derived.by(() => {
    if (!this.#from || this.#to || this.#away) return new Map()
    const left = [...this.#targets].filter(([, letters]) => letters.startsWith(this.#typed))
    return new Map(left.map(([id, letters]) => [id, letters.slice(this.#typed.length)]))
  })

  /** The types to choose from once both ends are known. */
  readonly types: readonly RelationType[] = $derived(this.#from && this.#to ? this.#allowed(this.#from, this.#to) : [])

  /** The relations of the tag in hand: those that leave it first, those from other documents last. */
  readonly ofSelected: readonly Relation[] = $derived.by(() => {
    const id = this.#hand.span?.id
    if (id === undefined) return []
    const { relations } = this.#reading.document
    const from = relations.filter((each) => each.from === id)
    return [...from, ...relations.filter(({ to }) => to === id), ...this.#elsewhere.linksTo(id)]
  })

  /** Begins from the tag in hand. */
  start(): void {
    const from = this.#hand.span ?? this.#hand.cycleAt(this.#reading.caret.offset)
    if (!from) return
    if (!this.#mayBegin(from)) {
      return this.#reading.tell('reader.said-no-relation', { label: this.#reading.nameOf(from.label) })
    }
    const here = this.#reading.document.spans.some((span) => this.#mayEnd(from, span))
    if (!here && this.documents().length === 0) return this.#reading.tell('reader.said-no-target')
    this.#from = from
    this.#typed = ''
    this.#to = null
    this.refresh()
    if (!here) return this.goAway()
    if (this.#targets.size === 0) this.#reading.tell('reader.said-no-target')
    else this.#reading.say('reader.said-linking', { n: this.#targets.size })
  }

  /** Looks for the tag that is the value of an attribute of the tag in hand: by its letters or a click, as for a relation. */
  seek(search: Search): void {
    const from = this.#hand.span
    if (!from) return
    this.#search = search
    this.#from = from
    this.#typed = ''
    this.refresh()
    if (this.#targets.size === 0) this.#reading.tell('reader.said-no-value')
    else this.#reading.say('reader.said-linking', { n: this.#targets.size })
  }

  /** Whether the tag that is looked for is the value of an attribute, in this document. */
  get seeking(): boolean {
    return this.#search !== null
  }

  /** The words of both ends, as far as they are known. */
  get ends(): { readonly from: string; readonly to: string } {
    const from = this.#from ? spanText(this.#from, this.#reading.text) : ''
    return { from: shortened(from), to: shortened(this.#toWords) }
  }

  /** Whether the other end is looked for in other documents. */
  get away(): boolean {
    return this.#away && this.#to === null
  }

  /** Looks for the other end in other documents. */
  goAway(): void {
    if (this.#search) return
    if (this.documents().length === 0) this.#reading.tell('reader.said-no-documents')
    else this.#away = true
  }

  /** The other documents that may hold the other end. */
  documents(): ReturnType<Elsewhere['documents']> {
    return this.#elsewhere.documents().filter(({ id }) => id !== this.#reading.document.id)
  }

  /** The tags of another document that may be the other end. */
  async endsIn(document: DocumentId): Promise<readonly TagElsewhere[]> {
    const tags = await this.#elsewhere.tagsOf(document)
    const from = this.#from
    return from ? tags.filter(({ span }) => this.#mayEnd(from, span)) : []
  }

  /** Gives letters to the tags on screen. */
  refresh(): void {
    const from = this.#from
    if (!from) return
    const [start, end] = this.#reading.onScreen
    const ends = this.#reading.index.lanes.touching(start, end).filter((span) => this.#mayEnd(from, span))
    this.#targets = new Map(ends.map((span, i) => [span.id, lettersOf(i, ends.length)]))
  }

  stop(): void {
    this.#from = null
    this.#to = null
    this.#typed = ''
    this.#away = false
    this.#search = null
  }

  /** Takes a typed character as part of a hint or as a type's key; true when it was one. */
  type(character: string): boolean {
    const key = character.toLowerCase()
    if (this.types.length) return this.#chooseType(key)
    const typed = this.#typed + key
    const fitting = [...this.#targets].filter(([, letters]) => letters.startsWith(typed))
    if (fitting.length === 0) return /^\p{L}$/u.test(key)
    this.#typed = typed
    const [id, letters] = fitting[0] ?? ['', '']
    if (letters === typed) this.pick(id)
    return true
  }

  /** Picks the other end. */
  pick(id: Id): void {
    const item = this.#reading.document.items.get(id)
    if (item?.kind !== 'span') return
    const [from, search] = [this.#from, this.#search]
    if (!from || !search) return this.pickElsewhere({ span: item, text: spanText(item, this.#reading.text) })
    this.stop()
    this.#hand.hold(from)
    search.picked(item)
  }

  /** Picks a tag, of whatever document, as the other end. */
  pickElsewhere({ span, text }: TagElsewhere): void {
    if (!this.#from) return
    this.#toWords = text
    const allowed = this.#allowed(this.#from, span)
    this.#to = span
    if (allowed.length <= 1) this.choose(allowed[0]?.id ?? '')
  }

  #chooseType(key: string): boolean {
    const type = this.types.find((each) => each.key.toLowerCase() === key)
    if (type) this.choose(type.id)
    return type !== undefined || /^\p{L}$/u.test(key)
  }

  choose(type: Id): void {
    const [from, to] = [this.#from, this.#to]
    this.stop()
    if (!from || !to) return
    const outcome = this.#reading.run('relate', (desk) => relate(desk, from.id, to, type))
    this.#hand.hold(from)
    if (!isRefusal(outcome)) this.#reading.say('reader.said-linked')
  }

  remove(id: Id): void {
    this.#reading.run('unrelate', (desk) => unrelate(desk, [id]))
  }

  /** The tag at the other end of a relation of the tag in hand; null when it lies in another document. */
  otherEnd(relation: Relation): Span | null {
    const other = relation.from === this.#hand.span?.id ? relation.to : relation.from
    const item = this.#reading.document.items.get(other)
    return item?.kind === 'span' ? item : null
  }

  /** The document and the tag at the other end of a relation, when they lie elsewhere. */
  farEnd({ document, from, to, toDocument }: Relation): { readonly document: DocumentId; readonly id: Id } | null {
    if (document !== this.#reading.document.id) return { document, id: from }
    return toDocument === null ? null : { document: toDocument, id: to }
  }

  /** The tag at that end, with its words; null when it is gone. */
  async tagAt({ document, id }: { readonly document: DocumentId; readonly id: Id }): Promise<TagElsewhere | null> {
    const tags = await this.#elsewhere.tagsOf(document)
    return tags.find(({ span }) => span.id === id) ?? null
  }

  /** Follows a relation of the tag in hand, the first if none is named, into another document if it leads there. */
  follow(relation: Relation | undefined = this.ofSelected[0]): void {
    const far = relation && this.farEnd(relation)
    const other = relation && this.otherEnd(relation)
    if (far) this.#elsewhere.onOpen(far.document, far.id)
    else if (other) this.#hand.pick(other)
  }

  #mayEnd(from: Span, span: Span): boolean {
    return span.id !== from.id && (this.#search?.fits(span) ?? this.#allowed(from, span).length > 0)
  }

  /** Whether any type of relation starts at the tag's label. */
  #mayBegin({ label }: Span): boolean {
    const { schema } = this.#reading.document
    return schema.relations.some((type) =>
      schema.labels.some((other) => relationAllowed(schema, type.id, label, other.id)),
    )
  }

  #allowed(from: Span, to: Span): readonly RelationType[] {
    const { schema } = this.#reading.document
    return schema.relations.filter((type) => relationAllowed(schema, type.id, from.label, to.label))
  }
}

function shortened(words: string): string {
  const plain = words.replace(/\s+/g, ' ')
  return plain.length > NAMED ? `${plain.slice(0, NAMED - 1).trimEnd()}…` : plain
}

function lettersOf(index: number, count: number): string {
  const letter = (i: number) => HINT_LETTERS[i % HINT_LETTERS.length] ?? ''
  if (count <= HINT_LETTERS.length) return letter(index)
  return letter(Math.floor(index / HINT_LETTERS.length)) + letter(index)
}
