import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import type { Change } from '../store/commit.ts'
import type { CommitResult } from '../store/project-store.ts'
import { span } from '../store/testing/store-bench.ts'
import { Saver } from './saver.svelte.ts'

let frames: (() => void)[] = []

/** Paints what waits for a frame; answers when whoever waited has gone on. */
async function paint(): Promise<void> {
  const [next] = frames.splice(0, 1)
  next?.()
  await new Promise((resolve) => setTimeout(resolve, 10))
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
})
afterEach(() => vi.unstubAllGlobals())

function change(action: string): Change {
  return { edit: NOTHING, at: 1, by: 'amina', action, kind: 'do', of: null }
}

/** A change that takes a while to write. */
function heavy(action: string): Change {
  const removed = Array.from({ length: 21 }, (_, i) => span('a.txt', 'amina', `s${i}`, [i, i + 1]))
  return { ...change(action), edit: { ...NOTHING, removed } }
}

it('writes a light change at once: the frame that shows it is made meanwhile', async () => {
  const written: string[] = []
  const saver = new Saver(({ action }) => {
    written.push(action)
    return Promise.resolve({ ok: true, seq: written.length })
  })
  saver.enqueue(change('first'))
  expect(saver.saved).toBe(false)
  await saver.idle()
  expect(written).toEqual(['first'])
  expect(frames).toEqual([])
})

it('writes each heavy change after the frame that shows it, in the order of the changes', async () => {
  const written: string[] = []
  const saver = new Saver(({ action }) => {
    written.push(action)
    return Promise.resolve({ ok: true, seq: written.length })
  })
  saver.enqueue(heavy('first'))
  saver.enqueue(heavy('second'))
  await Promise.resolve()
  expect(written).toEqual([])
  await paint()
  expect(written).toEqual(['first'])
  await paint()
  expect(written).toEqual(['first', 'second'])
  expect(saver.saved).toBe(true)
})

it('keeps what the writer could not write, and all after it, until it is tried again', async () => {
  const written: string[] = []
  let writer: CommitResult = { ok: false, problem: { code: 'closed' } }
  const saver = new Saver(({ action }) => {
    if (writer.ok) written.push(action)
    return Promise.resolve(writer)
  })
  saver.enqueue(change('first'))
  saver.enqueue(change('second'))
  await paint()
  await paint()
  expect(saver.failure?.change.action).toBe('first')
  expect(saver.saved).toBe(false)
  writer = { ok: true, seq: 1 }
  await saver.retry()
  expect(written).toEqual(['first', 'second'])
  expect(saver.saved).toBe(true)
})
