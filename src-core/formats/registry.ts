import type { Format, FormatId } from './format.ts'
import { postil } from './postil-format.ts'

/** Every format, in the order in which they are offered. */
export const FORMATS: readonly Format[] = [postil]

export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id)
}

/** Ids of the formats that have a reader or a writer. */
export function formatIds(way: 'read' | 'write'): FormatId[] {
  const able = (format: Format) => (way === 'write' ? format.write : (format.read ?? format.readLine))
  return FORMATS.filter(able).map((format) => format.id)
}
