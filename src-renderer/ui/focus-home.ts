/** What is asked of a page. */
export interface FocusPage {
  readonly activeElement: unknown
  readonly body: unknown
  querySelector(selector: string): unknown
}

/**
 * Gives the focus to the page's home (`data-focus-home`) when nothing has it, so that keys work at once. Answers
 * whether it did: without a home, or where something has the focus already, all stays as it is.
 */
export function focusHome(page: FocusPage = document): boolean {
  const held = page.activeElement
  if (held !== null && held !== page.body) return false
  const home = page.querySelector('[data-focus-home]')
  if (!canFocus(home)) return false
  home.focus()
  return true
}

function canFocus(home: unknown): home is { focus(): void } {
  return typeof home === 'object' && home !== null && 'focus' in home && typeof home.focus === 'function'
}
