import type { Carries, Format, FormatId } from '../../../src-core/formats/format.ts'
import type { SplitChoice } from '../../session/dataset-splits.ts'

/** What a person may miss in a format; each has a name in the catalogue. */
const LACKS = [
  'overlaps',
  'pieces',
  'attributes',
  'relations',
  'notes',
  'entities',
  'provenance',
  'annotators',
  'documents',
] as const satisfies readonly (keyof Carries)[]

/** What a format has no place for, in the order in which it is told. */
export function lacksOf({ carries }: Pick<Format, 'carries'>): readonly (typeof LACKS)[number][] {
  return LACKS.filter((each) => !carries[each])
}

export type FormatGroup = 'whole' | 'tools' | 'training' | 'exchange' | 'tables'

const GROUPS: Readonly<Record<FormatId, FormatGroup>> = {
  postil: 'whole',
  doccano: 'tools',
  'label-studio': 'tools',
  prodigy: 'tools',
  brat: 'tools',
  'webanno-tsv': 'tools',
  spacy: 'training',
  'spacy-doc': 'training',
  huggingface: 'training',
  'conll-2003': 'training',
  iob2: 'training',
  iobes: 'training',
  conllu: 'training',
  hipe: 'training',
  'cas-json': 'exchange',
  'cas-xmi': 'exchange',
  'web-annotation': 'exchange',
  tei: 'exchange',
  csv: 'tables',
  parquet: 'tables',
  averitec: 'tables',
  claimreview: 'tables',
}

const ORDER: readonly FormatGroup[] = ['whole', 'tools', 'training', 'exchange', 'tables']

/** The formats that can be written, group by group. */
export function groupedFormats(formats: readonly Format[]): readonly { format: Format; group: FormatGroup }[] {
  const writable = formats.filter(({ write }) => write)
  return ORDER.flatMap((group) =>
    writable.filter(({ id }) => GROUPS[id] === group).map((format) => ({ format, group })),
  )
}

export type SplitKind = 'none' | 'two' | 'three'

export const USUAL_RATIO: Readonly<Record<Exclude<SplitKind, 'none'>, string>> = { two: '80,20', three: '80,10,10' }

/** The shares that a person typed, or null when they are not as many numbers above 0 as there are parts. */
export function sharesOf(ratio: string, kind: Exclude<SplitKind, 'none'>): SplitChoice['shares'] | null {
  const words = ratio.trim().split(/\s*[,;/ ]\s*/)
  const shares = words.map((word) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : 0))
  return shares.length === (kind === 'two' ? 2 : 3) && shares.every((share) => share > 0) ? shares : null
}

/** A whole number of at most fifteen digits, or null. */
export function seedOf(seed: string): number | null {
  return /^\d{1,15}$/.test(seed.trim()) ? Number(seed) : null
}

/** A year, month or day as EDTF, or null. */
export function dateOf(text: string): string | null {
  const date = text.trim()
  return /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(date) ? date : null
}
