import * as v from 'valibot'
import { GAMMA_DEFAULTS, MEASURE_IDS, type MeasureId } from '../../src-core/agreement/measure.ts'

export type PeriodKind = 'written' | 'annotated'

export interface GammaChoice {
  /** Half width of the interval of the expected disorder, relative to it. */
  readonly precision: number
  /** At most so many documents stand for all; null for all of them. */
  readonly mostDocuments: number | null
}

/** Whose layer there is, by the name that datasets carry. */
interface Named {
  readonly name: string
  readonly gold: boolean
}

interface Settings {
  get(key: string): unknown
  set(key: string, value: unknown): Promise<void>
}

const KEY = 'agreement'
const NAMES = v.array(v.string())
const KEPT = v.object({
  /** Who was there when people were chosen, and who was; null before anybody was. */
  people: v.nullable(v.object({ known: NAMES, chosen: NAMES })),
  measures: v.array(v.picklist(MEASURE_IDS)),
  measure: v.picklist(MEASURE_IDS),
  inProgress: v.boolean(),
  filter: v.string(),
  periodKind: v.picklist(['written', 'annotated']),
  gamma: v.object({
    precision: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
    mostDocuments: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  agreedToo: v.boolean(),
})
type Kept = v.InferOutput<typeof KEPT>

const AT_FIRST: Kept = {
  people: null,
  measures: MEASURE_IDS.filter((id) => id !== 'gamma'),
  measure: 'f1-strict',
  inProgress: false,
  filter: '',
  periodKind: 'written',
  gamma: { precision: GAMMA_DEFAULTS.precision, mostDocuments: null },
  agreedToo: false,
}

/** What is compared, and what of it is looked at: remembered with the project. */
export class AgreementChoices {
  readonly #settings: Settings
  #kept = $state.raw<Kept>(AT_FIRST)

  constructor(settings: Settings) {
    this.#settings = settings
    const kept = v.safeParse(KEPT, settings.get(KEY))
    if (!kept.success) return
    // γ is counted when it is asked for, each time.
    const measures = kept.output.measures.filter((id) => id !== 'gamma')
    this.#kept = { ...kept.output, measures, measure: shownOf(kept.output.measure, measures) }
  }

  readonly measures: ReadonlySet<MeasureId> = $derived.by(() => new Set(this.#kept.measures))

  /** The measure that the pictures are of. */
  get measure(): MeasureId {
    return this.#kept.measure
  }

  /** Whether documents count that somebody has not finished. */
  get inProgress(): boolean {
    return this.#kept.inProgress
  }

  /** Only documents whose path or title holds these words are compared. */
  get filter(): string {
    return this.#kept.filter
  }

  get periodKind(): PeriodKind {
    return this.#kept.periodKind
  }

  get gamma(): GammaChoice {
    return this.#kept.gamma
  }

  /** Whether what agrees is listed among the cases. */
  get agreedToo(): boolean {
    return this.#kept.agreedToo
  }

  change(part: Partial<Omit<Kept, 'people' | 'measures'>>): void {
    this.#keep(part)
  }

  /** Wants a measure, or no longer; where it was the one that is looked at, another is from then on. */
  toggleMeasure(id: MeasureId): void {
    const next = new Set(this.measures)
    if (!next.delete(id)) next.add(id)
    const measures = MEASURE_IDS.filter((each) => next.has(each))
    this.#keep({ measures, measure: shownOf(this.measure, measures) })
  }

  /** Whose layers are compared; null when nobody chose. Who came since is, unless it is gold. */
  chosen(layers: readonly Named[]): readonly string[] | null {
    const { people } = this.#kept
    if (!people) return null
    const wanted = ({ name, gold }: Named) => (people.known.includes(name) ? people.chosen.includes(name) : !gold)
    return layers
      .filter(wanted)
      .map(({ name }) => name)
      .sort()
  }

  choosePeople(layers: readonly Named[], chosen: readonly string[]): void {
    this.#keep({ people: { known: layers.map(({ name }) => name), chosen: [...chosen] } })
  }

  #keep(part: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...part }
    void this.#settings.set(KEY, this.#kept)
  }
}

/** The measure to look at: the one that was, as long as it is wanted. */
function shownOf(measure: MeasureId, wanted: readonly MeasureId[]): MeasureId {
  return wanted.includes(measure) ? measure : (wanted[0] ?? AT_FIRST.measure)
}
