import { expect, test } from 'vitest'
import { AgreementGatherer } from './card-agreement.ts'
import { entry, span } from './testing/samples.ts'

function gathered(...entries: readonly ReturnType<typeof entry>[]) {
  const gatherer = new AgreementGatherer()
  for (const each of entries) gatherer.add(each)
  const steps = gatherer.values()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

const TEXT = 'Awa vit à Gao.'
const [awa, gao] = [span('1', 'PER', [[0, 3]]), span('2', 'LOC', [[10, 13]])]
const by = (annotator: string, ...spans: readonly ReturnType<typeof span>[]) => entry('a', TEXT, spans, { annotator })

test('a dataset that one person tagged says nothing of agreement', () => {
  expect(gathered(by('amina', awa, gao))).toEqual({ agreement: [], note: null })
})

test('two who agree on one tag of two have an F1 of two thirds; gold is nobody', () => {
  const { agreement, note } = gathered(by('amina', awa, gao), by('gold', gao), by('karim', awa))
  expect(agreement.map(({ value }) => value?.toFixed(4))).toEqual(['0.6667', '0.6667', '0.6667'])
  expect(note).toContain('(documents: 1)')
})
