import type { Case, CaseKind } from './case.ts'
import { stretchesOf } from './case-stretches.ts'
import { confusedLabels } from './confusion.ts'
import { uncutRange } from './cut.ts'
import type { CodePointRange } from './document.ts'
import type { StudyLayer } from './layer.ts'
import type { MeasureId } from './measure.ts'
import { groupSpans } from './pairing.ts'
import type { StudySpan } from './study-span.ts'
import {
  onlyDocuments,
  onlyLabel,
  onlyPair,
  pairsOf,
  presentLayers,
  UNSET,
  type Study,
  type StudyDocument,
} from './study.ts'

/** Which number of a report is meant. */
export interface CaseScope {
  readonly measure: MeasureId
  /** Two annotators; null for all together. */
  readonly pair: readonly [string, string] | null
  /** A key of the measure's `labels`; null for all. */
  readonly part: string | null
  /** Documents by id; null for all. */
  readonly documents: readonly string[] | null
  /** A cell of the confusion between labels, over every pair of annotators; null for no cell. */
  readonly confusion: readonly [string, string | null] | null
}

export interface Cases {
  /** Cases that agree and that do not, and how much of what the measure counts they are. */
  readonly agreed: { readonly cases: number; readonly size: number }
  readonly differing: { readonly cases: number; readonly size: number }
  /** In text order, documents by id. */
  readonly list: readonly Case[]
}

export interface CaseWish {
  /** Whether those that agree are listed too. */
  readonly agreed: boolean
  /** At most so many are listed; all are counted. */
  readonly most: number
}

/** What a measure compares, which decides what a case is. */
const COMPARES = {
  'f1-strict': 'spans',
  'f1-exact': 'spans',
  'f1-partial': 'spans',
  'f1-type': 'spans',
  'cohen-kappa': 'tokens',
  'cohen-kappa-bio': 'bio-tokens',
  'fleiss-kappa': 'tokens',
  'alpha-nominal': 'tokens',
  'u-alpha': 'characters',
  'u-alpha-binary': 'marked-characters',
  'cu-alpha': 'common-characters',
  'ku-alpha': 'common-characters',
  gamma: 'spans',
  'alpha-attributes': 'attributes',
  'f1-relations': 'relations',
} as const satisfies Record<MeasureId, string>

/**
 * The cases behind a number. For span F1 and γ a case is a group of spans, at most one of each annotator, best pair
 * first as they are paired for F1; with two annotators the cases are as many as the number's items. For tokens and
 * characters it is a stretch in which everybody keeps to one category, unmarked ones left out; for attributes a span that
 * at least two made alike; for relations one that somebody made.
 */
export function casesOf(study: Study, scope: CaseScope, wish: CaseWish): Cases {
  const seen = restricted(study, scope)
  const counted = { agreed: { cases: 0, size: 0 }, differing: { cases: 0, size: 0 } }
  const list: Case[] = []
  for (const document of seen.documents)
    for (const found of inDocument(seen, document, scope).sort((a, b) => a.range[0] - b.range[0])) {
      const sum = found.kind === 'agreed' ? counted.agreed : counted.differing
      sum.cases++
      sum.size += found.size
      if (list.length < wish.most && (wish.agreed || found.kind !== 'agreed')) list.push(inWhole(document, found))
    }
  return { ...counted, list }
}

function inWhole({ id, removed }: StudyDocument, found: Found): Case {
  const whole = (range: CodePointRange) => uncutRange(removed, range)
  const sides = found.sides.map((side) => ({ ...side, range: side.range && whole(side.range) }))
  return { ...found, document: id, range: whole(found.range), sides }
}

function restricted(study: Study, { measure, pair, part, documents }: CaseScope): Study {
  const indexes = pair?.map((name) => study.annotators.indexOf(name))
  const ofPair = indexes ? onlyPair(study, indexes[0] ?? -1, indexes[1] ?? -1) : study
  const ofDocuments = documents ? onlyDocuments(ofPair, new Set(documents)) : ofPair
  const label = part === null ? -1 : study.labels.indexOf(part)
  const byLabel = /^(spans|tokens|bio-tokens|characters|marked-characters)$/u.test(COMPARES[measure])
  return byLabel && label >= 0 ? onlyLabel(ofDocuments, label) : ofDocuments
}

type Found = Omit<Case, 'document'>

function inDocument(study: Study, document: StudyDocument, scope: CaseScope): Found[] {
  if (scope.confusion) return confusedIn(study, document, scope.confusion)
  const layers = presentLayers(document)
  if (layers.length < 2) return []
  const { measure, part } = scope
  switch (COMPARES[measure]) {
    case 'spans':
      return groupSpans(layers.map(({ spans }) => spans)).map((group) => spanCase(study, layers, group, measure))
    case 'attributes':
      return attributeCases(study, layers, part)
    case 'relations':
      return relationCases(study, layers, part)
    case 'tokens':
      if (measure === 'fleiss-kappa' && layers.length < study.annotators.length) return []
      return stretchesOf(study, document, layers, 'tokens')
    case 'common-characters':
      return stretchesOf(study, document, layers, 'common-characters').filter(
        ({ sides }) => part === null || sides.some(({ said }) => said.includes(part)),
      )
    default:
      return stretchesOf(study, document, layers, COMPARES[measure])
  }
}

