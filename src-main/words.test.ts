import { expect, it } from 'vitest'
import { wordsFor } from './words.ts'

it('speaks the chosen language, else the system’s, else English', () => {
  const quit = (language: 'system' | 'en' | 'fr', locale: string) => wordsFor(language, locale).quit
  expect([quit('fr', 'en-US'), quit('en', 'fr-FR'), quit('system', 'fr-CA'), quit('system', 'fr')]).toEqual([
    'Quitter',
    'Quit',
    'Quitter',
    'Quitter',
  ])
  expect([quit('system', 'de'), quit('system', 'frr'), quit('system', '')]).toEqual(['Quit', 'Quit', 'Quit'])
})
