import type { Loss } from '../../src-core/formats/losses.ts'
import { inPeriod, pseudonyms } from '../../src-core/formats/select.ts'
import { chosenLayers } from './export-best.ts'
import { chosenDocuments, type ExportSource } from './export-entries.ts'
import { periodOf, type ExportOptions } from './export-options.ts'

/** The tags of the chosen layers that have no place in their document's present text, and so cannot be written. */
export function waitingTags(source: ExportSource, options: ExportOptions): Loss[] {
  const aliases = options.pseudonyms ? pseudonyms(source.names.values()) : null
  const period = periodOf(options)
  const nameOf = (annotator: string) => {
    const name = source.names.get(annotator) ?? annotator
    return aliases ? (aliases.get(name) ?? 'annotator') : name
  }
  return chosenDocuments(source, options).flatMap((document) => {
    const waiting = source.waiting(document)
    if (waiting.length === 0 || !inPeriod(dateOf(source, document), period)) return []
    const layers = chosenLayers(document, options, source.stateOf)
    const open = layers.includes(null) ? options.annotators : layers
    return waiting
      .filter(({ span: { annotator, label } }) => open.includes(annotator) && (options.labels?.has(label) ?? true))
      .map(({ span, quotes }): Loss => {
        const label = source.schema.labels.find(({ id }) => id === span.label)?.name ?? span.label
        const text = quotes.map(({ exact }) => exact).join(' … ')
        return { kind: 'waiting', document, annotator: nameOf(span.annotator), span: span.id, label, text, detail: '' }
      })
  })
}

function dateOf(source: ExportSource, document: string): string | null {
  return source.recordOf(document)?.fields['date'] ?? source.entry(document)?.date ?? null
}
