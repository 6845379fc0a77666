/**
 * Frequent small words that tell one language from its neighbours; a word in several lists counts for each, which
 * leaves the difference to the others.
 */
const STOP_WORDS: Readonly<Record<string, string>> = {
  fr: 'le la les des du un une et est en dans que qui pour par sur au aux ce cette ces son sa ses il elle ils ont été avec pas plus ne se sont leur nous vous mais ou où selon après entre été était être a à de c d l n s qu j',
  en: 'the of and to in is was that for on with as by at from it his her this have has had be are were not but they which an or will said their been would who he she after about into a its',
  de: 'der die das und ist in den von zu mit sich des auf für nicht ein eine einer einem eines dem er sie es an als auch wird bei nach aus wie wurde werden hat haben dass oder über vor zum zur sind war um im am',
  es: 'el la los las de del y en que un una por con para es se su sus al lo como más pero sus le ha este esta son fue entre era sobre también desde no han ser muy a o',
  it: 'il lo la gli le di del della dei delle e è in che un una per con non si da dal al alla nel nella sono ha anche come più ma questo questa su stato era dopo hanno a i l ai',
  pt: 'o a os as de do da dos das e em no na nos nas que um uma por com para não se ao aos à é mais como mas foi seu sua ser são também pelo pela entre está há ele ela',
  nl: 'de het een en van in is op te dat die voor met zijn niet aan er om ook als bij maar uit door over naar wordt worden heeft hij zij ze werd nog tot deze',
  ca: 'el la els les de del dels i en que un una per amb no es al als ha són com més però aquest aquesta va seva seu entre també han a l d s',
  ro: 'și în de la cu pe nu un o este că din se au fost pentru care mai a al ale sau sunt prin lui după',
  sw: 'ya na wa kwa ni katika za la kuwa cha hiyo huo yake wake alisema pia hii kama au bila baada vya mwaka watu',
  tr: 've bir bu da de için ile olarak olan daha çok gibi ne ise kadar sonra ama en var oldu olduğu',
  pl: 'i w na z do się nie to że jest o jak po za od przez dla oraz są był była przy tym który która ale',
}

