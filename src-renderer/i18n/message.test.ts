import { describe, expect, test } from 'vitest'
import { format, languageOf } from './message.ts'

const NARROW = '\u202f'
const FULL = '\u00a0'

describe('format', () => {
  test.each([
    ['puts parameters in', 'Folder “{name}”', 'en', { name: 'press' }, 'Folder “press”'],
    ['leaves a parameter that is not given, so that the fault is seen', '{a} {b}', 'en', { a: 'x' }, 'x {b}'],
    ['writes numbers as English does', '{n} files', 'en', { n: 12345 }, '12,345 files'],
    ['writes numbers as French does', '{n} fichiers', 'fr', { n: 12345 }, `12${NARROW}345 fichiers`],
    ['leaves text that looks like a parameter alone', '{name}', 'en', { name: '{n}' }, '{n}'],
  ] as const)('%s', (_, wording, language, params, expected) => {
    expect(format(wording, language, params)).toBe(expected)
  })

  test.each([
    ['en', 0, 'many'],
    ['en', 1, 'one'],
    ['en', 2, 'many'],
    ['fr', 0, 'one'],
    ['fr', 1, 'one'],
    ['fr', 1.5, 'one'],
    ['fr', 2, 'many'],
  ] as const)('in %s %d takes the form “%s”', (language, n, expected) => {
    expect(format({ one: 'one', other: 'many' }, language, { n })).toBe(expected)
  })

  test.each([
    ['Qui balise ?', `Qui balise${NARROW}?`],
    ['Vite ! Illisible ; vérifiez', `Vite${NARROW}! Illisible${NARROW}; vérifiez`],
    ['Dossier : {name}', `Dossier${FULL}: x`],
    ['le « {name} » ici', `le «${FULL}x${FULL}» ici`],
    ['Évitez / : * ? " < >', `Évitez /${FULL}: *${NARROW}? " < >`],
    ['12:30 http://a?b', '12:30 http://a?b'],
  ])('in French %j gets no-break spaces', (wording, expected) => {
    expect(format(wording, 'fr', { name: 'x' })).toBe(expected)
  })

  test.each([
    ['a vowel', 'Couches de {name}', 'Amina', 'Couches d’Amina'],
    ['a vowel with an accent', 'Couches de {name}', 'Élise', 'Couches d’Élise'],
    ['the same in two characters', 'Couches de {name}', 'E\u0301lise', 'Couches d’E\u0301lise'],
    ['a consonant', 'Couches de {name}', 'Karim', 'Couches de Karim'],
    ['y before a consonant', 'De {name}', 'Yves', 'D’Yves'],
    ['y before a vowel', 'De {name}', 'Yacine', 'De Yacine'],
    ['h', 'Couches de {name}', 'Hawa', 'Couches de Hawa'],
    ['que', 'ce que {name} ne peut contenir', 'IOB2', 'ce qu’IOB2 ne peut contenir'],
    ['the end of another word', 'grande {name}', 'Amina', 'grande Amina'],
    ['a number', 'plus de {name}', 8, 'plus de 8'],
    ['a guillemet between', 'de « {name} »', 'Amina', `de «${FULL}Amina${FULL}»`],
  ])('in French de and que are elided before %s', (_, wording, name, expected) => {
    expect(format(wording, 'fr', { name })).toBe(expected)
  })

  test('a parameter is a person’s own text: its spaces stay as they are', () => {
    expect(format('{name}', 'fr', { name: 'qui ?' })).toBe('qui ?')
  })

  test('English keeps plain spaces', () => {
    expect(format('a ? b', 'en')).toBe('a ? b')
  })
})

test.each([
  ['fr', 'fr'],
  ['fr-ML', 'fr'],
  ['FR_CA.UTF-8', 'fr'],
  ['en-GB', 'en'],
  ['frr', 'en'],
  ['de-DE', 'en'],
  ['', 'en'],
])('the system’s locale %j gives %s', (locale, expected) => {
  expect(languageOf(locale)).toBe(expected)
})
