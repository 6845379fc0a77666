import type { Relation, Span } from '../../../src-core/annotation/records.ts'
import { isSchemaRefusal, type SchemaOutcome } from '../../../src-core/annotation/schema-desk.ts'

type Carrier = Span | Relation

/** A change of the schema as it is made, on all tags, and as it is told. */
export interface Foreseen {
  readonly made: SchemaOutcome
  readonly shown: SchemaOutcome
}

/**
 * What a change would do to all tags, and what may be said of it: only tags that may be seen are counted, or chosen by
 * what they say. Neither a number nor a refusal tells of the others more than that there are some.
 */
export function foresee(
  run: (carriers: readonly Carrier[]) => SchemaOutcome,
  carriers: readonly Carrier[],
  isSeen: (carrier: Carrier) => boolean,
): Foreseen {
  const seen = carriers.filter(isSeen)
  const shown = run(seen)
  if (isSchemaRefusal(shown)) return { made: shown, shown }
  if (seen.length === carriers.length) return { made: shown, shown }
  const made = run(carriers)
  return isSchemaRefusal(made) ? { made, shown: { refused: 'unseen-tags' } } : { made, shown }
}
