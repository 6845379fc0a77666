import { parentPort } from 'node:worker_threads'
import { errorCode } from '../files/error-code.ts'
import type { Order, Report } from './pool.ts'
import type { TaskName, TaskTable } from './tasks.ts'

/** Carries out what a pool orders, as far as this thread knows the tasks. @throws outside of a worker thread. */
export function serveTasks<Known extends TaskName>(tasks: Pick<TaskTable, Known>): void {
  if (!parentPort) throw new Error('This module runs in a worker thread')
  const port = parentPort
  port.on('message', (order: Order<Known>) => void carryOut(order.name, order))

  async function carryOut<N extends Known>(name: N, { argument, stop }: Order<N>): Promise<void> {
    const say = (report: Report<N>): void => port.postMessage(report)
    try {
      const answer = await tasks[name](argument, {
        tell: (part) => say({ kind: 'part', part }),
        stopped: () => Atomics.load(stop, 0) === 1,
      })
      say({ kind: 'answer', answer })
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      say({ kind: 'error', message, stack, code: errorCode(error) ?? null })
    }
  }
}
