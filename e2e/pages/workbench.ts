import { expect, type Locator, type Page } from '@playwright/test'

interface Point {
  readonly x: number
  readonly y: number
}

/** What a person does in Postil's window. */
export class Workbench {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get text(): Locator {
    return this.page.getByRole('main').getByRole('document')
  }

  get saved(): Locator {
    return this.page.getByText('Saved', { exact: true })
  }

  /** The strip under the text: the tag in hand, or what is proposed. */
  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Tag in hand' })
  }

  /** The words of the candidate that is proposed. */
  get candidate(): Locator {
    return this.inspector.locator('q')
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Documents of the folder' })
  }

  /** Answers the first question: who annotates. */
  async introduce(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name)
    await this.page.keyboard.press('Enter')
    await this.page.getByText(`Annotator: ${name}`).waitFor({ state: 'attached' })
    // Until then the folder was open to read only; it is opened again for the person.
    await this.settled()
  }

  /** Begins as somebody, tags words of an article by the letters of labels, and says that it is done. */
  async annotate(
    name: string,
    title: RegExp,
    tags: readonly (readonly [words: string, letter: string])[],
  ): Promise<void> {
    await this.introduce(name)
    await this.open(title)
    for (const [words, letter] of tags) await this.tag(words, letter)
    await this.press('Control+Enter')
    await this.settled()
  }

  row(title: string | RegExp): Locator {
    return this.list.getByRole('option', { name: title })
  }

  async open(title: string | RegExp): Promise<void> {
    await this.row(title).click()
    await expect(this.row(title)).toHaveAttribute('aria-selected', 'true')
    await this.text.waitFor()
  }

  label(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Labels' }).getByRole('button', { name: new RegExp(`\\b${name}\\b`) })
  }

  /** Double-clicks the word in which the nth occurrence of the text begins. */
  async doubleClick(text: string, nth = 0): Promise<void> {
    const { from } = await this.ends(text, nth)
    await this.page.mouse.dblclick(from.x + 6, from.y)
  }

  /** Clicks into the nth occurrence of the text. */
  async click(text: string, nth = 0): Promise<void> {
    const { from } = await this.ends(text, nth)
    await this.page.mouse.click(from.x + 3, from.y)
  }

  /** Drags from the first to the last character of the nth occurrence of the text. */
  async drag(text: string, nth = 0): Promise<void> {
    const { from, to } = await this.ends(text, nth)
    await this.page.mouse.move(from.x + 1, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((from.x + to.x) / 2, from.y === to.y ? from.y : to.y, { steps: 4 })
    await this.page.mouse.move(to.x - 1, to.y, { steps: 3 })
    await this.page.mouse.up()
  }

  /** Selects the text with the pointer, then presses the label's letter. */
  async tag(text: string, letter: string, nth = 0): Promise<void> {
    await this.drag(text, nth)
    await this.page.keyboard.press(letter)
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Waits until everything shown is on the disk. */
  async settled(): Promise<void> {
    await this.saved.waitFor()
  }

  /** Middle of the first and the last character of an occurrence, scrolled into view. */
  protected async ends(text: string, nth: number): Promise<{ from: Point; to: Point }> {
    return this.text.evaluate(
      (root, [wanted, skip]) => {
        const nodes: { node: Text; start: number }[] = []
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
        let whole = ''
        for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
          if (node.parentElement?.closest('[aria-hidden="true"]')) continue
          nodes.push({ node, start: whole.length })
          whole += node.data
        }
        let at = whole.indexOf(wanted)
        for (let n = 0; n < skip && at >= 0; n++) at = whole.indexOf(wanted, at + 1)
        if (at < 0) throw new Error(`The text does not say ${JSON.stringify(wanted)} ${skip + 1} times`)
        const place = (offset: number) => {
          const held = nodes.findLast(({ start }) => start <= offset) ?? nodes[0]
          if (!held) throw new Error('There is no text')
          const range = document.createRange()
          range.setStart(held.node, offset - held.start)
          range.setEnd(held.node, offset - held.start + 1)
          return range
        }
        place(at).startContainer.parentElement?.scrollIntoView({ block: 'center' })
        const first = place(at).getBoundingClientRect()
        const last = place(at + wanted.length - 1).getBoundingClientRect()
        return {
          from: { x: first.left, y: first.top + first.height / 2 },
          to: { x: last.right, y: last.top + last.height / 2 },
        }
      },
      [text, nth] as const,
    )
  }
}
