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
const FEWEST_WORDS = 4
const SHARE = 0.15
const AHEAD = 1.25

/**
 * The language of a text as a BCP 47 code, by its script, and for Latin letters by its stop words; null in doubt (too short,
 * too close, nothing known). Reads the first 6,000 code units.
 */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE_LENGTH)
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

const LANGUAGES_OF = languagesOfWords()

function byStopWords(sample: string): string | null {
  const scores = new Map<string, number>()
  const words = runsOfLetters(sample.normalize('NFC').toLowerCase())
  for (const word of words)
    for (const lang of LANGUAGES_OF.get(word) ?? []) scores.set(lang, (scores.get(lang) ?? 0) + 1)
  const [best, next] = [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (!best || best[1] < FEWEST_WORDS || best[1] < words.length * SHARE) return null
  return best[1] >= (next?.[1] ?? 0) * AHEAD ? best[0] : null
}

function languagesOfWords(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [lang, list] of Object.entries(STOP_WORDS)) {
    for (const word of new Set(list.split(' '))) found.set(word, [...(found.get(word) ?? []), lang])
  }
  return found
}

const [LETTER, LATIN] = [1, 2]
/** What each of the code units is that nearly all Latin text is made of: asking a pattern a character costs ten times more. */
const KINDS = Uint8Array.from({ length: 0x250 }, (_, code) => kindOf(String.fromCharCode(code)))

function kindOf(character: string): number {
  return (/\p{L}/u.test(character) ? LETTER : 0) | (/\p{Script=Latin}/u.test(character) ? LATIN : 0)
}

/** The kind of the character at an offset, and how many code units it takes. */
function kindAt(text: string, at: number): readonly [kind: number, length: number] {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return [kindOf(character), character.length]
}

function countLetters(text: string): { readonly letters: number; readonly latin: number } {
  let [letters, latin] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    let kind = KINDS[text.charCodeAt(at)]
    if (kind === undefined) {
      const [found, length] = kindAt(text, at)
      kind = found
      at += length - 1
    }
    letters += kind & LETTER
    latin += (kind & LATIN) >> 1
  }
  return { letters, latin }
}

function runsOfLetters(text: string): string[] {
  const runs: string[] = []
  let start = -1
  for (let at = 0; at <= text.length; at++) {
    let kind = at < text.length ? KINDS[text.charCodeAt(at)] : 0
    let length = 1
    if (kind === undefined) [kind, length] = kindAt(text, at)
    if (kind & LETTER) start = start < 0 ? at : start
    else if (start >= 0) {
      runs.push(text.slice(start, at))
      start = -1
    }
    at += length - 1
  }
  return runs
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
