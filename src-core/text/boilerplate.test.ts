import { describe, expect, it } from 'vitest'
import { LineCounter, NO_BOILERPLATE, proposedExclusions } from './boilerplate.ts'

const body = (n: number) =>
  `Le port numéro ${n} a rouvert après ${n} jours de grève, a dit hier le porte-parole des dockers devant une presse nombreuse et attentive.`
const article = (n: number) =>
  `Titre ${n}\r\n\r\nVarenne-Info, le quotidien\r\n${body(n)}\r\n\r\nÀ suivre sur notre antenne\r\n\r\nPartager sur Chirp`

function counted(texts: readonly string[]) {
  const counter = new LineCounter()
  for (const text of texts) counter.add(text)
  return counter.boilerplate()
}

const covered = (text: string, rules = NO_BOILERPLATE) =>
  proposedExclusions(text, rules).map(({ start, end, reason }) => [reason, text.slice(start, end)])

describe('LineCounter', () => {
  it('proposes lines that stand in many documents, and survives a round trip as JSON', () => {
    const rules = counted(Array.from({ length: 8 }, (_, n) => article(n)))
    expect(rules.lines).toEqual(['a suivre sur notre antenne', 'partager sur chirp', 'varenne-info, le quotidien'])
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules)
  })

  it('counts a line once a document, whatever its case and accents', () => {
    expect(counted(Array<string>(4).fill('Rubrique\nRubrique\n')).lines).toEqual([])
    expect(counted(['RUBRIQUE', 'Rubrique', 'rubrique', 'Rubriqué', 'rubrique :']).lines).toEqual(['rubrique'])
  })

  it('wants a sentence four times as often, since republished articles share sentences', () => {
    const shared = 'Le préfet de Varenne a promis une réponse avant vendredi soir.'
    expect(counted(Array<string>(19).fill(shared)).lines).toEqual([])
    expect(counted(Array<string>(20).fill(shared)).lines).toHaveLength(1)
  })

  it('never proposes a paragraph, nor a line of a small share of a big folder', () => {
    expect(counted(Array<string>(50).fill(body(1) + body(2))).lines).toEqual([])
    expect(
      counted([...Array<string>(6).fill('Encart'), ...Array.from({ length: 1500 }, (_, n) => `l${n}`)]).lines,
    ).toEqual([])
  })

  it('keeps counting frequent lines in bounded memory', () => {
    const counter = new LineCounter()
    for (let n = 0; n < 60; n++)
      counter.add(`Encart\n${Array.from({ length: 5000 }, (_, i) => `${n}-${i}`).join('\n')}`)
    expect(counter.boilerplate().lines).toEqual(['encart'])
  })
})

describe('proposedExclusions', () => {
  it('gives whole lines, neighbours joined, and never the title or a header field', () => {
    const text = `Publicité\n\n${body(1)}\n\nLAISSER UN COMMENTAIRE\n\nS'il vous plaît entrez votre nom ici\n${body(2)}\nTweet`
    expect(covered(text)).toEqual([
      ['furniture', 'Publicité'],
      ['furniture', `LAISSER UN COMMENTAIRE\n\nS'il vous plaît entrez votre nom ici`],
      ['furniture', 'Tweet'],
    ])
    const rules = { ...NO_BOILERPLATE, lines: ['le port rouvre', 'encart'] }
    expect(covered(`Le port rouvre\n\nEncart\n${body(1)}`, rules)).toEqual([['boilerplate', 'Encart']])
  })

  it('does as a person overruled', () => {
    const text = `Titre\n\n${body(1)}\nPartager\nEncart`
    expect(covered(text, { ...NO_BOILERPLATE, lines: ['encart'], kept: ['encart'] })).toEqual([
      ['furniture', 'Partager'],
    ])
    expect(covered(text, { ...NO_BOILERPLATE, lines: ['encart'], furniture: false })).toEqual([
      ['boilerplate', 'Encart'],
    ])
    expect(covered('')).toEqual([])
  })
})

it('keeps a caption that names somebody, and leaves out one that only asks to click', () => {
  const text =
    'Un titre\n\nCliquez sur la photo pour écouter la juriste Awa Tardieu.\n\nCliquez sur l’image pour l’agrandir\n'
  expect(covered(text, NO_BOILERPLATE)).toEqual([['furniture', 'Cliquez sur l’image pour l’agrandir']])
})
