import type { AppSession } from '../session/app-session.svelte.ts'
import { HostFailure } from '../session/host.ts'

/** Saves a picture or a table where the person says, and says how it went. */
export async function saveFigure(app: AppSession, kind: 'svg' | 'csv', name: string, text: string): Promise<void> {
  try {
    const saved = await app.host.ask('figure.save', { name, kind, text })
    if (saved) app.say('good', 'agreement.saved', { location: saved.location })
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error
    app.say('bad', `host.${error.error.code}`, { id: name, ...error.error.params })
  }
}

/** Puts a text on the clipboard: the page has no right to it but in answer to a copy. */
export function copyParagraph(app: AppSession, text: string): void {
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('copy', give, { once: true, capture: true })
  // Its successor asks for a permission, and the page has none.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy')
  app.say('good', 'agreement.copied')
}
