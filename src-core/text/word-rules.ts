/**
 * How a word is cut, language by language. Apostrophes are any of {@link APOSTROPHES}; comparison is in lower case with
 * a straight apostrophe.
 */
/** Both stand inside the brackets of a regular expression. */
export const APOSTROPHES = "'’ʼ‘＇"
export const HYPHENS = String.raw`\-\u2010\u2011`

/** What a language splits off within a run of letters; a language without an entry splits nothing off. */
export interface WordRules {
  /** Elided words (`l`, `qu`) that end at an apostrophe. */
  readonly elisions: ReadonlySet<string>
  /** Words with an apostrophe that stay whole, in full or as a beginning up to the apostrophe (with it). */
  readonly fixed: ReadonlySet<string>
  /** Pronouns that follow a verb after a hyphen. */
  readonly clitics: ReadonlySet<string>
  /** Whole words that look like verb and pronoun and are not. */
  readonly compounds: ReadonlySet<string>
  /** Whether `’s` at the end is split off. */
  readonly possessive: boolean
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word))
const NONE = set('')

const FRENCH: WordRules = {
  elisions: set('l d j m t s n c ç qu jusqu lorsqu puisqu quoiqu quelqu presqu'),
  fixed:
    set(`aujourd' c'est-à-dire c'est-a-dire prud' entr' grand' presqu'île presqu'ile presqu'îles presqu'iles quelqu'un quelqu'une
    d'artagnan d'alembert d'estaing d'ormesson d'annunzio d'aubigné d'alema d'amico m'hamed m'hammed`),
  clitics: set(`je tu il elle on nous vous ils elles ce moi toi le la les lui leur y en`),
  compounds: set(`rendez-vous sauve-qui-peut on-dit sous-le jong-il revenez-y chez-moi chez-nous chez-toi chez-vous
    garde-à-vous m'as-tu-vu je-ne-sais-quoi chez-elle chez-eux chez-lui moi-je`),
  possessive: false,
}

const ITALIAN: WordRules = {
  elisions: set(`l un d c dell all dall nell sull coll quell quest bell sant gl m t s v n tutt senz anch dov com`),
  fixed: set("po' d'annunzio d'alema d'amico"),
  clitics: NONE,
  compounds: NONE,
  possessive: false,
}

const CATALAN: WordRules = {
  elisions: set('l d n s m t'),
  fixed: NONE,
  clitics: NONE,
  compounds: NONE,
  possessive: false,
}
const ENGLISH: WordRules = { elisions: NONE, fixed: NONE, clitics: NONE, compounds: NONE, possessive: true }
const OTHER: WordRules = { elisions: NONE, fixed: NONE, clitics: NONE, compounds: NONE, possessive: false }

/** The rules of a BCP 47 language; null (not known) has those of any other language: words are not taken apart. */
export function wordRules(lang: string | null): WordRules {
  switch (lang?.slice(0, 2).toLowerCase()) {
    case 'fr':
      return FRENCH
    case 'en':
      return ENGLISH
    case 'it':
      return ITALIAN
    case 'ca':
      return CATALAN
    default:
      return OTHER
  }
}
