import type { CaseKind, CaseSide } from './case.ts'
import type { CodePointRange } from './document.ts'
import type { StudyLayer } from './layer.ts'
import type { Study, StudyDocument } from './study.ts'

type Grain = 'tokens' | 'bio-tokens' | 'characters' | 'marked-characters' | 'common-characters'

interface Stretch {
  readonly range: CodePointRange
  readonly kind: CaseKind
  readonly sides: readonly CaseSide[]
  /** Tokens or characters. */
  readonly size: number
}

/** A place that is not cut further, and what each layer says of it. */
interface Grained {
  readonly range: CodePointRange
  readonly said: readonly (readonly string[])[]
  readonly size: number
  /** Its number among the grains of the document. */
  readonly at: number
}

/** Stretches of a document in which every layer says one thing throughout and at least one says something. */
export function stretchesOf(
  study: Study,
  document: StudyDocument,
  layers: readonly StudyLayer[],
  grain: Grain,
): Stretch[] {
  const grains = grain.endsWith('tokens')
    ? tokensOf(study, document, layers, grain === 'bio-tokens')
    : charactersOf(study, layers, grain)
  const stretches: (Grained & { until: number })[] = []
  for (const each of grains) {
    const last = stretches.at(-1)
    if (last && last.until + 1 === each.at && sameSaid(last.said, each.said))
      stretches[stretches.length - 1] = {
        ...last,
        until: each.at,
        size: last.size + each.size,
        range: [last.range[0], each.range[1]],
      }
    else stretches.push({ ...each, until: each.at })
  }
  return stretches.map(({ range, said, size }) => ({
    range,
    size,
    kind: kindOf(said, grain === 'common-characters'),
    sides: layers.map(({ annotator }, i) => ({
      annotator: study.annotators[annotator] ?? '',
      said: said[i] ?? [],
      range: null,
    })),
  }))
}

function kindOf(said: readonly (readonly string[])[], markedOnly: boolean): CaseKind {
  if (said.some((each) => each.length > 1)) return 'overlap'
  const different = new Set(said.map(([label = '']) => label))
  if (markedOnly) different.delete('')
  if (different.size === 1) return 'agreed'
  return different.has('') ? 'missed' : 'label'
}

function sameSaid(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  return a.every((each, i) => each.join('\0') === b[i]?.join('\0'))
}

/** The tokens that somebody marked; in BIO a label stands with B- at the first token of its span and with I- after it. */
function tokensOf(study: Study, { tokens }: StudyDocument, layers: readonly StudyLayer[], bio: boolean): Grained[] {
  const said = new Map<number, string[][]>()
  for (const [i, layer] of layers.entries()) {
    const marks = layer.tokenLabels(tokens)
    for (const [k, token] of marks.tokens.entries()) {
      const row = said.get(token) ?? layers.map((): string[] => [])
      said.set(token, row)
      const label = study.labels[marks.labels[k] ?? 0] ?? ''
      row[i]?.push(bio ? `${marks.begins[k] ? 'B' : 'I'}-${label}` : label)
    }
  }
  return [...said]
    .sort(([a], [b]) => a - b)
    .map(([at, row]) => ({ at, said: row, size: 1, range: tokens[at] ?? [0, 0] }))
}

/** What lies between two borders of any span and is marked: by at least two annotators, for what they have in common. */
function charactersOf(study: Study, layers: readonly StudyLayer[], grain: Grain): Grained[] {
  const ranges = layers.map(({ spans }) =>
    spans.flatMap((span) => span.ranges.map(([start, end]) => ({ start, end, label: study.labels[span.label] ?? '' }))),
  )
  const borders = [...new Set(ranges.flat().flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const least = grain === 'common-characters' ? 2 : 1
  return borders.slice(1).flatMap((end, at): Grained[] => {
    const start = borders[at] ?? 0
    const said = ranges.map((own) =>
      own.filter((one) => one.start <= start && end <= one.end).map(({ label }) => label),
    )
    if (said.filter((each) => each.length > 0).length < least) return []
    return [
      { at, range: [start, end], size: end - start, said: grain === 'marked-characters' ? said.map(marked) : said },
    ]
  })
}

/** Whether a place is marked at all is all that counts; overlapping spans stay apart, since they cannot be used. */
function marked(labels: readonly string[]): string[] {
  return labels.map(() => '●')
}
