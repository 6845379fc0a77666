import type { Checker } from './check.ts'
import { Checker as Faults } from './check.ts'
import type { DatasetEntry, DatasetSpan } from './dataset.ts'
import type { Format, Piece, Writer, WrittenFile, WrittenSpan } from './format.ts'
import { positions } from './reading.ts'
import { walkXml } from './xml-read.ts'
import { xmlAttribute, xmlText } from './xml.ts'
import type { LabelSchema } from '../annotation/schema.ts'

/**
 * TEI with stand-off annotations: a `TEI` element a document × annotator, its text in one `ab`, each annotation pointing
 * with `string-range(#ab,offset,length)` in characters of that text.
 */
export const tei: Format = {
  id: 'tei',
  name: 'TEI standOff',
  extensions: ['.xml'],
  layout: 'file',
  carries: {
    ...{ unit: 'codepoint', text: 'exact', characters: 'xml', borders: 'any', overlaps: true, pieces: true },
    ...{ attributes: true, relations: true, relationAttributes: false, notes: true, entities: true, times: true },
    ...{ provenance: false, annotators: true, ids: true, documents: false },
  },
  write: ({ name, schema, software }) => new TeiWriter(`${name}.xml`, schema, software),
  spansIn: (files) => Promise.resolve(files.flatMap(readSpans)),
}

class TeiWriter implements Writer {
  readonly #file: string
  readonly #labels: ReadonlyMap<string, string>
  readonly #head: string
  #count = 0

  constructor(file: string, schema: LabelSchema, software: string) {
    this.#file = file
    this.#labels = new Map(schema.labels.map(({ name }, i) => [name, `label.${i + 1}`]))
    this.#head = corpusHead(schema, this.#labels, software)
  }

  add(entry: DatasetEntry): Piece[] {
    const head = this.#count++ === 0 ? this.#head : ''
    return [{ file: this.#file, data: head + documentXml(entry, `d${this.#count}`, this.#labels) }]
  }

  end(): Piece[] {
    return [{ file: this.#file, data: `${this.#count === 0 ? this.#head : ''}</teiCorpus>\n` }]
  }
}

function corpusHead(schema: LabelSchema, ids: ReadonlyMap<string, string>, software: string): string {
  const categories = schema.labels.map(
    ({ name, definition }) =>
      `<category xml:id="${ids.get(name) ?? ''}" n="${xmlAttribute(name)}"><catDesc>${xmlText(definition || name)}</catDesc></category>`,
  )
  const taxonomy = categories.length
    ? `\n <encodingDesc><classDecl><taxonomy xml:id="labels">${categories.join('')}</taxonomy></classDecl></encodingDesc>`
    : ''
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n` +
    `<teiHeader>${fileDesc(schema.name, `Written by ${software}`)}${taxonomy}</teiHeader>\n`
  )
}

function fileDesc(title: string, source: string): string {
  return (
    `<fileDesc><titleStmt><title>${xmlText(title)}</title></titleStmt>` +
    `<publicationStmt><p>Dataset</p></publicationStmt><sourceDesc><p>${xmlText(source)}</p></sourceDesc></fileDesc>`
  )
}

function documentXml(entry: DatasetEntry, key: string, labels: ReadonlyMap<string, string>): string {
  const place = positions(entry.text, 'codepoint')
  const ids = new Map(entry.spans.map((span, i) => [span.id, `${key}.s${i + 1}`]))
  const pointer = (span: DatasetSpan) =>
    span.ranges
      .map((range) => place(range))
      .map(([start, end]) => `#string-range(#${key}.b,${start},${end - start})`)
      .join(' ')
  const spans = entry.spans.map((span) => {
    const inner = [
      ...(span.note === null ? [] : [`<note>${xmlText(span.note)}</note>`]),
      ...Object.entries(span.attributes)
        .filter(([, value]) => value !== null)
        .map(
          ([name, value]) =>
            `<note type="attribute" n="${xmlAttribute(name)}">${xmlText(JSON.stringify(value))}</note>`,
        ),
    ].join('')
    const when = span.updated ? ` when="${xmlAttribute(span.updated)}"` : ''
    const entity = span.entity === null ? '' : `<ref type="entity" target="${xmlAttribute(encodeURI(span.entity))}"/>`
    const ana = labels.has(span.label) ? `#${labels.get(span.label) ?? ''}` : ''
    const change = when ? `<revisionDesc><change${when}/></revisionDesc>` : ''
    return `  <annotation xml:id="${ids.get(span.id) ?? ''}" n="${xmlAttribute(span.label)}" target="${pointer(span)}" ana="${ana}">${change}${entity}${inner}</annotation>\n`
  })
  const relations = entry.relations.map(
    ({ type, from, to }) =>
      `  <relation name="${xmlAttribute(type)}" active="#${ids.get(from) ?? ''}" passive="#${ids.get(to) ?? ''}"/>\n`,
  )
  const lang = entry.lang ? ` xml:lang="${xmlAttribute(entry.lang)}"` : ''
  return (
    `<TEI xml:id="${key}" n="${xmlAttribute(entry.id)}"${lang}>\n <teiHeader>${fileDesc(entry.id, `Annotated by ${entry.annotator}`)}</teiHeader>\n` +
    ` <standOff>\n${spans.length ? ` <listAnnotation>\n${spans.join('')} </listAnnotation>\n` : ''}` +
    `${relations.length ? ` <listRelation>\n${relations.join('')} </listRelation>\n` : ''} </standOff>\n` +
    ` <text><body><ab xml:id="${key}.b" xml:space="preserve">${xmlText(entry.text)}</ab></body></text>\n</TEI>\n`
  )
}

interface Pointer {
  readonly label: string
  readonly start: number
  readonly length: number
}

/** Reads the written file with an XML parser and cuts the text by code points, as a reader of TEI would. */
function readSpans({ data }: WrittenFile): WrittenSpan[] {
  const found: WrittenSpan[] = []
  const check: Checker = new Faults()
  let document = ''
  let pointers: Pointer[] = []
  let text: string[] | null = null
  walkXml(
    typeof data === 'string' ? data : '',
    {
      open({ local, attributes }) {
        if (local === 'TEI') [document, pointers] = [attributes.get('n') ?? '', []]
        if (local === 'annotation')
          pointers.push(...pointersOf(attributes.get('n') ?? '', attributes.get('target') ?? ''))
        if (local === 'ab') text = []
      },
      text: (part) => text?.push(part),
      close({ local }) {
        if (local !== 'ab') return
        const characters = Array.from((text ?? []).join(''))
        for (const { label, start, length } of pointers)
          found.push({
            document,
            label,
            text: characters.slice(start, start + length).join(''),
            start,
            end: start + length,
          })
        text = null
      },
    },
    check,
  )
  return found
}

function pointersOf(label: string, target: string): Pointer[] {
  return [...target.matchAll(/string-range\([^,]*,(\d+),(\d+)\)/g)].map(([, start, length]) => ({
    label,
    start: Number(start),
    length: Number(length),
  }))
}
