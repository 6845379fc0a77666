export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

/** `{name}` stands for a parameter; where the wording depends on the count `n`, both forms are given. */
export type Wording = string | { readonly one: string; readonly other: string }

/** One message in every language: a forgotten one is a compile error. */
export type Messages = Readonly<Record<string, Readonly<Record<Language, Wording>>>>

export type Params = Readonly<Record<string, string | number>>

/**
 * The sentence in a language, parameters put in; numbers are written as the language writes them. French gets its
 * no-break spaces here, so that the catalogue can be typed with plain ones, and its elisions before parameters.
 */
export function format(wording: Wording, language: Language, params: Params = {}): string {
  const chosen = typeof wording === 'string' ? wording : wording[pluralOf(language, params['n'])]
  const pattern = language === 'fr' ? elided(frenchSpaces(chosen), params) : chosen
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? NUMBERS[language].format(value) : value
  })
}

/** The interface language for a system's BCP 47 locale; English where Postil does not speak it. */
export function languageOf(locale: string): Language {
  const primary = locale.toLowerCase().split(/[-_]/)[0]
  return LANGUAGES.find((language) => language === primary) ?? 'en'
}

const NO_BREAK = '\u00a0'
const NARROW_NO_BREAK = '\u202f'

/** Narrow before `; ! ?`, full before `:` and inside guillemets. */
function frenchSpaces(pattern: string): string {
  return pattern
    .replace(/ (?=[;!?](?:\s|$))/g, NARROW_NO_BREAK)
    .replace(/ (?=[:»])/g, NO_BREAK)
    .replace(/(?<=«) /g, NO_BREAK)
}

/** `de`, `que` and the like before a parameter that begins with a vowel: `couches d’Amina`, `qu’IOB2`. */
function elided(pattern: string, params: Params): string {
  return pattern.replace(ELIDABLE, (whole, word: string, name: string) => {
    return VOWEL.test(String(params[name] ?? '').normalize('NFD')) ? `${word}’{${name}}` : whole
  })
}

const ELIDABLE = /(?<!\p{L})(d|qu|lorsqu|puisqu)e \{(\w+)\}/giu
/** A `y` is one before a consonant: `d’Yves`, `de Yacine`. An `h` is left as it is: who bears the name knows which it is. */
const VOWEL = /^(?:[aeiouœæ]|y(?![aeiou]))/i

const NUMBERS = { en: new Intl.NumberFormat('en'), fr: new Intl.NumberFormat('fr') }
const PLURALS = { en: new Intl.PluralRules('en'), fr: new Intl.PluralRules('fr') }

function pluralOf(language: Language, n: string | number | undefined): 'one' | 'other' {
  return PLURALS[language].select(Number(n ?? 0)) === 'one' ? 'one' : 'other'
}
