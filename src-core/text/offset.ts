declare const unit: unique symbol

/** A number that remembers what it counts: plain numbers fit, a number of another unit does not. */
type Counting<U extends string> = number & { readonly [unit]?: U }

/** A position in a document's text in UTF-16 code units, what JavaScript strings, the DOM and the store count. */
export type Offset = Counting<'utf16'>

/** A position in Unicode code points, what Python's `str` counts. Only formats and agreement use it. */
export type CodePoint = Counting<'codepoint'>

/** A position in bytes of the text's UTF-8 encoding. */
export type ByteOffset = Counting<'byte'>

/** Half open: `[start, end)` covers `end - start` UTF-16 code units. */
export type Range = readonly [start: Offset, end: Offset]

/** The units a dataset file may count in; every file says which. */
export type OffsetUnit = 'codepoint' | 'utf16' | 'byte'
