/**
 * Gives the focus to the page's home (`data-focus-home`) when nothing has it, so that keys work at once. Answers
 * whether it did: without a home, or where something has the focus already, all stays as it is.
 */
export function focusHome(page: Pick<Document, 'activeElement' | 'body' | 'querySelector'> = document): boolean {
  const held = page.activeElement
  if (held !== null && held !== page.body) return false
  const home = page.querySelector<HTMLElement>('[data-focus-home]')
  home?.focus()
  return home !== null
}
