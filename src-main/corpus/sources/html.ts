import type { Encoding } from '../../ipc/contract.ts'
import { decodeAs, decodeUnicode, type Decoded } from '../decode.ts'
import { decode, type EncodingChoice } from '../detect.ts'
import { ENCODINGS } from '../encodings.ts'
import { refuse, whole, type Source } from './source.ts'

/** The prolog in which a page names its encoding, as the standard has it. */
const PROLOG_BYTES = 1024

/** A saved web page: what a reader's view of it would show. */
export const html: Source = {
  kind: 'html',
  extensions: ['.html', '.htm'],
  plain: false,
  table: false,
  async read(bytes, { encoding }) {
    const decoded = await decodePage(bytes, encoding)
    if (!decoded) return refuse('binary')
    const { readablePage } = await import('./readable-page.ts')
    const page = readablePage(decoded.text)
    if (typeof page === 'string') return refuse(page)
    const { text, title, date, fields } = page
    return text === '' ? refuse('no-text') : whole(text, decoded.encoding, { title, date, fields })
  },
}

/** A page may name its encoding; bytes that are valid UTF-8 are UTF-8 whatever it says. */
async function decodePage(bytes: Buffer, choice: EncodingChoice): Promise<Decoded | null> {
  const named = choice.file === null && choice.folder === null && !decodeUnicode(bytes) ? namedEncoding(bytes) : null
  return (
    (named === null ? null : decodeAs(bytes, named)) ??
    decode(bytes, named === null ? choice : { file: named, folder: null })
  )
}

const SYNONYMS: Readonly<Record<string, Encoding>> = {
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  cp1252: 'windows-1252',
  'x-mac-roman': 'macintosh',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  'shift-jis': 'shift_jis',
}

function namedEncoding(bytes: Buffer): Encoding | null {
  const prolog = bytes.toString('latin1', 0, PROLOG_BYTES)
  const said = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(prolog)?.[1]?.toLowerCase()
  const name = said === undefined ? undefined : (SYNONYMS[said] ?? said)
  // A page that says UTF-8 and is not is left to detection.
  return name !== undefined && !name.startsWith('utf') && ENCODINGS.includes(name) ? name : null
}
