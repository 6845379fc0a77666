import { expect, type Locator, type Page } from '@playwright/test'
import { storedState, type StoredRelation, type StoredSpan } from '../stored.ts'
import { ReaderKeyboard, type Layout } from './reader-keyboard.ts'
import { Workbench } from './workbench.ts'

/** Its path in the folder, and what its file says. */
type Article = readonly [document: string, words: string]

/** What a person does with one article and its tags, by mouse and on a keyboard of their country. */
export class Reader extends Workbench {
  readonly keys: ReaderKeyboard
  readonly document: string
  readonly words: string

  private constructor(page: Page, keys: ReaderKeyboard, document: string, words: string) {
    super(page)
    this.keys = keys
    this.document = document
    this.words = words
  }

  /** Whoever reads an article, wherever they are. */
  static async on(page: Page, layout: Layout, [document, words]: Article): Promise<Reader> {
    return new Reader(page, await ReaderKeyboard.of(page, layout), document, words)
  }

  /** Opens an article by its title. */
  static async open(page: Page, layout: Layout, article: Article, title: RegExp): Promise<Reader> {
    const reader = await Reader.on(page, layout, article)
    await reader.open(title)
    await expect(reader.text).toBeFocused()
    return reader
  }

  /** The attributes of the tag in hand. */
  strip(label: string): Locator {
    return this.inspector.getByRole('group', { name: label, exact: true })
  }

  get underPointer(): Locator {
    return this.inspector.getByRole('list', { name: 'Under the pointer' }).getByRole('listitem')
  }

  /** The lanes and badges that are painted. */
  get lanes(): Locator {
    return this.text.locator('.page-lane')
  }

  get badges(): Locator {
    return this.text.locator('.page-badge')
  }

  /** Presses keys of this keyboard. */
  override async press(...chords: readonly string[]): Promise<void> {
    await this.keys.press(...chords)
  }

  /** The tags on disk, in text order, written `label: words`, the pieces of one apart by `…`. */
  async tags(): Promise<readonly string[]> {
    const spans = await this.spans()
    return spans.map(
      ({ label, ranges }) => `${label}: ${ranges.map(([from, to]) => this.words.slice(from, to)).join(' … ')}`,
    )
  }

  /** Until the disk holds these tags of the article and no others. */
  async expectTags(...tags: readonly string[]): Promise<void> {
    await expect.poll(() => this.tags()).toEqual(tags)
  }

  async spans(): Promise<readonly StoredSpan[]> {
    const { spans } = await storedState(this.page)
    const start = ({ ranges }: StoredSpan) => ranges[0]?.[0] ?? 0
    const end = ({ ranges }: StoredSpan) => ranges.at(-1)?.[1] ?? 0
    return spans
      .filter(({ document }) => document === this.document)
      .sort((a, b) => start(a) - start(b) || end(b) - end(a) || (a.label < b.label ? -1 : 1))
  }

  /** The tags of all articles on disk. */
  async stored(): Promise<readonly StoredSpan[]> {
    return (await storedState(this.page)).spans
  }

  async relations(): Promise<readonly StoredRelation[]> {
    return (await storedState(this.page)).relations
  }

  /** The selected characters. */
  selected(): Promise<string> {
    return this.page.evaluate(() => String(getSelection()))
  }

  /** Clicks before a character of the text. */
  async caretBefore(text: string, nth = 0): Promise<void> {
    const { from } = await this.ends(text, nth)
    await this.page.mouse.click(from.x + 1, from.y)
  }

  async tripleClick(text: string, nth = 0): Promise<void> {
    const { from } = await this.ends(text, nth)
    await this.page.mouse.click(from.x + 6, from.y, { clickCount: 3 })
  }

  /** Clicks, then clicks again with Shift. */
  async clickAndShiftClick(from: string, to: string): Promise<void> {
    const start = await this.ends(from, 0)
    const end = await this.ends(to, 0)
    await this.page.mouse.click(start.from.x + 1, start.from.y)
    await this.page.keyboard.down('Shift')
    await this.page.mouse.click(end.to.x - 1, end.to.y)
    await this.page.keyboard.up('Shift')
  }

  async dragWith(modifier: 'Alt' | 'Control', text: string, nth = 0): Promise<void> {
    await this.page.keyboard.down(modifier)
    await this.drag(text, nth)
    await this.page.keyboard.up(modifier)
  }

  /** Drags an edge of the tag in hand to the far side of a text. */
  async dragEdge(edge: 'start' | 'end', text: string, nth = 0): Promise<void> {
    const to = await this.ends(text, nth)
    const box = await this.text.locator(`.page-handle[data-edge="${edge}"]`).boundingBox()
    if (!box) throw new Error(`The tag in hand has no ${edge} on screen`)
    // The round end below the line is what takes the drag.
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height + 5)
    await this.page.mouse.down()
    const goal = edge === 'start' ? to.from : to.to
    await this.page.mouse.move(goal.x, goal.y, { steps: 5 })
    await this.page.mouse.up()
  }

  async hover(text: string, nth = 0): Promise<void> {
    const { from } = await this.ends(text, nth)
    await this.page.mouse.move(from.x + 3, from.y)
  }

  /** Takes all tags away again, as many steps as were made. */
  async undo(times: number): Promise<void> {
    for (let n = 0; n < times; n++) await this.press('Ctrl+Z')
    await this.settled()
  }
}
