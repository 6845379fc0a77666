import { averitec } from './averitec.ts'
import { brat } from './brat.ts'
import { casJson } from './cas-json.ts'
import { casXmi } from './cas-xmi.ts'
import type { Checker } from './check.ts'
import { claimreview } from './claimreview.ts'
import type { DatasetEntry } from './dataset.ts'
import { conll2003, iob2, iobes } from './conll.ts'
import { conllu } from './conllu.ts'
import { csv } from './csv.ts'
import { doccano } from './doccano.ts'
import type { Format, FormatId, SourceFile } from './format.ts'
import { hipe } from './hipe.ts'
import { huggingface } from './huggingface.ts'
import { labelStudio } from './label-studio.ts'
import { parquet } from './parquet.ts'
import { postil } from './postil-format.ts'
import { prodigy } from './prodigy.ts'
import { spacyDoc } from './spacy-doc.ts'
import { spacy } from './spacy.ts'
import { tei } from './tei.ts'
import { webAnnotation } from './web-annotation.ts'
import { webanno } from './webanno.ts'

/** Every format, in the order in which they are offered. */
export const FORMATS: readonly Format[] = [
  postil,
  doccano,
  labelStudio,
  prodigy,
  spacy,
  spacyDoc,
  huggingface,
  conll2003,
  iob2,
  iobes,
  conllu,
  hipe,
  brat,
  webanno,
  casJson,
  casXmi,
  webAnnotation,
  tei,
  csv,
  parquet,
  averitec,
  claimreview,
]

export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id)
}

export function isReadable(format: Format): boolean {
  return Boolean(format.read ?? format.readLine)
}

/** Ids of the formats that have a reader or a writer. */
export function formatIds(way: 'read' | 'write'): FormatId[] {
  return FORMATS.filter((format) => (way === 'write' ? format.write : isReadable(format))).map((format) => format.id)
}

/** The readable formats that the files look like: one is an answer, several are a doubt. */
export function recognise(files: readonly SourceFile[]): Format[] {
  return FORMATS.filter((format) => isReadable(format) && format.recognise?.(withoutCards(format, files)))
}

/** The card of a dataset is for people; only a format that keeps its class names there reads it. */
function withoutCards(format: Format, files: readonly SourceFile[]): readonly SourceFile[] {
  return format.readsCard || files.length < 2 ? files : files.filter(({ name }) => !isCard(name))
}

export function isCard(name: string): boolean {
  return /(^|\/)README\.md$/.test(name)
}

/**
 * The entries of the files. What is wrong goes to the checker, and then the answer is not to be used; a file without
 * any document is wrong too.
 */
export function readFiles(format: Format, files: readonly SourceFile[], check: Checker): DatasetEntry[] {
  const entries = entriesOf(format, withoutCards(format, files), check)
  check.at(null, null)
  if (entries.length === 0 && !check.faults) check.fault('no-documents', '')
  return entries
}

function entriesOf(format: Format, files: readonly SourceFile[], check: Checker): DatasetEntry[] {
  if (format.read) return format.read(files, check)
  const { readLine } = format
  if (!readLine) {
    check.fault('unreadable-format', '', { format: format.id, formats: formatIds('read').join(', ') })
    return []
  }
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, i) => {
      check.at(file.name, i + 1)
      return line.trim() === '' ? [] : (readLine(line, check) ?? [])
    }),
  )
}
