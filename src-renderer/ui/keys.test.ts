import { describe, expect, test } from 'vitest'
import {
  canonicalKeys,
  isBare,
  keyParts,
  keysOf,
  matchesKeys,
  printKeys,
  toAccelerator,
  type KeyPress,
} from './keys.ts'

/** A key press as browsers report it; `held` lists modifiers. */
function press(
  key: string,
  code: string,
  ...held: ('ctrl' | 'alt' | 'shift' | 'meta' | 'altgr' | 'composing')[]
): KeyPress {
  const on = (name: (typeof held)[number]) => held.includes(name)
  return {
    key,
    code,
    ctrlKey: on('ctrl'),
    altKey: on('alt'),
    shiftKey: on('shift'),
    metaKey: on('meta'),
    isComposing: on('composing'),
    getModifierState: (name) => name === 'AltGraph' && on('altgr'),
  }
}

describe('matchesKeys calls a command by the keys that people see on their keyboard', () => {
  test.each([
    ['a plain letter', 'P', press('p', 'KeyP'), true],
    ['A of AZERTY, where QWERTY has Q', 'A', press('a', 'KeyQ'), true],
    ['Q of AZERTY is not A', 'A', press('q', 'KeyA'), false],
    ['Caps Lock does not turn a letter into Shift+letter', 'P', press('P', 'KeyP'), true],
    ['Shift must be held where the chord says so', 'Shift+P', press('p', 'KeyP'), false],
    ['Shift+letter', 'Shift+P', press('P', 'KeyP', 'shift'), true],
    ['Shift must not be held where the chord does not say so', 'P', press('P', 'KeyP', 'shift'), false],
    ['a digit of AZERTY without Shift', '1', press('&', 'Digit1'), true],
    ['a digit of AZERTY typed with Shift is Shift+1', '1', press('1', 'Digit1', 'shift'), false],
    ['a digit on the number pad', '1', press('1', 'Numpad1'), true],
    ['the number pad without NumLock moves', '1', press('End', 'Numpad1'), false],
    ['the number pad without NumLock is the key it moves like', 'End', press('End', 'Numpad1'), true],
    ['? of QWERTY', '?', press('?', 'Slash', 'shift'), true],
    ['? of AZERTY', '?', press('?', 'KeyM', 'shift'), true],
    ['? of a layout that needs no Shift', '?', press('?', 'Minus'), true],
    ['a comma is no question mark', '?', press(',', 'KeyM'), false],
    ['Ctrl+Shift+letter', 'Ctrl+Shift+K', press('K', 'KeyK', 'ctrl', 'shift'), true],
    ['the order and case of the spelling do not matter', 'shift+ctrl+k', press('K', 'KeyK', 'ctrl', 'shift'), true],
    ['another modifier too many', 'Ctrl+K', press('k', 'KeyK', 'ctrl', 'alt'), false],
    ['the Windows key never counts as Ctrl', 'Ctrl+K', press('k', 'KeyK', 'meta'), false],
    ['Ctrl and the Windows key together are the system’s', 'Ctrl+K', press('k', 'KeyK', 'ctrl', 'meta'), false],
    [
      'AltGr+letter types a character and is not Ctrl+Alt+letter',
      'Ctrl+Alt+E',
      press('€', 'KeyE', 'ctrl', 'alt', 'altgr'),
      false,
    ],
    ['AltGr+2 types ~ and is not the digit', '2', press('~', 'Digit2', 'altgr'), false],
    ['a character typed with AltGr', '#', press('#', 'Digit3', 'ctrl', 'alt', 'altgr'), true],
    ['a Cyrillic layout: the place says the letter', 'Ctrl+K', press('л', 'KeyK', 'ctrl'), true],
    ['an accented letter of its own key', 'É', press('é', 'Digit9'), false],
    ['Enter with Ctrl', 'Ctrl+Enter', press('Enter', 'Enter', 'ctrl'), true],
    ['Enter of the number pad', 'Ctrl+Enter', press('Enter', 'NumpadEnter', 'ctrl'), true],
    ['Space', 'Space', press(' ', 'Space'), true],
    ['Page Down with Ctrl', 'Ctrl+PageDown', press('PageDown', 'PageDown', 'ctrl'), true],
    ['plus, whatever types it', 'Ctrl+Plus', press('+', 'Equal', 'ctrl', 'shift'), true],
    ['an input method is composing', 'P', press('p', 'KeyP', 'composing'), false],
    ['a dead key', '^', press('Dead', 'BracketLeft'), false],
    ['a modifier alone', 'Shift+P', press('Shift', 'ShiftLeft', 'shift'), false],
    ['nonsense never matches', 'Ctrl+Nonsense', press('n', 'KeyN', 'ctrl'), false],
  ])('%s', (_, keys, event, expected) => {
    expect(matchesKeys(keys, event, 'linux')).toBe(expected)
  })

  test.each([
    ['Command is the command key', 'Ctrl+K', press('k', 'KeyK', 'meta'), true],
    ['Control is not', 'Ctrl+K', press('k', 'KeyK', 'ctrl'), false],
    ['Option types signs; the place says the letter', 'Alt+K', press('˚', 'KeyK', 'alt'), true],
    ['Option+arrow', 'Alt+ArrowLeft', press('ArrowLeft', 'ArrowLeft', 'alt'), true],
  ])('on a Mac: %s', (_, keys, event, expected) => {
    expect(matchesKeys(keys, event, 'darwin')).toBe(expected)
  })
})

