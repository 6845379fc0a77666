import type { Language } from '../i18n/message.ts'

/**
 * Key chords, written `Ctrl+Alt+Shift+K`.
 *
 * `Ctrl` is the platform's command key: Command on a Mac, Control elsewhere. The key is a letter (told by the character
 * it types, so that A is A on AZERTY too), a digit (told by its place, so that it needs no Shift on AZERTY), another
 * character such as `?` (Shift is whatever the layout needs to type it), or a named key.
 */
interface Chord {
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  /** Upper-case letter, digit, other character, or a name of {@link NAMED}. */
  readonly key: string
}

export type Platform = 'linux' | 'darwin' | 'win32' | 'other'

/** What is read of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
  getModifierState(key: string): boolean
}

interface Named {
  readonly en: string
  readonly fr: string
  readonly mac?: string
  readonly accelerator?: string
}

/** Named keys: how they are printed, and what Electron calls them where that differs. */
const NAMED: Readonly<Record<string, Named>> = {
  Enter: { en: 'Enter', fr: 'Entrée', mac: '↩', accelerator: 'Return' },
  Escape: { en: 'Esc', fr: 'Échap', mac: '⎋' },
  Tab: { en: 'Tab', fr: 'Tab', mac: '⇥' },
  Space: { en: 'Space', fr: 'Espace' },
  Backspace: { en: 'Backspace', fr: 'Retour arrière', mac: '⌫' },
  Delete: { en: 'Delete', fr: 'Suppr', mac: '⌦' },
  Insert: { en: 'Insert', fr: 'Inser' },
  ArrowUp: { en: '↑', fr: '↑', accelerator: 'Up' },
  ArrowDown: { en: '↓', fr: '↓', accelerator: 'Down' },
  ArrowLeft: { en: '←', fr: '←', accelerator: 'Left' },
  ArrowRight: { en: '→', fr: '→', accelerator: 'Right' },
  Home: { en: 'Home', fr: 'Début', mac: '↖' },
  End: { en: 'End', fr: 'Fin', mac: '↘' },
  PageUp: { en: 'Page Up', fr: 'Page préc.', mac: '⇞' },
  PageDown: { en: 'Page Down', fr: 'Page suiv.', mac: '⇟' },
  Plus: { en: '+', fr: '+' },
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`F${i + 1}`, { en: `F${i + 1}`, fr: `F${i + 1}` }])),
}

const MODIFIERS = {
  ctrl: { en: 'Ctrl', fr: 'Ctrl', mac: '⌘', accelerator: 'CommandOrControl' },
  alt: { en: 'Alt', fr: 'Alt', mac: '⌥', accelerator: 'Alt' },
  shift: { en: 'Shift', fr: 'Maj', mac: '⇧', accelerator: 'Shift' },
} as const

const MODIFIER_KEYS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead'])

/** Whether a key press is this chord. Never while an input method composes, and AltGr types characters only. */
export function matchesKeys(keys: string, press: KeyPress, platform: Platform): boolean {
  const wanted = parse(keys)
  const pressed = read(press, platform)
  if (!wanted || !pressed) return false
  if (wanted.ctrl !== pressed.ctrl || wanted.alt !== pressed.alt) return false
  if (isCharacter(wanted.key)) return press.key === wanted.key || (wanted.key === 'Plus' && press.key === '+')
  return wanted.shift === pressed.shift && wanted.key === pressed.key
}

/** The chord that a key press is, in the canonical spelling; null for a modifier alone, a dead key or composition. */
export function keysOf(press: KeyPress, platform: Platform): string | null {
  const pressed = read(press, platform)
  return pressed && spell(pressed)
}

/** The canonical spelling of a chord (order of modifiers, upper-case letters), or null when it is none. */
export function canonicalKeys(keys: string): string | null {
  const chord = parse(keys)
  return chord && spell(chord)
}

/** Whether the chord has neither Ctrl nor Alt and is no function key: in a text field it is text. */
export function isBare(keys: string): boolean {
  const chord = parse(keys)
  return chord !== null && !chord.ctrl && !chord.alt && !/^F\d+$/.test(chord.key)
}

