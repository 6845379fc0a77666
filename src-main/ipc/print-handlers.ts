import { app, dialog, type WebContents } from 'electron'
import { join } from 'node:path'
import { writeAtomic } from '../files/atomic.ts'
import { attempt } from '../files/errors.ts'
import { fileName } from '../files/file-name.ts'
import type { Host } from '../host.ts'
import type { Result } from './contract.ts'
import { fail, ok } from './result.ts'
import type { Handlers } from './serve.ts'

type Printed = Result<{ location: string } | null>

/** Paper and PDF: what the page shows for print, with page numbers. The person picks printer or place. */
export function printHandlers(host: Host) {
  return {
    'print.paper': ({ title }) => printPaper(contentsOf(host), title),
    'print.pdf': ({ name, title }) => savePdf(host, name, title),
  } satisfies Partial<Handlers>
}

/** False when the person thought better of it. */
function printPaper(contents: WebContents, title: string): Promise<Result<boolean>> {
  return new Promise((resolve) => {
    const done = (printed: boolean, reason: string): void => {
      const dropped = printed || /cancel/i.test(reason)
      resolve(dropped ? ok(printed) : fail('not-printed', { reason }))
    }
    contents.print({ printBackground: true, header: title, footer: '' }, done)
  })
}

async function savePdf(host: Host, name: string, title: string): Promise<Printed> {
  const words = host.words()
  const { canceled, filePath } = await dialog.showSaveDialog(host.window(), {
    title: words.savePdf,
    defaultPath: join(app.getPath('documents'), `${fileName(name, 'article')}.pdf`),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (canceled || !filePath) return ok(null)
  return attempt<Printed>('write', async () => {
    const bytes = await contentsOf(host).printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(title),
      generateDocumentOutline: true,
    })
    await writeAtomic(filePath, bytes)
    return ok({ location: filePath })
  })
}

/** Title and page number, as Chromium fills them in. */
function footer(title: string): string {
  const plain = title.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<div style="display:flex;width:100%;padding:0 18mm;font:7pt sans-serif;color:#5b5f66">
    <span style="flex:1;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${plain}</span>
    <span><span class="pageNumber"></span> / <span class="totalPages"></span></span>
  </div>`
}

function contentsOf(host: Host): WebContents {
  return host.window().webContents
}
