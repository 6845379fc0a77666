import type { Id } from '../../../src-core/annotation/records.ts'
import type { SchemaDesk, SchemaOutcome } from '../../../src-core/annotation/schema-desk.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'
import type { Params } from '../../i18n/message.ts'

/** A change of the schema that is shown with all it touches before it is made. */
export interface Pending {
  readonly title: MessageKey
  readonly params: Params
  /** Labels whose tags must be read to know what is touched, and whether relations must be. */
  readonly labels: readonly Id[]
  readonly relations: boolean
  /** What happens, besides the numbers. */
  readonly notes: readonly (readonly [MessageKey, Params])[]
  readonly run: (desk: SchemaDesk) => SchemaOutcome
  readonly applied?: () => void
}
