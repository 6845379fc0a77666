import type { Carries, Format } from '../../src-core/formats/format.ts'
import { FORMATS } from '../../src-core/formats/registry.ts'
import { put, type Io } from './io.ts'

/** `postil formats`: what is read and written, and what each format cannot carry. */
export async function formats(options: { readonly json?: boolean }, io: Io): Promise<number> {
  const rows = FORMATS.map((format) => ({ ...factsOf(format), carries: format.carries }))
  await put(io.stdout, options.json ? `${JSON.stringify(rows)}\n` : FORMATS.map(paragraph).join(''))
  return 0
}

function factsOf(format: Format) {
  const { id, name, extensions, layout, read, readLine, write } = format
  const reads = Boolean(read ?? readLine)
  return { id, name, extensions, layout, reads, writes: Boolean(write), cannot: cannotOf(format.carries) }
}

function paragraph(format: Format): string {
  const { id, name, extensions, layout, reads, writes, cannot } = factsOf(format)
  const ways = [reads ? 'reads' : '', writes ? 'writes' : ''].filter((way) => way !== '').join(', ')
  const what = `${name} (${extensions.join(' ')}${layout === 'folder' ? ', a folder' : ''}): ${ways}`
  return `${id.padEnd(16)}${what}\n${' '.repeat(16)}${cannot.length ? `without: ${cannot.join(', ')}` : 'lossless'}\n`
}

/** What the format has no place for, in words. */
function cannotOf(carries: Carries): string[] {
  const lacks: readonly [boolean, string][] = [
    [carries.text === 'lf', 'CRLF line ends'],
    [carries.text === 'tokens', 'the spaces between tokens'],
    [carries.text === 'none', 'the text around spans'],
    [carries.characters === 'unicode', 'lone surrogates'],
    [carries.characters === 'xml', 'control characters'],
    [carries.borders === 'trimmed', 'spans with white space at their ends'],
    [carries.borders === 'token', 'spans inside tokens'],
    [!carries.overlaps, 'overlapping spans'],
    [!carries.pieces, 'discontinuous spans'],
    [!carries.attributes, 'attributes'],
    [!carries.relations, 'relations'],
    [!carries.notes, 'notes'],
    [!carries.entities, 'entities'],
    [!carries.provenance, 'span ids, origins and times'],
    [!carries.annotators, 'annotators'],
    [!carries.ids, 'document ids'],
    [!carries.documents, 'state, document labels, metadata, exclusions, decisions, comments'],
  ]
  return lacks.flatMap(([lacking, what]) => (lacking ? [what] : []))
}