describe('keysOf names a press so that matchesKeys finds it again', () => {
  test.each([
    ['a letter', press('k', 'KeyK', 'ctrl', 'shift'), 'Ctrl+Shift+K'],
    ['a digit of AZERTY', press('é', 'Digit2', 'alt'), 'Alt+2'],
    ['a character loses the Shift that typed it', press('?', 'Slash', 'shift'), '?'],
    ['an arrow', press('ArrowUp', 'ArrowUp', 'alt', 'shift'), 'Alt+Shift+ArrowUp'],
    ['a modifier alone is none', press('Control', 'ControlLeft', 'ctrl'), null],
    ['an unknown key is none', press('MediaPlay', 'MediaPlay'), null],
  ])('%s', (_, event, expected) => {
    expect(keysOf(event, 'win32')).toBe(expected)
    if (expected !== null) expect(matchesKeys(expected, event, 'win32')).toBe(true)
  })
})

test.each([
  ['shift+ctrl+k', 'Ctrl+Shift+K'],
  ['alt+pagedown', 'Alt+PageDown'],
  ['Shift+?', '?'],
  ['Ctrl++', 'Ctrl+Plus'],
  ['Ctrl+Plus', 'Ctrl+Plus'],
  ['Ctrl', null],
  ['Hyper+K', null],
  ['', null],
])('canonicalKeys(%j) is %j: two spellings of a chord are found equal', (keys, expected) => {
  expect(canonicalKeys(keys)).toBe(expected)
})

test.each([
  ['P', true],
  ['Shift+P', true],
  ['Delete', true],
  ['?', true],
  ['Ctrl+P', false],
  ['Alt+ArrowLeft', false],
  ['F6', false],
])('isBare(%j) is %j: what a text field keeps for itself', (keys, expected) => {
  expect(isBare(keys)).toBe(expected)
})

test.each([
  ['Ctrl+Shift+K', 'Ctrl+Shift+K', 'Ctrl+Maj+K', '⇧⌘K'],
  ['Ctrl+PageDown', 'Ctrl+Page Down', 'Ctrl+Page suiv.', '⌘⇟'],
  ['Delete', 'Delete', 'Suppr', '⌦'],
  ['Alt+ArrowLeft', 'Alt+←', 'Alt+←', '⌥←'],
  ['Ctrl+Plus', 'Ctrl++', 'Ctrl++', '⌘+'],
  ['Space', 'Space', 'Espace', 'Space'],
])('%s is printed the platform’s way', (keys, english, french, mac) => {
  expect(printKeys(keys, 'en', 'linux')).toBe(english)
  expect(printKeys(keys, 'fr', 'win32')).toBe(french)
  expect(printKeys(keys, 'en', 'darwin')).toBe(mac)
})

test('keyParts keeps the plus key apart from the plus sign between parts', () => {
  expect(keyParts('Ctrl+Plus', 'en', 'linux')).toEqual(['Ctrl', '+'])
})

test.each([
  ['Ctrl+Shift+K', 'CommandOrControl+Shift+K'],
  ['Ctrl+Enter', 'CommandOrControl+Return'],
  ['Alt+ArrowLeft', 'Alt+Left'],
  ['Ctrl+Plus', 'CommandOrControl+Plus'],
  ['Ctrl+,', 'CommandOrControl+,'],
  ['F1', 'F1'],
  ['P', null],
  ['?', null],
  ['Ctrl+É', null],
])('toAccelerator(%j) is %j: the menu takes no key that a text field needs', (keys, expected) => {
  expect(toAccelerator(keys)).toBe(expected)
})
