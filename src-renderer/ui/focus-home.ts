/** What is asked of a page. */
export interface FocusPage {
  readonly activeElement: unknown
  readonly body: unknown
  querySelector(selector: string): unknown
}

/** What lies under a screen cannot have the focus. */
const HOME = '[data-focus-home]:not([inert] *)'

/**
 * Gives the focus to the page's home (`data-focus-home`) when nothing has it, so that keys work at once. Answers
 * whether it did: without a home, or where something has the focus already, all stays as it is.
 */
export function focusHome(page: FocusPage = document): boolean {
  if (isHeld(page)) return false
  const home = page.querySelector(HOME)
  if (!canFocus(home)) return false
  home.focus(CALMLY)
  return true
}

/** Gives the focus back to what had it before a screen lay over it; where that is gone, to the page's home. */
export function focusBack(opener: unknown, page: FocusPage = document): void {
  if (!isHeld(page) && opener !== page.body && canFocus(opener)) opener.focus(CALMLY)
  focusHome(page)
}

/** The text stays where it was scrolled to. */
const CALMLY: FocusOptions = { preventScroll: true }

function isHeld({ activeElement, body }: FocusPage): boolean {
  return activeElement !== null && activeElement !== body
}

function canFocus(home: unknown): home is { focus(options: FocusOptions): void } {
  return typeof home === 'object' && home !== null && 'focus' in home && typeof home.focus === 'function'
}
