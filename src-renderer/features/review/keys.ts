/** Whether a key belongs to what is typed in, or to a list or form that is open, and not to the review. */
export function isTakenElsewhere({ target }: Pick<Event, 'target'>): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('input, textarea, [contenteditable]') || target.closest('.popup, [data-own-keys]') !== null)
  )
}
