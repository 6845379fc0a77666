import { randomInt, seededRandom, type Random } from '../../src-core/random.ts'

/** A tag of the press preset: half-open, in UTF-16 code units. */
export type Tag = readonly [start: number, end: number, label: string]

export interface TaggedText {
  readonly text: string
  readonly tags: readonly Tag[]
}

interface Wanted {
  readonly bytes: number
  readonly tags: number
  /** No line break at all. */
  readonly inOneLine?: boolean
  /** Without names, dates and words of the other texts. */
  readonly plain?: boolean
}

/** So many tags are laid over others: around them or across their edge. */
const OVERLAID_01 = 0.15
const LABELS = ['person', 'organization', 'date'] as const
const LONGEST_OVERLAID_WORDS = 9

const NAMES = ['Maëlle Quintin', 'Anselme Tardieu', 'Solange N’diaye', 'Yvon Le Braz', 'Noémie Vasseur', 'Idriss Faure']
const BODIES = ['la Compagnie des Docks', 'l’Agence des Eaux', 'le Comité du littoral', 'la préfecture d’Orvault']
const TIMES = ['lundi', 'le 3 mars 2022', 'avant l’hiver', 'depuis dix ans', 'en 2019', 'à la fin du mois']
const WORDS = (
  'travaux barrage accord rapport séance élus port marché quartier projet vote enquête réunion budget route école ' +
  'ouvriers syndicats mine fleuve récolte pêcheurs tribunal commission chantier loyer usine hôpital gare digue'
).split(' ')
const VERBS = 'annonce refuse examine reporte défend conteste signe prépare dénonce accepte promet retire'.split(' ')
const LINKS = 'dans pour contre avec sans sous après devant selon malgré'.split(' ')

/** A text like French news, in paragraphs of 200 to 1,200 characters, with its tags; the same for the same seed. */
export function taggedText(seed: number, { bytes, tags, inOneLine = false, plain = false }: Wanted): TaggedText {
  const random = seededRandom(seed, 'tagged-text')
  const text = write(random, bytes, inOneLine ? ' ' : '\n\n', plain ? smallWords : sentence)
  return { text, tags: tagsOf(random, text, tags) }
}

function write(random: Random, bytes: number, between: string, say: (random: Random) => string): string {
  const paragraphs: string[] = []
  let size = 0
  while (size < bytes) {
    const length = 200 + randomInt(random, 1000)
    let paragraph = ''
    while (paragraph.length < length) paragraph += `${paragraph && ' '}${say(random)}`
    paragraphs.push(paragraph)
    size += Buffer.byteLength(paragraph) + between.length
  }
  return paragraphs.join(between)
}

/** Words that no tag of the others has. */
const SMALL = (
  'rien ne bouge ici depuis ce matin là où tout dort encore sans bruit ni vent sur la plaine vide et grise que nul ne ' +
  'traverse plus guère quand vient le soir puis chaque heure passe lente pareille aux autres'
).split(' ')

function smallWords(random: Random): string {
  const pick = pickFrom(random)
  return `${Array.from({ length: 12 }, () => pick(SMALL)).join(' ')}.`
}

function pickFrom(random: Random): (list: readonly string[]) => string {
  return (list) => list[randomInt(random, list.length)] ?? ''
}

function clause(random: Random): string {
  const pick = pickFrom(random)
  return `${pick(LINKS)} ${pick(['le', 'un', 'ce'])} ${pick(WORDS)} ${pick(['et', 'ou', 'puis'])} ${pick(WORDS)}`
}

function sentence(random: Random): string {
  const pick = pickFrom(random)
  const clauses = Array.from({ length: 1 + randomInt(random, 4) }, () => clause(random)).join(', ')
  const who = random() < 0.5 ? pick(NAMES) : `${pick(NAMES)}, pour ${pick(BODIES)},`
  return `${who} ${pick(VERBS)} ${pick(TIMES)} ${pick(WORDS)} et ${pick(WORDS)} ${clauses}.`
}

/** Words spread evenly over the text, and on some of them a tag of their own that begins or ends elsewhere. */
function tagsOf(random: Random, text: string, count: number): readonly Tag[] {
  const words = [...text.matchAll(/[\p{L}\p{N}’-]{2,}/gu)].map(
    ({ index, 0: word }) => [index, index + word.length] as const,
  )
  const overlaid = Math.round(count * OVERLAID_01)
  const apart = words.length / (count - overlaid)
  const every = (count - overlaid) / overlaid
  const tags: Tag[] = []
  for (let i = 0; i < count - overlaid; i++) {
    const at = Math.floor(i * apart)
    const wide = at + randomInt(random, Math.max(1, Math.min(3, Math.floor(apart))))
    const [start, end] = [words[at]?.[0] ?? 0, words[wide]?.[1] ?? 0]
    tags.push([start, end, LABELS[randomInt(random, LABELS.length)] ?? ''])
    if (Math.floor((i + 1) / every) === Math.floor(i / every)) continue
    const from = Math.max(0, at - randomInt(random, 3))
    const to = Math.min(words.length - 1, from + 2 + randomInt(random, LONGEST_OVERLAID_WORDS))
    tags.push([words[from]?.[0] ?? 0, words[to]?.[1] ?? 0, 'claim'])
  }
  return tags.sort((a, b) => a[0] - b[0] || b[1] - a[1])
}