function spanCase(
  study: Study,
  layers: readonly StudyLayer[],
  group: readonly (StudySpan | undefined)[],
  measure: MeasureId,
): Found {
  const spans = group.filter((span) => span !== undefined)
  const apart = new Set(spans.map(({ borders }) => borders)).size > 1
  return {
    range: [Math.min(...spans.map(({ start }) => start)), Math.max(...spans.map(({ end }) => end))],
    kind: kindOf(spans, layers.length, measure),
    sides: layers.map(({ annotator }, i) => {
      const span = group[i]
      const range: CodePointRange | null = span && apart ? [span.start, span.end] : null
      return { annotator: nameOf(study, annotator), said: span ? [study.labels[span.label] ?? ''] : [], range }
    }),
    size: 1,
  }
}

/** What the measure takes for the same is `agreed`; else what differs. */
function kindOf(spans: readonly StudySpan[], readers: number, measure: MeasureId): CaseKind {
  if (spans.length < readers) return 'missed'
  const labels =
    new Set(spans.map(({ label }) => label)).size === 1 || measure === 'f1-exact' || measure === 'f1-partial'
  const borders = new Set(spans.map(({ borders: each }) => each)).size === 1 || measure === 'f1-type'
  if (labels && borders) return 'agreed'
  if (labels) return 'borders'
  return borders ? 'label' : 'both'
}

function nameOf(study: Study, annotator: number): string {
  return study.annotators[annotator] ?? ''
}

/** Pairs of annotators one by one, as the confusion counts them. */
function confusedIn(study: Study, document: StudyDocument, [first, second]: readonly [string, string | null]): Found[] {
  const wanted = second === null ? [first] : confusedLabels(first, second)
  return pairsOf(study.annotators.length).flatMap(([i, j]) => {
    const layers = [document.layers[i], document.layers[j]].filter((layer) => layer !== null && layer !== undefined)
    if (layers.length < 2) return []
    return groupSpans(layers.map(({ spans }) => spans))
      .map((group) => spanCase(study, layers, group, 'f1-strict'))
      .filter(({ sides }) => sameSet(sides.flatMap(({ said }) => said).sort(), wanted))
  })
}

function sameSet(sorted: readonly string[], wanted: readonly string[]): boolean {
  return sorted.length === wanted.length && sorted.every((label, i) => label === wanted[i])
}

function attributeCases(study: Study, layers: readonly StudyLayer[], part: string | null): Found[] {
  const found: Found[] = []
  for (const group of sameSpans(layers)) {
    const [first] = group
    if (!first) continue
    for (const { name, label, key } of study.attributes) {
      if (label !== first.span.label || (part !== null && part !== name)) continue
      const values = group.map(({ span }) => span.attributes[key] ?? UNSET)
      if (values.every((value) => value === UNSET)) continue
      found.push({
        range: [first.span.start, first.span.end],
        kind: new Set(values).size === 1 ? 'agreed' : 'value',
        sides: group.map(({ annotator }, i) => ({
          annotator: nameOf(study, annotator),
          said: [values[i] ?? UNSET],
          range: null,
        })),
        size: 1,
      })
    }
  }
  return found
}

function sameSpans(layers: readonly StudyLayer[]): { annotator: number; span: StudySpan }[][] {
  const groups = new Map<string, { annotator: number; span: StudySpan }[]>()
  for (const { annotator, spans } of layers)
    for (const span of spans) groups.set(span.key, [...(groups.get(span.key) ?? []), { annotator, span }])
  return [...groups.values()].filter((group) => group.length > 1)
}

function relationCases(study: Study, layers: readonly StudyLayer[], part: string | null): Found[] {
  const makers = new Map<string, Set<number>>()
  const shown = new Map<string, { range: CodePointRange; said: string }>()
  for (const { annotator, relations } of layers)
    for (const { key, type, range, ends } of relations) {
      const name = study.relationTypes[type] ?? ''
      if (part !== null && part !== name) continue
      makers.set(key, (makers.get(key) ?? new Set()).add(annotator))
      shown.set(key, { range, said: `${name}: ${ends[0]} → ${ends[1]}` })
    }
  return [...makers].map(([key, by]): Found => {
    const { range, said } = shown.get(key) ?? { range: [0, 0], said: '' }
    const sides = layers.map(({ annotator }) => ({
      annotator: nameOf(study, annotator),
      said: by.has(annotator) ? [said] : [],
      range: null,
    }))
    return { range, kind: by.size === layers.length ? 'agreed' : 'missed', sides, size: 1 }
  })
}
