import type { Language } from '../../i18n/message.ts'

const SHORT = { dateStyle: 'medium', timeStyle: 'short' } as const
const FORMATS = { en: new Intl.DateTimeFormat('en-GB', SHORT), fr: new Intl.DateTimeFormat('fr', SHORT) }

/** A moment, in ms since 1970, as the person's language writes it, in their time zone. */
export function momentText(at: number, language: Language): string {
  return FORMATS[language].format(at)
}
