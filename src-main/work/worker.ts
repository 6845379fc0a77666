import { parentPort } from 'node:worker_threads'
import { errorCode } from '../files/errors.ts'
import type { Order, Report } from './pool.ts'
import { TASKS, type TaskName } from './tasks.ts'

if (!parentPort) throw new Error('This module runs in a worker thread')
const port = parentPort

port.on('message', (order: Order<TaskName>) => void carryOut(order.name, order))

async function carryOut<N extends TaskName>(name: N, { argument, stop }: Order<N>): Promise<void> {
  const say = (report: Report<N>): void => port.postMessage(report)
  try {
    const answer = await TASKS[name](argument, {
      tell: (part) => say({ kind: 'part', part }),
      stopped: () => Atomics.load(stop, 0) === 1,
    })
    say({ kind: 'answer', answer })
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'error', message, stack, code: errorCode(error) ?? null })
  }
}
