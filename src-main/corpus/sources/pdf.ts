import { refuse, whole, type Source } from './source.ts'

/** The text layer of a PDF; pictures of pages have none and are refused. */
export const pdf: Source = {
  kind: 'pdf',
  extensions: ['.pdf'],
  plain: false,
  table: false,
  async read(bytes) {
    const { pdfText } = await import('./pdf-text.ts')
    const read = await pdfText(bytes)
    if ('reason' in read) return refuse(read.reason)
    return read.text === '' ? refuse('no-text') : whole(read.text, 'pdf')
  },
}
