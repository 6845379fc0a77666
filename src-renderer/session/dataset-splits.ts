import type { DatasetEntry } from '../../src-core/formats/dataset.ts'
import { FAMILIES, keptTogether, splitDocuments, type SplitDocument } from '../../src-core/formats/split.ts'
import { families } from '../../src-core/text/near-duplicates.ts'

export interface SplitChoice {
  /** Shares of train and test, or of train, dev and test; any numbers above 0. */
  readonly shares: readonly number[]
  readonly seed: number
  /** Whether near-duplicates stay on one side. */
  readonly byFamily: boolean
}

export interface DatasetSplits {
  readonly names: readonly string[]
  readonly partOf: (document: string) => string
  /** English sentences for the card. */
  readonly about: readonly string[]
}

const THREE = ['train', 'dev', 'test']
const TWO = ['train', 'test']

/** Divides the documents of a dataset; the same entries and choice give the same parts. */
export async function splitsOf(entries: AsyncIterable<DatasetEntry>, choice: SplitChoice): Promise<DatasetSplits> {
  const documents = new Map<string, SplitDocument & { readonly text: string; readonly labels: Map<string, number> }>()
  for await (const { id, text, spans } of entries) {
    const known = documents.get(id) ?? { id, text, labels: new Map<string, number>() }
    documents.set(id, known)
    for (const { label } of spans) known.labels.set(label, (known.labels.get(label) ?? 0) + 1)
  }
  const list = [...documents.values()]
  const names = choice.shares.length === 3 ? THREE : TWO
  const groups = choice.byFamily ? families(list, { seed: choice.seed }) : []
  const splits = splitDocuments(list, choice.shares, choice.seed, groups)
  const made = `By document, ${names.join(', ')} in the ratio ${choice.shares.join(',')}, stratified by label, seed ${choice.seed}.`
  return {
    names,
    partOf: (document) => names[splits.parts.get(document) ?? 0] ?? 'train',
    about: choice.byFamily ? [made, keptTogether(splits, FAMILIES)] : [made],
  }
}
