import { describe, expect, test } from 'vitest'
import type { DocumentState } from '../../../src-core/annotation/records.ts'
import type { ExportOptions } from '../../session/export-options.ts'
import type { ExportOutcome } from '../../session/export-outcome.ts'
import type { Weighing } from '../../session/export-weighing.ts'
import { LossGatherer } from '../../../src-core/formats/losses.ts'
import { FORMATS } from '../../../src-core/formats/registry.ts'
import { ExportController } from './export-controller.svelte.ts'
import type { ExportPlace, ExportPort } from './types.ts'

const states = (change: Partial<Record<DocumentState, number>>): Record<DocumentState, number> => ({
  untouched: 0,
  in_progress: 0,
  done: 0,
  reviewed: 0,
  adjudicated: 0,
  ...change,
})
const AMINA = { id: 'a', name: 'Amina', states: states({ untouched: 5, done: 3 }) }
const KARIM = { id: 'k', name: 'Karim', states: states({ in_progress: 2, done: 1 }) }
const LABELS = [
  { id: 'p', name: 'Person' },
  { id: 'd', name: 'Date' },
]
const DONE: ExportOutcome = {
  kind: 'done',
  report: { files: [], documents: 3, spans: 9, provedAgainstFiles: 9, location: '/d/press' },
}

const WHOLE: Weighing = { report: new LossGatherer().report('iob2', 'longest'), refused: 0 }

function lossy(): Weighing {
  const gatherer = new LossGatherer()
  gatherer.add(1, [
    { kind: 'note', document: 'a', annotator: 'Amina', span: 's', label: 'Claim', text: 'five', detail: '' },
  ])
  return { report: gatherer.report('iob2', 'longest'), refused: 0 }
}

interface Desk {
  place: ExportPlace | null
  outcome: ExportOutcome | ((run: Parameters<ExportPort['run']>[1]) => Promise<ExportOutcome>)
  readonly asked: string[]
  weighing: Weighing
  readonly ran: { readonly choice: ExportOptions; readonly replace: boolean }[]
}

function open(annotators = [AMINA, KARIM], folder = 'press') {
  const desk: Desk = {
    place: { target: 't', location: '/d/press', exists: false },
    outcome: DONE,
    asked: [],
    weighing: WHOLE,
    ran: [],
  }
  const port: ExportPort = {
    choose: (name) => {
      desk.asked.push(name)
      return Promise.resolve(desk.place)
    },
    shown: () => new Set(['a.txt']),
    preview: (choice) => {
      const chosen = annotators.filter(({ id }) => choice.annotators.includes(id))
      const lines = chosen.reduce((sum, each) => sum + choice.states.reduce((n, state) => n + each.states[state], 0), 0)
      return { documents: lines, lines, spans: 0, undecided: 0 }
    },
    run: (choice, run) => {
      desk.ran.push({ choice, replace: run.replace })
      return typeof desk.outcome === 'function' ? desk.outcome(run) : Promise.resolve(desk.outcome)
    },
    formats: () => Promise.resolve(FORMATS),
    weigh: () => Promise.resolve(desk.weighing),
    reveal: () => undefined,
  }
  return {
    desk,
    controller: new ExportController(port, () => ({ annotators, labels: LABELS, folder, hidden: 0, reading: false })),
  }
}

describe('what is chosen to begin with', () => {
  test('what is finished, of everybody, under the folder’s name', () => {
    const { controller } = open()
    expect(controller.choice).toEqual({
      states: ['done', 'reviewed', 'adjudicated'],
      annotators: ['a', 'k'],
      unit: 'codepoint',
      withText: true,
      format: 'postil',
      overlaps: 'longest',
      provenance: true,
      suggestions: true,
      pseudonyms: false,
      ...{ best: false, documents: null, labels: null, from: null, to: null, excluded: true, separator: ',' },
      splits: null,
    })
    expect(controller.name).toBe('press')
  })

  test('what was begun, when nothing is finished: an export is never empty for a reason one cannot see', () => {
    const { controller } = open([{ ...AMINA, states: states({ in_progress: 2 }) }])
    expect(controller.choice.states).toContain('in_progress')
    expect(controller.preview.lines).toBe(2)
  })

  test('a folder’s name that no dataset can have is made fit', () => {
    expect(open([AMINA], 'what: now').controller.name).toBe('what- now')
  })
})

test('documents of a state are counted over the annotators that are chosen', () => {
  const { controller } = open()
  expect(controller.stateCounts.get('done')).toBe(4)
  controller.toggleAnnotator('k')
  expect(controller.stateCounts.get('done')).toBe(3)
})

describe('start', () => {
  test('asks for a place first, then writes the choice and shows the summary', async () => {
    const { desk, controller } = open()
    controller.rename('  my set ')
    await controller.start()
    expect(desk.asked).toEqual(['my set'])
    expect(desk.ran).toHaveLength(1)
    expect(controller.stage).toEqual({ kind: 'ended', outcome: DONE })
  })

  test('does nothing when the person thought better of the place', async () => {
    const { desk, controller } = open()
    desk.place = null
    await controller.start()
    expect(desk.ran).toEqual([])
    expect(controller.stage.kind).toBe('choosing')
  })

  test('never writes over something without the person’s word', async () => {
    const { desk, controller } = open()
    desk.place = { target: 't', location: '/d/press', exists: true }
    await controller.start()
    expect([desk.ran.length, controller.canStart]).toEqual([0, false])
    controller.replace = true
    await controller.start()
    expect(desk.ran.map(({ replace }) => replace)).toEqual([true])
  })

  test('forgets that word with the place it was given for', async () => {
    const { desk, controller } = open()
    desk.place = { target: 't', location: '/d/press', exists: true }
    await controller.choosePlace()
    controller.replace = true
    controller.rename('other')
    expect([controller.replace, controller.place]).toEqual([false, null])
    await controller.choosePlace()
    expect(controller.replace).toBe(false)
  })

  test.each([
    [
      'nothing fits the choice',
      (controller: ExportController) => controller.annotators.forEach(({ id }) => controller.toggleAnnotator(id)),
    ],
    ['the name is no folder’s', (controller: ExportController) => controller.rename('a/b')],
  ])('is not offered when %s', (_, spoil) => {
    const { controller } = open()
    spoil(controller)
    expect(controller.canStart).toBe(false)
  })
})

