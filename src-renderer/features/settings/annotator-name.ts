import { GOLD } from '../../../src-core/annotation/records.ts'

/** Why a name cannot be an annotator's: nothing to read, or the name of the adjudicated layer. */
export function nameFault(name: string): 'empty' | 'reserved' | null {
  const plain = name.trim()
  if (plain === '') return 'empty'
  return plain.toLowerCase() === GOLD ? 'reserved' : null
}
