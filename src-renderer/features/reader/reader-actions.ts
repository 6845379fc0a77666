import type { Action, ActionGroup } from '../../ui/action.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'
import type { Step, Unit } from './caret.svelte.ts'
import type { ReaderController } from './reader-controller.svelte.ts'

type Deed = readonly [id: string, group: ActionGroup, keys: readonly string[], run: () => void, when?: () => boolean]

/** What a reader can ask of the shell. */
export interface Outward {
  readonly onConcordance: (query: { readonly text: string; readonly label: string }) => void
  readonly onGuideline: (label: string) => void
  readonly onInspect: () => void
  readonly onNote: () => void
  readonly onSearch: () => void
  readonly onPanel: () => void
  readonly onPrint: (as: 'paper' | 'pdf') => void
}

/** What can be done with each label. */
type LabelDeed = 'tag' | 'tag-all' | 'concordance' | 'guideline' | 'arm'

/** All that can be done in the text, as data, in the order in which keys are tried. */
export function readerActions(reader: ReaderController, outward: Outward): readonly Action[] {
  return [
    ...labelActions(reader, outward),
    ...textActions(reader, outward),
    ...caretActions(reader),
    ...documentActions(outward),
  ]
}

function labelActions(reader: ReaderController, outward: Outward): Action[] {
  const writable = () => !reader.document.readOnly
  return reader.labels.flatMap((label, index): Action[] => {
    const params = { label: reader.nameOf(label.id) }
    const key = label.key.toUpperCase()
    const made = (name: LabelDeed, keys: string, run: () => void): Action => ({
      id: `reader.${name}.${label.id}`,
      title: `reader.action.${name}`,
      params,
      group: 'tag',
      ...(name === 'tag' ? {} : { family: { title: `reader.family.${name}`, entry: params.label } }),
      keys: [keys],
      when: writable,
      run,
    })
    return [
      made('tag', key, () => reader.applyLabel(label.id)),
      made('tag-all', `Shift+${key}`, () => reader.applyLabelToAll(label.id)),
      made('concordance', `Ctrl+Shift+${key}`, () => {
        outward.onConcordance({ text: reader.meantText(), label: label.id })
      }),
      made('guideline', `Alt+${key}`, () => outward.onGuideline(label.id)),
      ...(index < 9 ? [made('arm', String(index + 1), () => reader.toggleArmed(label.id))] : []),
    ]
  })
}

function textActions(reader: ReaderController, outward: Outward): Action[] {
  const { proposals, linking } = reader
  const tagged = () => reader.hand.span !== null
  const proposed = () => proposals.current !== null
  const staying = () => !reader.leaving
  const nudge = (edge: 'start' | 'end', unit: 'word' | 'character', side: -1 | 1) => () =>
    reader.hand.nudge(edge, unit, reader.caret.towards(side))
  return actions([
    ['remove', 'tag', ['Delete', 'Backspace'], () => reader.tagging.remove()],
    ['remove-all', 'tag', ['Shift+Delete'], () => reader.tagging.remove(true)],
    ['next-candidate', 'go', ['Tab'], () => void proposals.go(1), staying],
    ['previous-candidate', 'go', ['Shift+Tab'], () => void proposals.go(-1), staying],
    ['accept', 'tag', ['Y'], () => proposals.accept(), proposed],
    ['accept-all', 'tag', ['Shift+Y'], () => proposals.acceptAll(), proposed],
    ['reject', 'tag', ['N'], () => proposals.reject(), proposed],
    ['reject-all', 'tag', ['Shift+N'], () => proposals.reject(true), proposed],
    ['link-elsewhere', 'tag', ['Enter'], () => linking.goAway(), () => linking.active && !linking.types.length],
    ['commit-offer', 'tag', ['Enter'], () => proposals.commitOffer(), () => proposals.offer !== null],
    ['inspect', 'tag', ['Enter'], outward.onInspect, () => tagged() && !linking.active],
    ['note', 'tag', ['N'], outward.onNote, () => tagged() && !proposed()],
    ['relate', 'tag', ['R'], () => linking.start()],
    ['follow', 'go', ['F'], () => linking.follow(), () => linking.ofSelected.length > 0],
    [
      'piece-on',
      'tag',
      ['Ctrl+Shift+ArrowRight'],
      () => reader.hand.growPiece(reader.caret.towards(1)),
      () => reader.hand.canAddPiece,
    ],
    [
      'piece-back',
      'tag',
      ['Ctrl+Shift+ArrowLeft'],
      () => reader.hand.growPiece(reader.caret.towards(-1)),
      () => reader.hand.canAddPiece,
    ],
    ['exclude', 'tag', ['X'], () => reader.leftOut.toggle(), () => !reader.document.readOnly],
    ['fold', 'view', ['Shift+X'], () => reader.leftOut.toggleFolds(), () => reader.document.excluded.length > 0],
    ['next-here', 'tag', ['Space'], () => void reader.hand.cycleAt(reader.caret.offset)],
    ['clear', 'tag', ['Escape'], () => reader.clear()],
    ['end-later', 'tag', ['Alt+ArrowRight'], nudge('end', 'word', 1), tagged],
    ['end-earlier', 'tag', ['Alt+ArrowLeft'], nudge('end', 'word', -1), tagged],
    ['start-later', 'tag', ['Alt+Shift+ArrowRight'], nudge('start', 'word', 1), tagged],
    ['start-earlier', 'tag', ['Alt+Shift+ArrowLeft'], nudge('start', 'word', -1), tagged],
    ['end-later-character', 'tag', ['Ctrl+Alt+ArrowRight'], nudge('end', 'character', 1), tagged],
    ['end-earlier-character', 'tag', ['Ctrl+Alt+ArrowLeft'], nudge('end', 'character', -1), tagged],
    ['start-later-character', 'tag', ['Ctrl+Alt+Shift+ArrowRight'], nudge('start', 'character', 1), tagged],
    ['start-earlier-character', 'tag', ['Ctrl+Alt+Shift+ArrowLeft'], nudge('start', 'character', -1), tagged],
    ['next-tag', 'go', ['Ctrl+ArrowDown'], () => reader.hand.pickNeighbour(1)],
    ['previous-tag', 'go', ['Ctrl+ArrowUp'], () => reader.hand.pickNeighbour(-1)],
  ])
}

