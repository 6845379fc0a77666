import type { Encoding } from '../ipc/contract.ts'

/** The encodings of Unicode; `-bom` where a byte order mark opens the file. */
const UNICODE: readonly Encoding[] = [
  'utf-8',
  'utf-8-bom',
  'utf-16le',
  'utf-16le-bom',
  'utf-16be',
  'utf-16be-bom',
  'utf-32le-bom',
  'utf-32be-bom',
]

/** The encodings older than Unicode that French and its neighbours were written in; the first wins a tie. */
export const WESTERN: readonly Encoding[] = ['windows-1252', 'iso-8859-15', 'macintosh']

/** What else is recognised, when the bytes make no sense as a Western language. */
export const OTHERS: readonly Encoding[] = [
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'big5',
  'gb18030',
]

export const LEGACY_ENCODINGS: readonly Encoding[] = [...WESTERN, ...OTHERS]

/** All that a file can be read in. */
export const ENCODINGS: readonly Encoding[] = [...UNICODE, ...LEGACY_ENCODINGS]
