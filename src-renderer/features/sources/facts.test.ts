import { describe, expect, it } from 'vitest'
import { isDate, languageChoices } from './facts.ts'

describe('a date written by hand', () => {
  it.each([
    ['2024', true, 'a year'],
    ['2024-04', true, 'a month'],
    ['2024-02-29', true, 'a day of a leap year'],
    ['2024-04-05?', true, 'an uncertain day'],
    ['2023-02-29', false, 'a day that never was'],
    ['2024-13', false, 'a month that is none'],
    ['30/04/2024', false, 'another order'],
    ['2024-4-3', false, 'digits missing'],
  ])('%s: %s (%s)', (text, expected) => {
    expect(isDate(text)).toBe(expected)
  })
})

describe('the languages to choose from', () => {
  it('hold the chosen one, whatever it is', () => {
    expect(languageChoices('br')).toContain('br')
    expect(languageChoices('fr')).toEqual(languageChoices(null))
  })
})
