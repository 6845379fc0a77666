export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

/** `{name}` stands for a parameter; where the wording depends on the count `n`, both forms are given. */
export type Wording = string | { readonly one: string; readonly other: string }

/** One message in every language: a forgotten one is a compile error. */
export type Messages = Readonly<Record<string, Readonly<Record<Language, Wording>>>>

export type Params = Readonly<Record<string, string | number>>

/** The sentence in a language, parameters put in; numbers are written as the language writes them. */
export function format(wording: Wording, language: Language, params: Params = {}): string {
  const pattern = typeof wording === 'string' ? wording : wording[pluralOf(language, params['n'])]
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

function pluralOf(language: Language, n: string | number | undefined): 'one' | 'other' {
  return new Intl.PluralRules(language).select(Number(n ?? 0)) === 'one' ? 'one' : 'other'
}
