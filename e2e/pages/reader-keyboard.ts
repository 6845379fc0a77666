import type { CDPSession, Page } from '@playwright/test'

export type Layout = 'qwerty' | 'azerty'

interface Key {
  /** Its place, as `KeyboardEvent.code` names it. */
  readonly code: string
  /** What it produces. */
  readonly key: string
  /** The Windows virtual key code, which follows the layout for letters. */
  readonly vk: number
  readonly shift?: boolean
}

const MODIFIERS = {
  Alt: { bit: 1, code: 'AltLeft', key: 'Alt', vk: 18 },
  Ctrl: { bit: 2, code: 'ControlLeft', key: 'Control', vk: 17 },
  Shift: { bit: 8, code: 'ShiftLeft', key: 'Shift', vk: 16 },
} as const
type Modifier = keyof typeof MODIFIERS

const NAMED: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  Space: 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Delete: 46,
}

/** Where a French keyboard has a letter that an English one has elsewhere. */
const FRENCH_PLACES: Readonly<Record<string, string>> = {
  a: 'KeyQ',
  q: 'KeyA',
  z: 'KeyW',
  w: 'KeyZ',
  m: 'Semicolon',
}
const FRENCH_DIGITS = 'à&é"\'(-è_ç'

const OTHER: Readonly<Record<Layout, Readonly<Record<string, Key>>>> = {
  qwerty: {
    ',': { code: 'Comma', key: ',', vk: 188 },
    '-': { code: 'Minus', key: '-', vk: 189 },
    '/': { code: 'Slash', key: '/', vk: 191 },
    '?': { code: 'Slash', key: '?', vk: 191, shift: true },
  },
  azerty: {
    ',': { code: 'KeyM', key: ',', vk: 188 },
    '-': { code: 'Digit6', key: '-', vk: 54 },
    '/': { code: 'Period', key: '/', vk: 191, shift: true },
    '?': { code: 'KeyM', key: '?', vk: 188, shift: true },
  },
}

/**
 * A keyboard of one layout: each press is sent to the app as a keyboard of that country sends it, with the place of the
 * key, what it produces, and the modifiers held one after the other.
 */
export class ReaderKeyboard {
  readonly #cdp: CDPSession
  readonly layout: Layout
  /** Keys pressed so far; modifiers held for another key are not counted. */
  presses = 0

  constructor(cdp: CDPSession, layout: Layout) {
    this.#cdp = cdp
    this.layout = layout
  }

  static async of(page: Page, layout: Layout): Promise<ReaderKeyboard> {
    return new ReaderKeyboard(await page.context().newCDPSession(page), layout)
  }

  /**
   * Presses chords such as `Ctrl+Shift+P`, one after the other. A letter is the key that types it; a digit is the key
   * in its place, whatever that types.
   */
  async press(...chords: readonly string[]): Promise<void> {
    for (const chord of chords) await this.#chord(chord)
  }

  /** Types a text as a person does: digits need Shift on a French keyboard. */
  async type(text: string): Promise<void> {
    for (const character of text) {
      const shifted = this.layout === 'azerty' && /\d/.test(character)
      const key = shifted ? { ...this.#keyOf(character), key: character, shift: true } : this.#keyOf(character)
      await this.#stroke(key, key.shift ? ['Shift'] : [], 1)
    }
  }

  /** Presses a chord several times while its modifiers stay down. */
  async hold(chord: string, times: number): Promise<void> {
    const { key, modifiers } = this.#read(chord)
    await this.#stroke(key, modifiers, times)
  }

  async #chord(chord: string): Promise<void> {
    const { key, modifiers } = this.#read(chord)
    await this.#stroke(key, modifiers, 1)
  }

  #read(chord: string): { key: Key; modifiers: readonly Modifier[] } {
    const parts = chord === '+' ? ['+'] : chord.split('+')
    const key = this.#keyOf(parts.pop() ?? '')
    const named = parts.map(asModifier)
    return { key, modifiers: key.shift ? [...named, 'Shift'] : named }
  }

  #keyOf(name: string): Key {
    const vk = NAMED[name]
    if (vk !== undefined) return { code: name, key: name === 'Space' ? ' ' : name, vk }
    if (name === ' ') return { code: 'Space', key: ' ', vk: 32 }
    const lower = name.toLowerCase()
    if (/^[a-z]$/.test(lower)) {
      const code = (this.layout === 'azerty' ? FRENCH_PLACES[lower] : undefined) ?? `Key${lower.toUpperCase()}`
      return { code, key: lower, vk: lower.toUpperCase().charCodeAt(0) }
    }
    if (/^\d$/.test(name)) {
      const key = this.layout === 'azerty' ? FRENCH_DIGITS.charAt(Number(name)) : name
      return { code: `Digit${name}`, key, vk: 48 + Number(name) }
    }
    const other = OTHER[this.layout][name]
    if (!other) throw new Error(`This keyboard has no ${JSON.stringify(name)}`)
    return other
  }

  async #stroke(key: Key, modifiers: readonly Modifier[], times: number): Promise<void> {
    let held = 0
    for (const name of modifiers) {
      const { bit, ...modifier } = MODIFIERS[name]
      held |= bit
      await this.#send('rawKeyDown', modifier, held)
    }
    for (let n = 0; n < times; n++) {
      this.presses++
      const produced = producedBy(key, modifiers)
      const text = modifiers.includes('Ctrl') || modifiers.includes('Alt') ? '' : textOf(produced.key)
      await this.#send(text ? 'keyDown' : 'rawKeyDown', produced, held, text)
      await this.#send('keyUp', produced, held)
    }
    for (const name of [...modifiers].reverse()) {
      const { bit, ...modifier } = MODIFIERS[name]
      held &= ~bit
      await this.#send('keyUp', modifier, held)
    }
  }

  async #send(type: 'keyDown' | 'rawKeyDown' | 'keyUp', key: Key, modifiers: number, text = ''): Promise<void> {
    await this.#cdp.send('Input.dispatchKeyEvent', {
      type,
      modifiers,
      code: key.code,
      key: key.key,
      windowsVirtualKeyCode: key.vk,
      nativeVirtualKeyCode: key.vk,
      ...(text ? { text, unmodifiedText: text } : {}),
    })
  }
}

/** A letter is a capital under Shift; a French digit key gives its digit. */
function producedBy(key: Key, modifiers: readonly Modifier[]): Key {
  if (!modifiers.includes('Shift')) return key
  if (/^[a-z]$/.test(key.key)) return { ...key, key: key.key.toUpperCase() }
  const digit = /^Digit(\d)$/.exec(key.code)?.[1]
  return digit && FRENCH_DIGITS.includes(key.key) ? { ...key, key: digit } : key
}

function textOf(key: string): string {
  if (key === 'Enter') return '\r'
  return [...key].length === 1 ? key : ''
}

function asModifier(name: string): Modifier {
  if (name === 'Alt' || name === 'Ctrl' || name === 'Shift') return name
  throw new Error(`No modifier is called ${name}`)
}
