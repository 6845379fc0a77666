import { getDocumentProxy } from 'unpdf'
import type { SkipReason } from '../../ipc/contract.ts'

type Read = { readonly text: string } | { readonly reason: SkipReason }

const MOST_PAGES = 2000
const LONGEST_TEXT = 20_000_000
/** A page that takes longer is made to harm, or nothing that anybody waits for. */
const LONGEST_MS = 30_000
/** Lines further apart than this many times their height begin a paragraph. */
const PARAGRAPH_GAP = 1.7

/** A piece of a page's text, as the library tells it. */
interface Item {
  readonly str: string
  readonly hasEOL: boolean
  readonly height: number
  /** The sixth number is the height above the page's lower edge. */
  readonly transform: readonly unknown[]
}

/**
 * The text layer: a line of the page a line, a blank line where lines stand apart and between pages. Words that the
 * page divides at a line's end stay divided: what is joined could be wrong.
 */
export async function pdfText(bytes: Uint8Array): Promise<Read> {
  const deadline = performance.now() + LONGEST_MS
  try {
    // The library takes the bytes away from whoever gives them.
    const document = await getDocumentProxy(Uint8Array.from(bytes), { isEvalSupported: false, verbosity: 0 })
    try {
      if (document.numPages > MOST_PAGES) return { reason: 'too-complex' }
      const pages: string[] = []
      let length = 0
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number)
        const { items } = await page.getTextContent()
        const text = pageText(items.filter((item): item is typeof item & Item => 'str' in item))
        page.cleanup()
        pages.push(text)
        length += text.length
        if (length > LONGEST_TEXT || performance.now() > deadline) return { reason: 'too-complex' }
      }
      return { text: pages.filter((text) => text !== '').join('\n\n') }
    } finally {
      await document.destroy()
    }
  } catch (error) {
    return { reason: error instanceof Error && error.name === 'PasswordException' ? 'protected' : 'damaged' }
  }
}

function pageText(items: readonly Item[]): string {
  const out: string[] = []
  let above: Item | null = null
  let begins = true
  for (const item of items) {
    if (begins && above && item.str !== '') {
      if (gap(above, item) > PARAGRAPH_GAP * Math.max(item.height, 1)) out.push('\n')
      begins = false
    }
    out.push(item.str)
    if (item.str.trim() !== '') above = item
    if (!item.hasEOL) continue
    out.push('\n')
    begins = true
  }
  return out
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^[ \n]+|[ \n]+$/g, '')
}

function gap(above: Item, below: Item): number {
  return Number(above.transform[5]) - Number(below.transform[5])
}
