import { createContext } from 'svelte'
import { catalogue, type MessageKey } from './catalogue.ts'
import { format, languageOf, LANGUAGES, type Language, type Params } from './message.ts'

/** The interface's language and its sentences; switching is live. */
export class I18n {
  #chosen = $state<'system' | Language>('system')
  readonly #system: Language

  constructor(systemLocale: string) {
    this.#system = languageOf(systemLocale)
  }

  readonly language: Language = $derived.by(() => (this.#chosen === 'system' ? this.#system : this.#chosen))

  choose(language: 'system' | Language): void {
    this.#chosen = language
  }

  /** The sentence for a key in the current language; reactive. */
  readonly t = (key: MessageKey, params?: Params): string =>
    format(catalogue[key][this.language], this.language, params)

  /** The same in every language, for who knows it by another. */
  everyLanguage(key: MessageKey, params?: Params): string {
    return LANGUAGES.map((language) => format(catalogue[key][language], language, params)).join(' ')
  }

  date(epochMs: number): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.language).format(value)
  }

  /** A number where there is little room: `2.8K`, in French `2,8 k`. */
  compact(value: number): string {
    const options = { notation: 'compact', maximumFractionDigits: 1 } as const
    return value < 1000 ? String(value) : new Intl.NumberFormat(this.language, options).format(value)
  }

  /** A file's size in the unit that suits it: `12 kB`, in French `12 ko`. */
  bytes(value: number): string {
    const power = value < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3))
    const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[power] ?? 'byte'
    // The short name of a byte is `byte` in English, however many there are.
    const unitDisplay = power === 0 ? 'long' : 'short'
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const
    return new Intl.NumberFormat(this.language, options).format(value / 1000 ** power)
  }
}

export const [getI18n, setI18n] = createContext<I18n>()