function caretActions(reader: ReaderController): Action[] {
  const moves = [
    ['word', 'ArrowLeft', 'ArrowRight'],
    ['character', 'Ctrl+ArrowLeft', 'Ctrl+ArrowRight'],
    ['line', 'ArrowUp', 'ArrowDown'],
    ['line-edge', 'Home', 'End'],
    ['page', 'PageUp', 'PageDown'],
    ['text', 'Ctrl+Home', 'Ctrl+End'],
  ] as const
  const step = (unit: Unit, side: Step) => (unit === 'word' || unit === 'character' ? reader.caret.towards(side) : side)
  const made = moves.flatMap(([unit, back, on]): Deed[] => [
    [`caret-${unit}-back`, 'go', [back], () => reader.caret.move(unit, step(unit, -1))],
    [`caret-${unit}-on`, 'go', [on], () => reader.caret.move(unit, step(unit, 1))],
    [`extend-${unit}-back`, 'go', [withShift(back)], () => reader.caret.move(unit, step(unit, -1), true)],
    [`extend-${unit}-on`, 'go', [withShift(on)], () => reader.caret.move(unit, step(unit, 1), true)],
  ])
  return actions([...made, ['select-all', 'edit', ['Ctrl+A'], () => reader.caret.selectAll()]])
}

function documentActions(outward: Outward): Action[] {
  return actions([
    ['search', 'go', ['Ctrl+F'], outward.onSearch],
    ['panel', 'view', ['Ctrl+I'], outward.onPanel],
    ['print', 'file', [], () => outward.onPrint('paper')],
    ['save-pdf', 'file', [], () => outward.onPrint('pdf')],
  ])
}

function actions(deeds: readonly Deed[]): Action[] {
  return deeds.map(([id, group, keys, run, when = always]) => ({
    id: `reader.${id}`,
    title: `reader.action.${id}` as MessageKey,
    group,
    ...familyOf(id),
    keys,
    when,
    run,
  }))
}

/** In the menu the many steps of the caret and of a tag’s edges stand together, under their whole names. */
function familyOf(id: string): Pick<Action, 'family'> {
  const family = FAMILIES.find(({ begins }) => begins.test(id))
  return family ? { family: { title: family.title } } : {}
}

const FAMILIES = [
  { begins: /^caret-/, title: 'reader.family.caret' },
  { begins: /^extend-/, title: 'reader.family.extend' },
  { begins: /^(start|end)-/, title: 'reader.family.edges' },
] as const

function always(): boolean {
  return true
}

function withShift(keys: string): string {
  return keys.startsWith('Ctrl+') ? `Ctrl+Shift+${keys.slice('Ctrl+'.length)}` : `Shift+${keys}`
}
