import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { families, likeness } from './near-duplicates.ts'

/** Words `w<n>` drawn by Tommy Ettinger's mulberry32. */
function prose(seed: number, words: number): string[] {
  let state = seed
  return Array.from({ length: words }, () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return `w${((t ^ (t >>> 14)) >>> 0) % 4000}`
  })
}

/** `words` with the share `part` of them, spread evenly, replaced. */
function rewritten(words: readonly string[], part: number, seed: number): string {
  const fresh = prose(seed, words.length)
  return words.map((word, i) => ((i * 7919) % 1000 < part * 1000 ? (fresh[i] ?? '') : word)).join(' ')
}

function jaccard(a: string, b: string, k: number): number {
  const shingles = (text: string) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    return new Set(words.slice(0, words.length - k + 1).map((_, i) => words.slice(i, i + k).join(' ')))
  }
  const [first, second] = [shingles(a), shingles(b)]
  const common = [...first].filter((shingle) => second.has(shingle)).length
  return common / (first.size + second.size - common)
}

describe('likeness', () => {
  it('estimates Jaccard’s index of the shingles within four standard errors', () => {
    for (const [seed, part] of [
      [1, 0],
      [2, 0.03],
      [3, 0.07],
      [4, 0.15],
      [5, 0.4],
      [6, 1],
    ] as const) {
      const words = prose(seed, 500)
      const [a, b] = [words.join(' '), rewritten(words, part, seed + 100)]
      const exact = jaccard(a, b, 3)
      expect(Math.abs(likeness(a, b) - exact)).toBeLessThan(0.02 + 4 * Math.sqrt((exact * (1 - exact)) / 128))
    }
  })

  it.each([
    [
      'case, punctuation and decomposed accents do not matter',
      'L’élue a dit : « Oui, nous partons »',
      "l'e\u0301lue A DIT oui nous, partons",
      1,
    ],
    ['texts shorter than a shingle', 'un deux', 'un deux', 1],
    ['nothing in common', 'un deux trois quatre', 'cinq six sept huit', 0],
    ['no word', '…', '…', 0],
  ])('%s', (_, a, b, expected) => expect(likeness(a, b)).toBe(expected))
})

describe('families', () => {
  const first = prose(11, 400)
  const second = prose(12, 400)
  const docs = [
    { id: 'b/agence', text: first.join(' ') },
    { id: 'a/journal', text: rewritten(first, 0.05, 21) },
    { id: 'c/site', text: `Les plus lus ${rewritten(first, 0.08, 22)}` },
    { id: 'd/autre', text: second.join(' ') },
    { id: 'e/copie', text: second.join(' ') },
    { id: 'f/seul', text: prose(13, 400).join(' ') },
    { id: 'g/vide', text: '' },
    { id: 'h/vide', text: '' },
  ]

  it('puts versions of one text together, others and texts without a word alone', () => {
    expect(families(docs)).toEqual([
      ['a/journal', 'b/agence', 'c/site'],
      ['d/autre', 'e/copie'],
      ['f/seul'],
      ['g/vide'],
      ['h/vide'],
    ])
  })

  it('depends on the texts and the seed alone, not on the order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(docs, { minLength: docs.length }), fc.nat(1000), (shuffled, seed) => {
        expect(families(shuffled, { seed })).toEqual(families(docs, { seed }))
      }),
      { seed: 41, numRuns: 30 },
    )
  })

  it('has every id exactly once', () => {
    const word = fc.constantFrom('le', 'port', 'grève', 'dit', '.')
    const texts = fc.array(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(texts, (all) => {
        const ids = all.map((_, i) => `d${String(i).padStart(2, '0')}`)
        expect(
          families(all.map((text, i) => ({ id: ids[i] ?? '', text })))
            .flat()
            .sort(),
        ).toEqual(ids)
      }),
      { seed: 42, numRuns: 200 },
    )
  })

  it('compares two thousand articles, half of them copies, in a moment', () => {
    const many = Array.from({ length: 1000 }, (_, i) => prose(i + 1000, 300).join(' '))
    const started = performance.now()
    const found = families(
      many.flatMap((text, i) => [
        { id: `a${i}`, text },
        { id: `b${i}`, text: `${text} fin` },
      ]),
    )
    expect(found).toHaveLength(1000)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
