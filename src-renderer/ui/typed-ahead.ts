const FIELD = 'input[type="text"], input:not([type]), textarea'
const DIALOG = '[role="dialog"], [role="alertdialog"]'

/**
 * Keeps what is typed after a dialog was asked for and before it is there: it would reach what lies under it, where a
 * letter tags. The field that the dialog begins with gets it as if it had been typed there.
 */
export class TypedAhead {
  #keys: string[] = []

  /** Call it first for each key that is pressed while a dialog is wanted: what is meant for the dialog goes no further. */
  keep(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.closest(DIALOG)) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape' || event.key === 'Tab') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.isComposing) return
    if (event.key === 'Backspace') this.#keys.pop()
    else if (event.key === 'Enter' || [...event.key].length === 1) this.#keys.push(event.key)
  }

  /** Call it when something gets the focus. */
  give(focused: EventTarget | null): void {
    if (this.#keys.length === 0 || !(focused instanceof Element) || !focused.closest(DIALOG)) return
    const keys = this.#keys
    this.forget()
    // Once the dialog is done with what it does as the focus comes.
    if (isField(focused)) queueMicrotask(() => keys.forEach((key) => type(key, focused)))
  }

  forget(): void {
    this.#keys = []
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement

function isField(element: Element): element is Field {
  return element.matches(FIELD)
}

function type(key: string, field: Field): void {
  const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  if (!field.dispatchEvent(pressed) || key === 'Enter') return
  field.setRangeText(key, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, 'end')
  field.dispatchEvent(new InputEvent('input', { data: key, inputType: 'insertText', bubbles: true }))
}
