import { filled, say, type Param, type Params } from './phrase.ts'

/** What can be wrong with data that somebody else wrote. The interface has a sentence for each code. */
export type ProblemCode = keyof typeof EXPLANATIONS

/** One fault, or one repair that a reader made; a value, so that the app can say it in the reader's language. */
export interface Problem {
  readonly code: ProblemCode
  /** The file's name within the input, or null where there is only one. */
  readonly file: string | null
  /** Counted from 1, or null where lines mean nothing. */
  readonly line: number | null
  /** Path of the value, such as `spans[3].start`; empty for the whole. */
  readonly field: string
  readonly params: Params
}

interface Explanation {
  readonly reason: string
  readonly remedy: string
}

/** English sentences; `{name}` is filled from the problem's params. */
const EXPLANATIONS = {
  'bad-json': { reason: 'this is not JSON ({detail})', remedy: 'write one complete JSON value here' },
  'bad-xml': { reason: 'this is not well-formed XML ({detail})', remedy: 'repair the markup' },
  'bad-yaml': { reason: 'the YAML head cannot be read ({detail})', remedy: 'repair the lines between the two ---' },
  'bad-bundle': { reason: 'the file of layers is refused ({detail})', remedy: 'ask for it again' },
  'bad-line': { reason: 'the line has not the form of this format ({detail})', remedy: 'write it as {expected}' },
  'byte-order-mark': { reason: 'the file begins with a byte order mark', remedy: 'save it as UTF-8 without BOM' },
  'not-utf8': { reason: 'the bytes are not UTF-8', remedy: 'save the file as UTF-8' },
  'too-large': {
    reason: 'it is larger than {limit} MB, which is the most that is read at once',
    remedy: 'split it, or convert it to Postil JSONL',
  },
  'too-deep': { reason: 'the value is nested more than {limit} levels deep', remedy: 'flatten it' },
  'too-many': { reason: 'more than {limit} of them', remedy: 'split the file' },
  missing: { reason: 'it is missing', remedy: 'add it: {expected}' },
  'wrong-type': { reason: 'it is {found}, not {expected}', remedy: 'write {expected}' },
  'wrong-value': { reason: '{found} is not allowed', remedy: 'use {expected}' },
  'out-of-bounds': {
    reason: '{found} lies outside the text, which ends at {length}',
    remedy: 'count in {unit} of the text as it stands',
  },
  'inside-character': {
    reason: '{found} lies inside a character',
    remedy: 'count in {unit}, to a border between characters',
  },
  'empty-span': { reason: 'the span from {start} to {end} is empty', remedy: 'let end be greater than start' },
  'bad-ranges': {
    reason: 'the pieces are not in text order, overlap, or do not fill start to end',
    remedy: 'sort and join them',
  },
  'text-mismatch': {
    reason: 'the text there is {found}, not {expected}',
    remedy: 'check the offset unit and whether the text was changed',
  },
  duplicate: { reason: '{id} stands here twice', remedy: 'give each its own' },
  dangling: { reason: 'nothing has the id {id}', remedy: 'name a span that is in the file, or remove the reference' },
  'no-text': {
    reason: 'the text is left out',
    remedy: 'export with texts, or name the folder of the articles (--against)',
  },
  'no-documents': { reason: 'no document is in it', remedy: 'check that this is the right file and format' },
  'unknown-format': { reason: 'no format fits', remedy: 'name one with --from: {formats}' },
  'doubtful-format': { reason: 'several formats fit: {formats}', remedy: 'name one with --from' },
  'unreadable-format': {
    reason: 'the format {format} is written only',
    remedy: 'give a format that is read: {formats}',
  },
  'declared-entity': {
    reason: 'the document type declares entities',
    remedy: 'remove the DOCTYPE; entities are never expanded',
  },
  'unsafe-path': {
    reason: 'the path {path} leaves its folder',
    remedy: 'use a relative path without .. and without a drive',
  },
  order: { reason: 'the line stands behind {previous}', remedy: 'sort lines by id, then annotator' },
  'file-missing': { reason: 'the folder has no file {path}', remedy: 'check --against, or drop the line' },
  'file-changed': {
    reason: 'the file has the hash {found}, not {expected}',
    remedy: 'export again from the file as it is now',
  },
  'text-changed': {
    reason: 'the text is not what the file says ({detail})',
    remedy: 'export again from the file as it is now',
  },
  'repaired-tag': {
    reason: 'the tag {found} continues nothing and was read as a beginning',
    remedy: 'write {expected}',
  },
  'repaired-offset': { reason: 'the offset was {found} and was read as {expected}', remedy: 'count in {unit}' },
  'repaired-place': {
    reason: 'the tag is at {found}, and its words {words} stand once, at {expected}',
    remedy: 'it goes there',
  },
  'repaired-id': { reason: '{found} stands here twice', remedy: 'this one becomes {expected}' },
  'repaired-relation': { reason: 'nothing has the id {id}', remedy: 'the relation is left out' },
  'assumed-unit': {
    reason: 'an emoji or the like stands before a span, and the file cannot say in what it counts: {unit} are taken',
    remedy: 'compare a span behind it with what was tagged',
  },
  skipped: { reason: '{what} is not read', remedy: 'nothing, unless you need it' },
  'fails-policy': {
    reason: '{count} spans {what}, which {format} cannot hold',
    remedy: 'choose --overlaps longest, first or split',
  },
} as const satisfies Record<string, Explanation>

/** A problem of the file that is being read; readers add file and line where they know them. */
export function problem(code: ProblemCode, field: string, params: Params = {}): Problem {
  return { code, file: null, line: null, field, params }
}

/** The English reason and remedy, for the command line. */
export function explain({ code, params }: Problem): Explanation {
  const { reason, remedy } = EXPLANATIONS[code]
  return { reason: filled(reason, params), remedy: filled(remedy, params) }
}

/** A value as it may be shown in a message: JSON, cut to a readable length. */
export function shown(value: unknown): Param {
  if (typeof value !== 'string') return summary(value)
  const text = JSON.stringify(value.slice(0, 60))
  return text.length > 70 ? `${text.slice(0, 67)}…` : text
}

function summary(value: unknown): Param {
  if (value === null) return 'null'
  if (Array.isArray(value)) return say('list')
  if (typeof value === 'object') return say('object')
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : say('nothing')
}
