import { decode } from '../detect.ts'
import { refuse, whole, type Source } from './source.ts'

/** Plain text: what is in the file, and nothing else. */
export const text: Source = {
  kind: 'text',
  extensions: ['.txt', '.md'],
  plain: true,
  table: false,
  async read(bytes, { encoding }) {
    const decoded = await decode(bytes, encoding)
    return decoded ? whole(decoded.text, decoded.encoding) : refuse('binary')
  },
}
