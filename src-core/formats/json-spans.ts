import { isFields, type Checker } from './check.ts'
import type { DatasetSpan } from './dataset.ts'
import type { FormatId } from './format.ts'
import { importedSpan, nameOf, type Ruler } from './reading.ts'

/** How a format of JSON lines writes a span. */
interface SpanKeys {
  readonly format: FormatId
  readonly start: string
  readonly end: string
  /** Where a span's own id stands, in formats whose spans have one. */
  readonly id?: string
  /** Begins the ids of the others. */
  readonly prefix: string
}

/**
 * The spans of a list that the formats of JSON lines share: each an object, or `[start, end, label]`. Where an object
 * repeats its text, that is compared. Spans whose place is at fault are left out.
 */
export function listedSpans(
  list: readonly unknown[],
  key: string,
  ruler: Ruler,
  check: Checker,
  keys: SpanKeys,
): DatasetSpan[] {
  return list.flatMap((value, i) => {
    const field = `${key}[${i}]`
    const [start, end, label, id, quote] = isFields(value)
      ? [value[keys.start], value[keys.end], value['label'], keys.id && value[keys.id], value['text']]
      : check.list(value, field)
    const range = ruler.range(start, end, field, isFields(value) && typeof quote === 'string' ? quote : null)
    const own = (isFields(value) ? nameOf(id) : null) ?? `${keys.prefix}${i + 1}`
    return range ? [importedSpan(keys.format, own, [range], check.name(label, `${field}.label`))] : []
  })
}
