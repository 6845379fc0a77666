import type { Edit } from '../../src-core/annotation/edit.ts'
import { spanText, type AnnotatorId, type Id, type Item, type Span } from '../../src-core/annotation/records.ts'

/** A string that was tagged with a label. */
export interface LexiconEntry {
  readonly text: string
  readonly label: Id
}

/** Longer strings are sentences, not names: nobody meets them twice. */
const LONGEST = 80

/** Which strings one tagged as what, in every document of the project, and how often. */
export class Lexicon {
  readonly #counts = new Map<string, { readonly entry: LexiconEntry; count: number }>()
  readonly #annotator: AnnotatorId

  constructor(annotator: AnnotatorId) {
    this.#annotator = annotator
  }

  /** Counts the tags of a document that was read. */
  learn(items: Iterable<Item>, text: string): void {
    for (const item of items) if (this.#isName(item)) this.#add(item, text, 1)
  }

  /** Follows an edit of a document. */
  follow(edit: Edit, document: string, text: string): void {
    const here = (item: Item): item is Span => this.#isName(item) && item.document === document
    for (const item of [...edit.removed, ...edit.updated.map(([from]) => from)])
      if (here(item)) this.#add(item, text, -1)
    for (const item of [...edit.added, ...edit.updated.map(([, to]) => to)]) if (here(item)) this.#add(item, text, 1)
  }

  /** The most frequent first; at most so many. */
  top(most: number): readonly LexiconEntry[] {
    return [...this.#counts.values()]
      .sort((a, b) => b.count - a.count || (a.entry.text < b.entry.text ? -1 : 1))
      .slice(0, most)
      .map(({ entry }) => entry)
  }

  #isName(item: Item): item is Span {
    return item.kind === 'span' && item.annotator === this.#annotator && item.ranges.length === 1
  }

  #add(span: Span, text: string, by: 1 | -1): void {
    const covered = spanText(span, text)
    if (covered.length > LONGEST || covered === '') return
    const key = `${span.label}\n${covered}`
    const known = this.#counts.get(key) ?? { entry: { text: covered, label: span.label }, count: 0 }
    known.count += by
    if (known.count > 0) this.#counts.set(key, known)
    else this.#counts.delete(key)
  }
}