describe('while it runs', () => {
  test('phases and counts are shown as they come', async () => {
    const { desk, controller } = open()
    const seen: unknown[] = []
    desk.outcome = ({ progress }) => {
      seen.push(controller.stage)
      progress(1, 3)
      seen.push(controller.stage)
      progress(2, 9, 'proving')
      seen.push(controller.stage)
      return Promise.resolve(DONE)
    }
    await controller.start()
    expect(seen).toEqual([
      { kind: 'running', phase: 'preparing', done: 0, total: 0 },
      { kind: 'running', phase: 'writing', done: 1, total: 3 },
      { kind: 'running', phase: 'proving', done: 2, total: 9 },
    ])
  })

  test('cancelling aborts, and leads back to the choices as they stood', async () => {
    const { desk, controller } = open()
    controller.toggleState('in_progress')
    desk.outcome = ({ signal, progress }) => {
      controller.cancel()
      progress(1, 3)
      expect([signal.aborted, controller.stage.kind]).toEqual([true, 'cancelling'])
      return Promise.resolve({ kind: 'cancelled' })
    }
    await controller.start()
    expect(controller.stage.kind).toBe('choosing')
    expect(controller.choice.states).toContain('in_progress')
  })

  test('a second run can be cancelled as well', async () => {
    const { desk, controller } = open()
    const aborted: boolean[] = []
    desk.outcome = ({ signal }) => {
      aborted.push(signal.aborted)
      controller.cancel()
      return Promise.resolve({ kind: 'cancelled' })
    }
    await controller.start()
    await controller.start()
    expect(aborted).toEqual([false, false])
  })
})

test('when something came to stand there meanwhile, the question is put', async () => {
  const { desk, controller } = open()
  desk.outcome = { kind: 'failed', error: { code: 'exists', params: {} }, document: null }
  await controller.start()
  controller.back()
  expect(controller.place?.exists).toBe(true)
  expect(controller.canStart).toBe(false)
})

test('documents in progress that are left out are counted, of the annotators chosen, until their state is ticked', () => {
  const { controller } = open()
  expect(controller.leftOut).toBe(2)
  controller.toggleAnnotator('k')
  expect(controller.leftOut).toBe(0)
  controller.toggleAnnotator('k')
  controller.toggleState('in_progress')
  expect(controller.leftOut).toBe(0)
})

describe('another format', () => {
  test('is written at once when it holds everything', async () => {
    const { desk, controller } = open()
    controller.format = 'iob2'
    await controller.start()
    expect(desk.ran.map(({ choice }) => choice.format)).toEqual(['iob2'])
  })

  test('what it loses is shown before anything is written, and written only on the person’s word', async () => {
    const { desk, controller } = open()
    desk.weighing = lossy()
    controller.format = 'iob2'
    await controller.start()
    expect([controller.stage.kind, desk.ran.length]).toEqual(['losses', 0])
    await controller.confirm()
    expect([controller.stage.kind, desk.ran.length]).toEqual(['ended', 1])
  })

  test('writes nothing when overlaps are to fail', async () => {
    const { desk, controller } = open()
    desk.weighing = { ...lossy(), refused: 3 }
    controller.format = 'iob2'
    await controller.start()
    expect([controller.stage, desk.ran]).toEqual([{ kind: 'ended', outcome: { kind: 'refused', spans: 3 } }, []])
  })

  test('needs the text: leaving it out is Postil’s own', () => {
    const { controller } = open()
    controller.withText = false
    controller.format = 'doccano'
    expect(controller.choice.withText).toBe(true)
  })
})

describe('parts', () => {
  test('come with a usual ratio', () => {
    const { controller } = open()
    controller.splits = 'three'
    expect(controller.choice.splits).toEqual({ shares: [80, 10, 10], seed: 1, byFamily: true })
  })

  test('are not offered with a ratio or a seed that says nothing', () => {
    const { controller } = open()
    controller.splits = 'two'
    controller.ratio = '80'
    expect(controller.canStart).toBe(false)
    controller.ratio = '80,20'
    controller.seed = 'x'
    expect(controller.canStart).toBe(false)
  })
})

describe('what is narrowed', () => {
  test('nothing, unless somebody says so', () => {
    const { controller } = open()
    expect(controller.choice).toMatchObject({ labels: null, documents: null, from: null, to: null, excluded: true })
  })

  test('to some labels, a period, and what the list shows', () => {
    const { controller } = open()
    controller.toggleLabel('d')
    controller.from = ' 2021-12 '
    controller.to = '2022'
    controller.onlyShown = true
    const documents = new Set(['a.txt'])
    expect(controller.choice).toMatchObject({ labels: new Set(['p']), documents, from: '2021-12', to: '2022' })
  })

  test('not to a date that is none, which stops the export', () => {
    const { controller } = open()
    controller.from = 'décembre'
    expect([controller.fromFault, controller.canStart, controller.choice.from]).toEqual([true, false, null])
  })
})
