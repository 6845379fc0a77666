import { seededRandom } from '../../src-core/random.ts'

const NAMES = [
  'Maëlle Quintin',
  'Anselme Tardieu',
  'Yvon Le Braz',
  'Solange N’diaye',
  'Jean-Luc Ferrand',
  'Noémie Vasseur',
]
const BODIES = ['la Compagnie des Docks', 'l’Agence des Eaux', 'la préfecture d’Orvault', 'le Comité du littoral']
const DEEDS = [
  'a annoncé lundi que les travaux du barrage reprendraient avant l’hiver',
  'refuse de signer l’accord négocié avec les syndicats du port',
  'estime que le recomptage des voix ne changera rien au résultat',
  'dit avoir remis son rapport sur la mine de Sainte-Ozanne en mars 2022',
  'n’a pas répondu aux questions posées par la rédaction « dans un délai raisonnable »',
]

/** A French-like article of 2 to 3 kB that is the same for the same number. */
export function article(n: number): string {
  const next = seededRandom(n)
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? ''
  const month = String(1 + (n % 12)).padStart(2, '0')
  const parts = [` date ${2019 + (n % 5)}-${month} Le conseil de Vauclerc examine le dossier numéro ${n}.`]
  const length = 2000 + Math.floor(next() * 900)
  while (parts.join('\n\n').length < length) {
    const sentences = Array.from({ length: 4 }, () => `${pick(NAMES)}, pour ${pick(BODIES)}, ${pick(DEEDS)}.`)
    parts.push(sentences.join(' '))
  }
  return `${parts.join('\n\n')}\n`
}