/** Which language a script means when it is the only one that writes so, in the order they are asked. */
const SCRIPTS: readonly (readonly [lang: string, script: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
]

/** Letters that one language of a shared script has and its neighbours do not; else the first. */
const ARABIC: readonly (readonly [string, RegExp])[] = [
  ['ur', /[ٹڈڑںےھ]/gu],
  ['fa', /[پچژگک]/gu],
]
const UKRAINIAN = /[іїєґІЇЄҐ]/g

/** How much of a text is read, how many words must be known, how far ahead of the next language the best must be. */
const SAMPLE_LENGTH = 6000
/** A beginning that leaves no doubt is enough: so long, with so many known words, such a share of all, so far ahead. */
const BEGINNING_LENGTH = 1000
const PLENTY_OF_WORDS = 40
const LARGE_SHARE = 0.25
const FAR_AHEAD = 1.5
const FEWEST_WORDS = 4
const SHARE = 0.15
const AHEAD = 1.25

/**
 * The language of a text as a BCP 47 code, by its script, and for Latin letters by its stop words; null in doubt (too short,
 * too close, nothing known). Reads the first 6,000 code units, and only 1,000 where they leave no doubt.
 */
export function detectLanguage(text: string): string | null {
  return clearly(text.slice(0, BEGINNING_LENGTH)) ?? inDetail(text.slice(0, SAMPLE_LENGTH))
}

function inDetail(sample: string): string | null {
  const { letters, latin } = countLetters(sample)
  if (letters === 0) return null
  return latin * 2 >= letters ? byStopWords(sample) : byScript(sample, letters)
}

function byScript(sample: string, letters: number): string | null {
  const arabic = count(sample, /\p{Script=Arabic}/gu)
  if (arabic * 2 >= letters) return ARABIC.find(([, own]) => count(sample, own) > arabic / 50)?.[0] ?? 'ar'
  const cyrillic = count(sample, /\p{Script=Cyrillic}/gu)
  if (cyrillic * 2 >= letters) return count(sample, UKRAINIAN) > cyrillic / 50 ? 'uk' : 'ru'
  const [japanese, ...others] = SCRIPTS
  if (japanese && count(sample, japanese[1]) * 10 >= letters) return japanese[0]
  return others.find(([, script]) => count(sample, script) * 2 >= letters)?.[0] ?? null
}

const LANGUAGES = Object.keys(STOP_WORDS).sort()
/** Each stop word with the places of its languages. */
const LANGUAGES_OF = languagesOfWords()
const LONGEST_STOP_WORD = Math.max(...[...LANGUAGES_OF.keys()].map((word) => word.length))

interface Scored {
  readonly words: number
  /** The first of those that score alike. */
  readonly best: readonly [language: string, words: number]
  readonly next: number
}

function byStopWords(sample: string): string | null {
  const { words, best, next } = scored(sample)
  if (best[1] < FEWEST_WORDS || best[1] < words * SHARE) return null
  return best[1] >= next * AHEAD ? best[0] : null
}

/** The language of a beginning that more of the text would not change; else null. */
function clearly(beginning: string): string | null {
  const { words, best, next } = scored(beginning)
  return best[1] >= PLENTY_OF_WORDS && best[1] >= words * LARGE_SHARE && best[1] >= next * FAR_AHEAD ? best[0] : null
}

function scored(sample: string): Scored {
  const scores = new Uint32Array(LANGUAGES.length)
  const words = countWords(sample.normalize('NFC').toLowerCase(), scores)
  let [best, next] = [0, 0]
  for (let i = 1; i < scores.length; i++) {
    const score = scores[i] ?? 0
    if (score > (scores[best] ?? 0)) [next, best] = [scores[best] ?? 0, i]
    else next = Math.max(next, score)
  }
  return { words, best: [LANGUAGES[best] ?? '', scores[best] ?? 0], next }
}

function languagesOfWords(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  LANGUAGES.forEach((name, language) => {
    for (const word of new Set(STOP_WORDS[name]?.split(' '))) found.set(word, [...(found.get(word) ?? []), language])
  })
  return found
}

const [LETTER, LATIN, KNOWN] = [1, 2, 4]
/** What each code unit is, once it was met: asking a pattern a character costs ten times more. */
const KINDS = new Uint8Array(0x10000)

/** The kind of a code unit; half a pair is none. */
function kindOfUnit(code: number): number {
  const known = KINDS[code] ?? 0
  if (known) return known
  const kind = kindOf(String.fromCharCode(code)) | KNOWN
  KINDS[code] = kind
  return kind
}

function kindOf(character: string): number {
  return (/\p{L}/u.test(character) ? LETTER : 0) | (/\p{Script=Latin}/u.test(character) ? LATIN : 0)
}

/** Whether the first half of a pair stands there. */
function startsPair(code: number): boolean {
  return (code & 0xfc00) === 0xd800
}

function kindOfPair(text: string, at: number): number {
  return kindOf(String.fromCodePoint(text.codePointAt(at) ?? 0))
}

function countLetters(text: string): { readonly letters: number; readonly latin: number } {
  let [letters, latin] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const kind = startsPair(code) ? kindOfPair(text, at) : kindOfUnit(code)
    letters += kind & LETTER
    latin += (kind & LATIN) >> 1
  }
  return { letters, latin }
}

/** How many runs of letters there are; each that is a stop word scores for its languages. */
function countWords(text: string, scores: Uint32Array): number {
  let [words, start] = [0, -1]
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0
    const inPair = (code & 0xfc00) === 0xdc00 && start >= 0
    const kind = startsPair(code) ? kindOfPair(text, at) : inPair ? LETTER : kindOfUnit(code)
    if (kind & LETTER) start = start < 0 ? at : start
    else if (start >= 0) {
      words++
      if (at - start <= LONGEST_STOP_WORD) score(text.slice(start, at), scores)
      start = -1
    }
  }
  return words
}

function score(word: string, scores: Uint32Array): void {
  for (const language of LANGUAGES_OF.get(word) ?? NONE) scores[language] = (scores[language] ?? 0) + 1
}

const NONE: readonly number[] = []

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
