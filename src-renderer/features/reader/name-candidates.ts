import { spanStart, type Id, type Span } from '../../../src-core/annotation/records.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import { words } from '../../../src-core/text/words.ts'
import { mostFrequent, type Candidate, type NameStrength, type Suggester } from './candidates.ts'
import type { Strings } from './tag-index.ts'
import type { LexiconEntry } from './types.ts'

const CAPITAL = /^\p{Lu}/u
const JOINS =
  /^(?:[ \u00a0\u202f]|[ \u00a0\u202f](?:de|du|des|d[’']|la|le|ould|ag|bin|ben|el|al|von|van)[ \u00a0\u202f]?)$/u

/**
 * Suggests what is written like a name: words with capitals, unless it is a single one that opens a sentence or stands
 * near by without its capital. What opens a sentence and never is a name (`Selon Awa Keïta`) is left off.
 */
export function nameSuggester(lang: string | null): Suggester {
  return (text, [start, end]) => {
    const capitals = [...words(text, lang, start, end)].filter(
      (word) => word.kind === 'word' && word.start >= start && word.end <= end && CAPITAL.test(text.charAt(word.start)),
    )
    const names: Range[] = []
    for (const word of capitals) {
      const last = names.at(-1)
      const joined = last && JOINS.test(text.slice(last[1], word.start)) && !isOpening(text, last)
      if (joined) names[names.length - 1] = [last[0], word.end]
      else names.push([word.start, word.end])
    }
    return names
      .filter((range) => isNameLike(text, range))
      .flatMap((range): Candidate[] => {
        const strength = strengthOf(text, range)
        return strength === 'weak' && isCommon(text, range) ? [] : [{ range, label: null, source: 'name', strength }]
      })
  }
}

/** Words that open a sentence or a quotation with a capital and never are a name by themselves. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'le la les un une des du de ce cet cette ces il elle ils elles on nous vous je tu mais et ou où donc or ni car si ' +
    'dans sur sous avec sans pour par selon après avant depuis pendant en à au aux qui que quoi dont ' +
    'entre chez vers dès comme quand lorsque alors ainsi aussi enfin puis ensuite pourtant cependant toutefois malgré hier demain mon ma mes ton ta tes son sa ses ' +
    'notre nos votre vos leur leurs chaque tout tous toute toutes plusieurs ' +
    'the a an this that these those he she it they we you i but and or so if in on at by for from with after before ' +
    'his her its their our your my when while since until as according'
  ).split(' '),
)

function isNameLike(text: string, [start, end]: Range): boolean {
  const name = text.slice(start, end)
  if (/\p{L}[^\p{L}\p{N}]+\p{Lu}/u.test(name)) return true
  if (name.length < 2 || FUNCTION_WORDS.has(name.toLowerCase()) || /^\p{Lu}\.$/u.test(name)) return false
  return !opensSentence(text, start)
}

/** What stands before a name and nothing else: `le préfet Sall`. In English and French. */
const TITLES: ReadonlySet<string> = new Set(
  (
    'm mm mme mmes mlle mgr me dr pr prof gal col cdt cne lt sgt monsieur madame mademoiselle messieurs mesdames maître ' +
    'président présidente ministre préfet préfète maire général générale colonel colonelle commandant commandante ' +
    'capitaine lieutenant sergent amiral ambassadeur ambassadrice député députée sénateur sénatrice gouverneur ' +
    'gouverneure docteur docteure professeur professeure imam cheikh pape évêque archevêque cardinal roi reine prince ' +
    'princesse secrétaire directeur directrice procureur procureure juge avocat avocate journaliste chercheur ' +
    'chercheuse porte-parole opposant opposante ' +
    'mr mrs ms miss sir lady president minister mayor general colonel captain lieutenant sergeant admiral ambassador ' +
    'senator governor doctor professor pope bishop king queen princess secretary director judge spokesman ' +
    'spokeswoman spokesperson'
  ).split(' '),
)

function strengthOf(text: string, [start, end]: Range): NameStrength {
  const before = wordBefore(text, start)?.replace(/[.\s]+$/u, '')
  const name = text.slice(start, end)
  if (before !== undefined && TITLES.has(before.toLowerCase())) return 'strong'
  if (/\s\p{Lu}/u.test(name) && name.split(/\s+/u).every((part) => CAPITAL.test(part))) return 'strong'
  return /\s/u.test(name) || isCapitals([name]) ? 'plain' : 'weak'
}

/** How far around a word its common form is looked for. */
const NEAR: Offset = 20_000

/** Whether a word stands near by without its capital: it is a common one then (`l’Armée`, `l’armée`). */
function isCommon(text: string, [start, end]: Range): boolean {
  const common = text.slice(start, end).toLowerCase()
  const from = Math.max(0, start - NEAR)
  const near = text.slice(from, end + NEAR)
  for (let at = near.indexOf(common); at >= 0; at = near.indexOf(common, at + 1)) {
    const around = near.charAt(at - 1) + near.charAt(at + common.length)
    if (!/[\p{L}\p{N}-]/u.test(around)) return true
  }
  return false
}

/** Whether a word has its capital from the sentence that it opens, and is no part of the name that follows. */
function isOpening(text: string, [start, end]: Range): boolean {
  return FUNCTION_WORDS.has(text.slice(start, end).toLowerCase()) && opensSentence(text, start)
}

function opensSentence(text: string, start: Offset): boolean {
  return /(?:^|[.!?…:;\n\r«“"(—–-])[\s«“"(]*$/u.test(text.slice(Math.max(0, start - 4), start))
}

/** How a name can be like one that was tagged: the more, the surer that it has the same label. */
const LIKE = { lastWord: 4, wordBefore: 3, firstWord: 2, capitals: 1 } as const

/** What is known of the names that were tagged. */
interface Names {
  readonly text: string
  readonly spans: readonly Span[]
  readonly strings: Strings
  readonly lexicon: readonly LexiconEntry[]
  /** Whether a label is for names. */
  readonly isName: (label: Id) => boolean
}

/**
 * The label of the tagged name that a passage is most like: that ends in the same word (`Quintin`, `Maëlle Quintin`),
 * follows the same word (`Mme`, `préfet`), begins with the same word, or is in capitals too. Of equals the last one,
 * those of this document after all others; null where none is like it.
 */
export function likeliestLabel([start, end]: Range, { text, spans, strings, lexicon, isName }: Names): Id | null {
  const wanted = partsOf(text.slice(start, end))
  let best: { readonly label: Id | null; readonly like: number } = { label: null, like: 1 }
  const weigh = (label: Id, like: number) => {
    if (like >= best.like && isName(label)) best = { label, like }
  }
  for (const entry of lexicon) weigh(entry.label, likeness(wanted, partsOf(entry.text)))
  for (const [string, counts] of strings) weigh(mostFrequent(counts), likeness(wanted, partsOf(string)))
  const before = wordBefore(text, start)
  if (before) {
    for (const span of spans)
      if (text.startsWith(before, spanStart(span) - before.length)) weigh(span.label, LIKE.wordBefore)
  }
  return best.label
}

function partsOf(name: string): readonly string[] {
  return name.split(/[\s’']+/u)
}

function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.at(-1) === b.at(-1)) return LIKE.lastWord
  if (a.length > 1 && b.length > 1 && a[0] === b[0]) return LIKE.firstWord
  return isCapitals(a) && isCapitals(b) ? LIKE.capitals : 0
}

function isCapitals([first = '', ...rest]: readonly string[]): boolean {
  return rest.length === 0 && /^\p{Lu}{2,}$/u.test(first)
}

/** The word before an offset with the space after it; null where that says nothing of what follows. */
function wordBefore(text: string, at: Offset): string | null {
  const found = /(?:^|[\s(«“"’'])(\p{L}[\p{L}.-]*[ \u00a0\u202f])$/u.exec(text.slice(Math.max(0, at - 30), at))?.[1]
  return found === undefined || FUNCTION_WORDS.has(found.slice(0, -1).toLowerCase()) ? null : found
}
