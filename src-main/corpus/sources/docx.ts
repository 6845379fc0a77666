import { refuse, whole, type Source } from './source.ts'

/** A Word document: its paragraphs as they stand after all corrections were taken. */
export const docx: Source = {
  kind: 'docx',
  extensions: ['.docx'],
  plain: false,
  table: false,
  async read(bytes) {
    const { wordText } = await import('./word-text.ts')
    const read = wordText(bytes)
    if ('reason' in read) return refuse(read.reason)
    return read.text === '' ? refuse('no-text') : whole(read.text, 'docx')
  },
}
