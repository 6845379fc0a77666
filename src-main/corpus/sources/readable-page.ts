import { Readability } from '@mozilla/readability'
import { Parser } from 'htmlparser2'
import { parseHTML } from 'linkedom'
import { dateIn } from '../../../src-core/source/columns.ts'
import type { SkipReason } from '../../ipc/contract.ts'

export interface ReadablePage {
  readonly text: string
  readonly title: string | null
  readonly date: string | null
  readonly fields: Readonly<Record<string, string>>
}

/** What is read of a page's tree; the platform's own types know no page. */
interface PageNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly firstChild: PageNode | null
  readonly nextSibling: PageNode | null
}

interface Page {
  /** Null where the file holds no element at all. */
  readonly documentElement: (PageNode & { getAttribute(name: string): string | null }) | null
  readonly body: PageNode | null
  readonly createElement: unknown
}

/** The library's own types are those of a browser, which do not exist here. */
const toPage = parseHTML as (html: string) => { readonly document: Page }

/** Pages of the press have some thousands of elements, twenty deep. */
const MOST_ELEMENTS = 60_000
const DEEPEST = 200
const LONGEST_PAGE = 10_000_000
/** A shorter article is more likely a mistake of the reader's view than an article. */
const SHORTEST_ARTICLE = 80
const LONGEST_FIELD = 500
/** A first line that is this much longer than the title is no title. */
const LONGEST_TITLE_REST = 20

/** The article of a page as plain text, its title first; or why the page is refused. Scripts never run, nothing is fetched. */
export function readablePage(html: string): ReadablePage | Extract<SkipReason, 'too-complex'> {
  if (html.length > LONGEST_PAGE || !isSimple(html)) return 'too-complex'
  const document = parse(html)
  const lang = document.documentElement?.getAttribute('lang') ?? null
  const article = readersView(document)
  const body = article?.content ? blockText(article.content) : ''
  const title = oneLine(article?.title)
  const text = body.length >= SHORTEST_ARTICLE ? body : wholePage(html)
  const published = article?.publishedTime?.trim()
  const date = published ? dateIn(published) : null
  const said = { author: oneLine(article?.byline), source: oneLine(article?.siteName), language: lang }
  return { text: withTitle(title, text), title, date, fields: kept(said) }
}

/** Null where no article stands out, or the library stumbles over what is broken on the page. */
function readersView(document: Page) {
  try {
    return new Readability<PageNode>(document as ConstructorParameters<typeof Readability>[0], {
      serializer: (node) => node as PageNode,
    }).parse()
  } catch {
    return null
  }
}

function parse(html: string): Page {
  const { document } = toPage(html)
  const whole = document.documentElement?.nodeName === 'HTML'
  return whole ? document : toPage(`<html><head></head><body>${html}</body></html>`).document
}

/** Everything on the page that is read, where no article stands out. */
function wholePage(html: string): string {
  const { body } = parse(html)
  return body ? blockText(body) : ''
}

/** Looked at before anything makes a tree of it, which takes ever longer the deeper it is. */
function isSimple(html: string): boolean {
  let [depth, count] = [0, 0]
  const parser = new Parser({
    onopentagname: () => {
      if (++count > MOST_ELEMENTS || ++depth > DEEPEST) throw new TooComplex()
    },
    onclosetag: () => depth--,
  })
  try {
    parser.end(html)
    return true
  } catch (error) {
    if (error instanceof TooComplex) return false
    throw error
  }
}

class TooComplex extends Error {}

function withTitle(title: string | null, text: string): string {
  const [first = ''] = text.split('\n', 1)
  const begins = title !== null && first.includes(title) && first.length <= title.length + LONGEST_TITLE_REST
  return text === '' || title === null || begins ? text : `${title}\n\n${text}`
}

function kept(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  const said = Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return Object.fromEntries(said.map(([name, value]) => [name, value.slice(0, LONGEST_FIELD)]))
}

function oneLine(text: string | null | undefined): string | null {
  return text?.replace(/\s+/g, ' ').trim() || null
}

const UNREAD = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'HEAD',
  'SVG',
  'IFRAME',
  'OBJECT',
  'SELECT',
  'BUTTON',
])
const PARAGRAPHS = new Set([
  ...['P', 'DIV', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'ASIDE', 'NAV', 'BLOCKQUOTE', 'FIGURE', 'TABLE'],
  ...['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'DL', 'PRE', 'FIGCAPTION', 'ADDRESS', 'HR', 'FORM', 'DETAILS'],
])
const LINES = new Set(['LI', 'TR', 'DT', 'DD', 'BR', 'SUMMARY', 'CAPTION', 'OPTION'])

/** The text of an element: a blank line between blocks, white space as a browser collapses it. No-break spaces stay. */
function blockText(root: PageNode): string {
  const out: string[] = []
  const visit = (node: PageNode, verbatim: boolean): void => {
    if (node.nodeType === 3) {
      const text = node.textContent ?? ''
      out.push(verbatim ? text : text.replace(/[ \t\r\n\f]+/g, ' '))
      return
    }
    if (node.nodeType !== 1 || UNREAD.has(node.nodeName)) return
    const around = PARAGRAPHS.has(node.nodeName) ? PARAGRAPH : LINES.has(node.nodeName) ? LINE : ''
    out.push(around)
    for (let child = node.firstChild; child; child = child.nextSibling)
      visit(child, verbatim || node.nodeName === 'PRE')
    out.push(node.nodeName === 'TD' || node.nodeName === 'TH' ? '\t' : around)
  }
  visit(root, false)
  return laidOut(out.join(''))
}

/** Marks that no text of a page holds once it is parsed: they become line breaks. */
const PARAGRAPH = '\u0001'
const LINE = '\u0002'

function laidOut(marked: string): string {
  const lines = marked
    .replace(/[ \t]*[\u0001\u0002][\u0001\u0002 \t]*/g, (breaks) => (breaks.includes(PARAGRAPH) ? '\n\n' : '\n'))
    .replace(/ {2,}/g, ' ')
    .replace(/[ \t]+\n/g, '\n')
  return lines.replace(/^[ \t\n]+|[ \t\n]+$/g, '')
}
