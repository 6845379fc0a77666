import { describe, expect, test } from 'vitest'
import { Checker } from '../../src-core/formats/check.ts'
import { PHRASE_CODES } from '../../src-core/formats/phrase.ts'
import type { Problem } from '../../src-core/formats/problem.ts'
import { formatById, readFiles } from '../../src-core/formats/registry.ts'
import { LOSS_KINDS } from '../../src-core/formats/losses.ts'
import { catalogue } from './catalogue.ts'
import { I18n } from './i18n.svelte.ts'
import { problemSentence } from './problem-sentence.ts'

const [english, french] = [new I18n('en'), new I18n('fr')]

/** What is the same in both languages: names of the formats' own, and marks. */
const SAME = new Set(['in', 'position-selector', 'brat-relation'])

describe('in French, what is wrong with a dataset', () => {
  test('has no phrase that is left in English', () => {
    const left = PHRASE_CODES.filter((code) => french.t(`phrase.${code}`) === english.t(`phrase.${code}`))
    expect(left.filter((code) => !SAME.has(code))).toEqual([])
  })

  test.each([
    ['doccano', 'a.jsonl', '{"text":5,"label":[]}', 'Trouvé\u00a0: 5. Attendu\u00a0: une chaîne.'],
    ['doccano', 'a.jsonl', '{"text":"x","label":{}}', 'Trouvé\u00a0: un objet. Attendu\u00a0: une liste.'],
    [
      'doccano',
      'a.jsonl',
      '{"text":',
      'Ce n’est pas du JSON (il finit trop tôt). Écrivez ici une valeur JSON complète.',
    ],
    [
      'doccano',
      'a.jsonl',
      '{"text":x}',
      'Ce n’est pas du JSON («\u00a0x\u00a0» inattendu). Écrivez ici une valeur JSON complète.',
    ],
    [
      'doccano',
      'a.jsonl',
      '{"text":"x","label":[[0,9,"A"]]}',
      '0 à 9 sort du texte, qui finit à 1. Comptez en points de code dans le texte tel qu’il est.',
    ],
    [
      'cas-xmi',
      'a.xmi',
      '<xmi:XMI xmlns:xmi="x">\n<a></b>',
      'Ce XML est mal formé (ligne 2, colonne 7). Réparez le balisage.',
    ],
    ['prodigy', 'a.jsonl', '{"text":"x","answer":"reject"}', 'Non lu\u00a0: une ligne dont la réponse est "reject".'],
    [
      'conllu',
      'a.conllu',
      'x\ty\n',
      'La ligne n’a pas la forme de ce format (2 colonnes). Attendu\u00a0: dix colonnes séparées par des tabulations, la première un nombre.',
    ],
    [
      'iob2',
      'a.iob2',
      'Bamako\tX-LOC\n',
      '"X-LOC" n’est pas permis. Attendu\u00a0: O, ou B-, I-, E-, S- et une étiquette.',
    ],
  ])('is told to the last word: %s %#', (id, name, text, expected) => {
    expect(problemsOf(id, name, text).map((problem) => problemSentence(french, problem))).toContain(expected)
  })
})

/** Where the codes of the core and of the main process meet their sentences. */
const FAMILIES = /^(problem|phrase|formats\.loss|doctor\.finding|host|refusal)\./

test('every code of a fault, a finding, a loss or a refusal has a sentence of its own in French', () => {
  const coded = Object.entries(catalogue).filter(([key]) => FAMILIES.test(key))
  const left = coded.filter(([, { en, fr }]) => JSON.stringify(en) === JSON.stringify(fr)).map(([key]) => key)
  expect(left.filter((key) => !SAME.has(key.replace(/^phrase\./, '')))).toEqual([])
  const codes = new Set(coded.map(([key]) => key))
  expect(LOSS_KINDS.filter((kind) => !codes.has(`formats.loss.${kind}`))).toEqual([])
  expect(coded.length).toBeGreaterThan(130)
})

function problemsOf(id: string, name: string, text: string): readonly Problem[] {
  const format = formatById(id)
  if (!format) throw new Error(`${id} is no format`)
  const check = new Checker()
  readFiles(format, [{ name, text }], check)
  return [...check.problems, ...check.notes]
}
