import type { ChunkChange } from '../store/catalogue.ts'
import type { PortableError } from './portable-error.ts'

/** Each is answered before the next is sent. */
export interface CatalogueOrder {
  readonly database: string
  readonly changes: readonly ChunkChange[]
}

/** Null when it is written. */
export type CatalogueAnswer = PortableError | null
