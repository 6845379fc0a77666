// The build for browsers: that for Node declares `require`, which the bundle of a module declares as well.
import { unzipSync } from 'fflate/browser'
import { SaxesParser } from 'saxes'
import type { SkipReason } from '../../ipc/contract.ts'

type Read = { readonly text: string } | { readonly reason: SkipReason }

const DOCUMENT = 'word/document.xml'
/** A book of a thousand pages has about 10 MB of markup; what unpacks to more than this is made to harm. */
const LARGEST_DOCUMENT = 50_000_000
const DEEPEST = 200
/** The two namespaces of text in Word: that of most files and that of the strict standard. */
const WORD = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
])

/**
 * The text of a Word document: a paragraph a line, a blank line between paragraphs, tabs and breaks as written. Deleted
 * text, field codes, notes, headers and footers are not in it. Nothing is unpacked but the document's own part.
 */
export function wordText(bytes: Uint8Array): Read {
  const part = documentPart(bytes)
  if (typeof part === 'string') return { reason: part }
  const xml = new TextDecoder('utf-8').decode(part)
  // Entities of one's own are what a document that explodes is made of; Word writes none.
  return /<!DOCTYPE|<!ENTITY/i.test(xml) ? { reason: 'too-complex' } : paragraphs(xml)
}

function documentPart(bytes: Uint8Array): Uint8Array | SkipReason {
  let large = false as boolean
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name !== DOCUMENT) return false
        large = originalSize > LARGEST_DOCUMENT
        return !large
      },
    })
    return files[DOCUMENT] ?? (large ? 'too-complex' : 'damaged')
  } catch {
    // A protected document is no zip at all, but the container of old Word files.
    return isOldContainer(bytes) ? 'protected' : 'damaged'
  }
}

function isOldContainer(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte)
}

/** Elements of which nothing is read. Of an alternative the first choice is; a text box would be read twice. */
const UNREAD = new Set(['del', 'moveFrom', 'instrText', 'delText', 'Fallback', 'pPr', 'rPr', 'sectPr'])

function paragraphs(xml: string): Read {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const out = new Paragraphs()
  let [depth, unread] = [0, 0]
  let inText = false
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ uri, local }) => {
    if (++depth > DEEPEST) throw new TooDeep()
    if (unread > 0 || UNREAD.has(local)) unread++
    else if (WORD.has(uri)) {
      inText = local === 't'
      out.open(local)
    }
  })
  parser.on('text', (text) => {
    if (inText && unread === 0) out.add(text)
  })
  parser.on('closetag', ({ uri, local }) => {
    depth--
    inText = false
    if (unread > 0) unread--
    else if (WORD.has(uri)) out.close(local)
  })
  try {
    parser.write(xml).close()
    return { text: out.text }
  } catch (error) {
    return { reason: error instanceof TooDeep ? 'too-complex' : 'damaged' }
  }
}

class TooDeep extends Error {}

/** What a tab, a break or a hyphen of Word's is in plain text. */
const SIGNS: Readonly<Record<string, string>> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '\u2011',
  softHyphen: '\u00ad',
}

class Paragraphs {
  readonly #done: string[] = []
  /** Paragraphs may hold others, in text boxes. */
  readonly #open: string[] = []

  get text(): string {
    return this.#done
      .join('\n\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+|\n+$/g, '')
  }

  open(local: string): void {
    if (local === 'p') this.#open.push('')
    else this.add(SIGNS[local] ?? '')
  }

  add(text: string): void {
    const last = this.#open.length - 1
    if (last >= 0) this.#open[last] = `${this.#open[last] ?? ''}${text}`
  }

  close(local: string): void {
    if (local === 'p') this.#done.push(this.#open.pop() ?? '')
  }
}