/** The parts of a chord as people read them on their keyboard; a Mac prints signs, in its own order. */
export function keyParts(keys: string, language: Language, platform: Platform): readonly string[] {
  const chord = parse(keys)
  if (!chord) return [keys]
  const named = NAMED[chord.key]
  if (platform !== 'darwin') {
    return [...modifiersOf(chord).map((name) => MODIFIERS[name][language]), named?.[language] ?? chord.key]
  }
  const order = (['alt', 'shift', 'ctrl'] as const).filter((name) => chord[name])
  return [...order.map((name) => MODIFIERS[name].mac), named?.mac ?? named?.[language] ?? chord.key]
}

/** A chord in one line: `Ctrl+Maj+K`, on a Mac `⇧⌘K`. */
export function printKeys(keys: string, language: Language, platform: Platform): string {
  return keyParts(keys, language, platform).join(platform === 'darwin' ? '' : '+')
}

/**
 * The chord as an Electron accelerator. Null where a menu must not take it from the page: chords without Ctrl or Alt
 * (they are text in a text field), and characters that Electron cannot name.
 */
export function toAccelerator(keys: string): string | null {
  const chord = parse(keys)
  if (!chord || isBare(keys) || /[^\x21-\x7e]/.test(chord.key)) return null
  return [
    ...modifiersOf(chord).map((name) => MODIFIERS[name].accelerator),
    NAMED[chord.key]?.accelerator ?? chord.key,
  ].join('+')
}

function parse(keys: string): Chord | null {
  const parts = keys
    .replace(/\+$/, 'Plus')
    .split('+')
    .map((part) => part.trim())
  const key = keyNamed(parts.pop() ?? '')
  const modifiers = parts.map((part) => part.toLowerCase())
  if (!key || modifiers.some((modifier) => !(modifier in MODIFIERS))) return null
  const has = (modifier: string) => modifiers.includes(modifier)
  return { ctrl: has('ctrl'), alt: has('alt'), shift: has('shift') && !isCharacter(key), key }
}

function keyNamed(name: string): string | null {
  if ([...name].length === 1) return name.toUpperCase()
  return Object.keys(NAMED).find((known) => known.toLowerCase() === name.toLowerCase()) ?? null
}

function spell(chord: Chord): string {
  return [...modifiersOf(chord).map((name) => MODIFIERS[name].en), chord.key].join('+')
}

function modifiersOf(chord: Chord): readonly (keyof typeof MODIFIERS)[] {
  return (['ctrl', 'alt', 'shift'] as const).filter((name) => chord[name])
}

function read(press: KeyPress, platform: Platform): Chord | null {
  if (press.isComposing || MODIFIER_KEYS.has(press.key)) return null
  const mac = platform === 'darwin'
  // AltGr reports Ctrl and Alt on Windows, and types characters everywhere.
  const altGr = !mac && press.getModifierState('AltGraph')
  const key = altGr ? press.key.toUpperCase() : keyOf(press)
  const ctrl = !altGr && (mac ? press.metaKey : press.ctrlKey)
  const foreign = mac ? press.ctrlKey : press.metaKey
  if (foreign || !key) return null
  return { ctrl, alt: !altGr && press.altKey, shift: press.shiftKey && !isCharacter(key), key }
}

function keyOf(press: KeyPress): string | null {
  const digit = /^Digit(\d)$/.exec(press.code) ?? /^Numpad\d$/.exec(press.code)
  if (digit?.[1]) return digit[1]
  if (digit && /^\d$/.test(press.key)) return press.key
  if (/^\p{Script=Latin}$/u.test(press.key)) return press.key.toUpperCase()
  // Another script, or Option on a Mac: the place of the key says which Latin letter it is.
  const letter = /^Key([A-Z])$/.exec(press.code)
  if (letter?.[1]) return letter[1]
  return press.key === ' ' ? 'Space' : press.key === '+' ? 'Plus' : keyNamed(press.key)
}

/** A character that is neither letter nor digit, such as `?`. */
function isCharacter(key: string): boolean {
  return key === 'Plus' || ([...key].length === 1 && !/[\p{L}\d]/u.test(key))
}
