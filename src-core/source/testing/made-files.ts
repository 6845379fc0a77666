import { strToU8, zipSync } from 'fflate'

/** A Word document of paragraphs; `body` is markup that stands after them. */
export function wordFile(paragraphs: readonly string[], body = ''): Uint8Array {
  const marked = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`)
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${namespace}" ` +
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">' +
        `<w:body>${marked.join('')}${body}</w:body></w:document>`,
    ),
  })
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}

/** A PDF with a text layer: pages of lines, of characters up to U+00FF. An empty line makes room as a paragraph does. */
export function pdfFile(pages: readonly (readonly string[])[]): Uint8Array {
  const objects: string[] = []
  const add = (object: string): number => objects.push(object)
  add('<</Type/Catalog/Pages 2 0 R>>')
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`)
  add(`<</Type/Pages/Kids[${kids.join(' ')}]/Count ${pages.length}>>`)
  add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>')
  for (const [i, lines] of pages.entries()) {
    const resources = '<</Font<</F1 3 0 R>>>>'
    add(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + 2 * i} 0 R/Resources ${resources}>>`)
    const drawn = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj 0 -16 Td`).join('\n')
    const stream = `BT /F1 12 Tf 60 780 Td\n${drawn}\nET`
    add(`<</Length ${stream.length}>>\nstream\n${stream}\nendstream`)
  }
  let file = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const start = file.length
  const size = objects.length + 1
  file += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`
  file += `trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(file, (character) => character.charCodeAt(0))
}
