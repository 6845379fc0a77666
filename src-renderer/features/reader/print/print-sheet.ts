import { segmentsOf, type Segment } from '../../../../src-core/annotation/segments.ts'
import { spanStart, spanText, type Id, type Relation, type Span } from '../../../../src-core/annotation/records.ts'
import { relationTypeById, titleOf, type Label } from '../../../../src-core/annotation/schema.ts'
import type { Offset } from '../../../../src-core/text/offset.ts'
import type { I18n } from '../../../i18n/i18n.svelte.ts'
import { labelClass } from '../canvas/label-styles.ts'
import type { Reading } from '../reading.svelte.ts'
import type { PrintFacts } from '../types.ts'
import './print.css'

/** A tag covers a word or a book: a printed list quotes no more than this of it. */
const LONGEST_QUOTE = 120

/**
 * The article on screen as it is printed: its metadata, the labels that it uses, the text with every tag in its lane and
 * each tag's letter where it begins, and the relations. Seen on paper only, until the returned function takes it away.
 */
export function showPrintSheet(reading: Reading, { annotator, facts }: PrintFacts, i18n: I18n): () => void {
  const sheet = element('article', 'print-sheet')
  sheet.lang = reading.lang ?? i18n.language
  sheet.append(
    head(reading, [...facts, [i18n.t('print.annotator'), annotator]]),
    legend(reading, i18n),
    body(reading),
    ...relations(reading, i18n),
  )
  document.body.append(sheet)
  return () => sheet.remove()
}

function head({ document: { entry } }: Reading, facts: PrintFacts['facts']): HTMLElement {
  const header = element('header')
  const list = element('dl')
  for (const [name, value] of facts) {
    const pair = element('div')
    pair.append(element('dt', '', name), element('dd', '', value))
    list.append(pair)
  }
  header.append(element('h1', '', entry.title), list)
  return header
}

/** The labels that are in use, with their letters and how often. */
function legend({ index, document: { schema } }: Reading, i18n: I18n): HTMLElement {
  const list = element('ul', 'print-legend')
  for (const [i, label] of schema.labels.entries()) {
    const count = index.count(label.id)
    if (count === 0) continue
    const item = element('li', labelClass(i))
    item.append(
      element('span', 'print-chip', label.badge),
      ` ${titleOf(label, i18n.language)} `,
      element('small', '', i18n.number(count)),
    )
    list.append(item)
  }
  return list
}

function body(reading: Reading): HTMLElement {
  const { text } = reading
  const looks = new Map(
    reading.document.schema.labels.map((label, i) => [label.id, { label, className: labelClass(i) }]),
  )
  const box = element('div', 'print-text')
  for (const [start, end] of lines(text)) {
    const leftOut = reading.document.excluded.some((each) => each.start <= start && end <= each.end)
    const line = element('p', leftOut ? 'print-left-out' : '')
    for (const segment of segmentsOf(reading.index.lanes, start, end)) {
      line.append(words(segment, text, looks, reading))
    }
    box.append(line)
  }
  return box
}

type Looks = ReadonlyMap<Id, { readonly label: Label; readonly className: string }>

function badgeOf(span: Span, label: Label | undefined): string {
  const date = label?.attributes.find(({ kind }) => kind === 'date')
  const value = date ? span.attributes[date.name] : null
  const badge = label?.badge ?? '?'
  return typeof value === 'string' && value !== '' ? `${badge} ${value}` : badge
}

/** The words of a segment in boxes, one for each tag, the outermost around all; a tag's letter stands where it begins. */
function words({ start, end, spans }: Segment, text: string, looks: Looks, { index }: Reading): Node {
  let inner: Node = document.createTextNode(text.slice(start, end))
  for (const span of spans) {
    const look = looks.get(span.label)
    const box = element('span', `print-lane ${look?.className ?? ''}`)
    box.style.setProperty('--lane', String(index.lanes.lane(span)))
    box.append(inner)
    inner = box
    if (spanStart(span) !== start) continue
    inner = document.createDocumentFragment()
    inner.appendChild(element('span', `print-badge ${look?.className ?? ''}`, badgeOf(span, look?.label)))
    inner.appendChild(box)
  }
  return inner
}

function relations(reading: Reading, i18n: I18n): readonly HTMLElement[] {
  const { relations } = reading.document
  if (relations.length === 0) return []
  const section = element('section', 'print-relations')
  const list = element('ul')
  for (const relation of relations) list.append(element('li', '', sentenceOf(relation, reading, i18n)))
  section.append(element('h2', '', i18n.t('reader.relations')), list)
  return [section]
}

function sentenceOf(relation: Relation, { document, text }: Reading, i18n: I18n): string {
  const quoted = (id: Id) => {
    const item = document.items.get(id)
    if (item?.kind !== 'span') return relation.toDocument ?? '…'
    const words = spanText(item, text).replace(/\s+/g, ' ')
    return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words
  }
  const type = relationTypeById(document.schema, relation.type)
  const name = type ? titleOf(type, i18n.language) : relation.type
  return i18n.t('print.relation', { from: quoted(relation.from), type: name, to: quoted(relation.to) })
}

/** The lines of a text without their breaks. */
function* lines(text: string): Generator<readonly [Offset, Offset]> {
  let start = 0
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) {
    yield [start, index]
    start = index + lineBreak.length
  }
  yield [start, text.length]
}

function element(name: string, className = '', text = ''): HTMLElement {
  const made = document.createElement(name)
  if (className) made.className = className
  if (text) made.textContent = text
  return made
}
