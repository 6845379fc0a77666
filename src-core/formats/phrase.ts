/**
 * Words that parameters of a problem are made of, where they are not the file's own; the interface has its own for each.
 * `{name}` is filled from the phrase's parameters.
 */
const ENGLISH = {
  object: 'an object',
  list: 'a list',
  string: 'a string',
  'filled-string': 'a string that is not empty',
  'plain-value': 'a string, number, boolean, list of strings or null',
  'whole-number': 'a whole number, 0 or more',
  number: 'a number up to 1.7e308',
  'huge-number': 'a number beyond range',
  nothing: 'nothing',
  'other-value': 'another value',
  instant: 'an instant such as {example}',
  hash: '64 lower-case hexadecimal digits',
  'from-to': '{start} to {end}',
  in: '{position} {unit}',
  codepoints: 'code points',
  'utf16-units': 'UTF-16 code units',
  bytes: 'bytes',
  'json-end': 'it ends too early',
  'json-at': 'at character {position}: {message}',
  'json-token': 'unexpected {token}',
  unreadable: 'it cannot be read',
  'xml-at': 'line {line}, column {column}: {message}',
  'yaml-at': 'line {line}, column {column}: {message}',
  columns: '{n} columns',
  cells: '{n} cells',
  'conll-columns': '{n} columns, the token first and the tag last',
  'conllu-columns': 'ten columns divided by tabs, the first a number',
  'tabbed-columns': '{n} columns divided by tabs',
  'webanno-columns': 'sentence-token, begin-end, token and {n} columns, divided by tabs',
  'json-strings': 'three JSON strings divided by tabs',
  'bio-tag': 'O, or B-, I-, E-, S- and a label',
  'multi-word': 'the range of a multi-word token ({id})',
  'empty-node': 'an empty node ({id})',
  'metonymic-label': 'a metonymic label',
  tags: '{n} tags',
  'tags-as-tokens': '{n}, as many as tokens',
  'class-names': 'the class names, in the head of README.md',
  class: 'a class from 0 to {last}',
  'brat-row': 'an id, a tab, and what it says',
  'brat-span': 'Label start end[;start end]',
  'text-beside': 'the text beside it, {name}',
  'relation-attribute': 'an attribute of a relation',
  sofa: 'a {type} with its sofaString',
  'chain-layer': 'the chain layer {type}',
  'position-selector': 'a TextPositionSelector',
  'whole-document': 'an annotation of a whole document',
  'cancelled-annotation': 'a cancelled annotation',
  'html-region': 'a region of HyperText or Paragraphs',
  'text-region': 'a region of a Text tag',
  'answered-line': 'a line with the answer {answer}',
  'brat-relation': 'Type Arg1:T1 Arg2:T2',
  'readable-file': 'a readable file',
  'fault-at': '{code} at {field}',
  'left-out': 'left out',
  'cut-to': 'cut to {n} spans',
  became: 'became {n} spans',
  'joined-lines': 'joined over a line end',
  'replaced-characters': 'replaced by U+FFFD',
  'changed-line-ends': 'CR and CRLF became LF',
  comments: 'comments',
  labels: 'labels',
  excluded: 'excluded',
  decisions: 'decisions',
  meta: 'meta',
  extra: 'extra',
  state: 'state',
  'overlapping-spans': 'overlap others or are discontinuous',
  'other-text': 'another line of the document has another text',
} as const

export type PhraseCode = keyof typeof ENGLISH
export const PHRASE_CODES = Object.keys(ENGLISH) as readonly PhraseCode[]

/** What a parameter may be: the file's own words, a number, or a phrase. */
export type Param = string | number | Phrase
export type Params = Readonly<Record<string, Param>>

export interface Phrase {
  readonly phrase: PhraseCode
  readonly params: Params
}

export function say(phrase: PhraseCode, params: Params = {}): Phrase {
  return { phrase, params }
}

/** In English, as the command line says it. */
export function inEnglish(param: Param): string {
  return typeof param === 'object' ? filled(ENGLISH[param.phrase], param.params) : String(param)
}

/** A sentence with its parameters in English; those that are not given stand as their names. */
export function filled(sentence: string, params: Params): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => inEnglish(params[name] ?? name))
}
