import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { NOTHING } from '../../src-core/annotation/edit.ts'
import type { Change } from '../store/commit.ts'
import type { CommitResult } from '../store/project-store.ts'
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

it('writes each change after the frame that shows it, in the order of the changes', async () => {
  const written: string[] = []
  const saver = new Saver(({ action }) => {
    written.push(action)
    return Promise.resolve({ ok: true, seq: written.length })
  })
  saver.enqueue(change('first'))
  saver.enqueue(change('second'))
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
