import { describe, expect, it } from 'vitest'
import { AgreementChoices } from './agreement-choices.svelte.ts'

const people = (...names: readonly string[]) => names.map((name) => ({ name, gold: name === 'gold' }))

function project(kept: Record<string, unknown> = {}) {
  const settings = {
    get: (key: string) => kept[key],
    set: (key: string, value: unknown) => {
      kept[key] = JSON.parse(JSON.stringify(value))
      return Promise.resolve()
    },
  }
  return { kept, open: () => new AgreementChoices(settings) }
}

describe('what is compared and looked at', () => {
  it('is remembered with the project', () => {
    const { open } = project()
    const first = open()
    first.toggleMeasure('fleiss-kappa')
    first.change({ measure: 'u-alpha', filter: '2022', inProgress: true, periodKind: 'annotated', agreedToo: true })
    first.change({ gamma: { precision: 0.05, mostDocuments: 50 } })
    first.choosePeople(people('karim', 'lea', 'gold'), ['karim', 'gold'])
    const again = open()
    expect([again.measure, again.filter, again.inProgress, again.periodKind, again.agreedToo, again.gamma]).toEqual([
      ...['u-alpha', '2022', true, 'annotated', true],
      { precision: 0.05, mostDocuments: 50 },
    ])
    expect([again.measures.has('fleiss-kappa'), again.measures.has('f1-strict')]).toEqual([false, true])
    expect(again.chosen(people('karim', 'lea', 'gold'))).toEqual(['gold', 'karim'])
  })

  it('takes in who comes later, but not gold, and forgets who has gone', () => {
    const { open } = project()
    open().choosePeople(people('karim', 'lea'), ['karim'])
    expect(open().chosen(people('lea', 'noor', 'gold'))).toEqual(['noor'])
  })

  it('is at its beginning where nothing, or nothing that is understood, was kept', () => {
    for (const kept of [{}, { agreement: { measure: 'fame' } }, { agreement: 7 }]) {
      const choices = project(kept).open()
      expect([choices.measure, choices.chosen(people('karim')), choices.measures.size]).toEqual(['f1-strict', null, 14])
    }
  })

  it('waits to be asked for γ again', () => {
    const { open } = project()
    const choices = open()
    choices.toggleMeasure('gamma')
    choices.change({ measure: 'gamma' })
    expect([open().measures.has('gamma'), open().measure]).toEqual([false, 'f1-strict'])
  })

  it('looks at another measure when the one that was looked at is no longer wanted', () => {
    const choices = project().open()
    choices.toggleMeasure('f1-strict')
    expect(choices.measure).toBe('f1-exact')
  })
})
