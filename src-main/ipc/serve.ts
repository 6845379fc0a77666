import * as v from 'valibot'
import type { RequestName, Requests, Result } from './contract.ts'
import { REQUEST_CHANNEL } from './names.ts'
import { fail } from './result.ts'
import { SCHEMAS } from './schemas.ts'

type Answer<N extends RequestName> = Result<Requests[N][1]>

/** What answers each request. A request without an answer does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (argument: Requests[N][0]) => Answer<N> | Promise<Answer<N>>
}

/** As much of Electron's `ipcMain` as is used. */
interface Wire<Event> {
  handle(channel: string, listener: (event: Event, ...args: unknown[]) => Promise<unknown>): void
}

export interface Service<Event> {
  readonly wire: Wire<Event>
  /** Whether a message comes from our own page, and from nothing inside it. */
  readonly trusts: (event: Event) => boolean
  /** A bug, for the log. */
  readonly report: (error: unknown) => void
}

/** Answers the renderer's requests: trust, then parse, then run. What is wrong is answered, never thrown across. */
export function serve<Event>({ wire, trusts, report }: Service<Event>, handlers: Handlers): void {
  wire.handle(REQUEST_CHANNEL, async (event, name, argument) => {
    if (!trusts(event)) return refuseStranger(report, REQUEST_CHANNEL)
    if (!isRequest(name)) return fail('bad-request', { request: String(name).slice(0, 100) })
    return guarded(report, () => answer(handlers, name, argument))
  })
}

/** Answers a channel of its own by the same rules. */
export function serveChannel<Event, T>(
  { wire, trusts, report }: Service<Event>,
  channel: string,
  schema: v.GenericSchema<unknown, T>,
  handler: (argument: T) => Promise<Result<unknown>>,
): void {
  wire.handle(channel, async (event, argument) => {
    if (!trusts(event)) return refuseStranger(report, channel)
    const parsed = v.safeParse(schema, argument)
    return parsed.success ? guarded(report, () => handler(parsed.output)) : fail('bad-request', { request: channel })
  })
}

async function answer<N extends RequestName>(handlers: Handlers, name: N, argument: unknown): Promise<Answer<N>> {
  const parsed = v.safeParse(SCHEMAS[name], argument)
  if (parsed.success) return handlers[name](parsed.output)
  return fail('bad-request', { request: name, where: v.getDotPath(parsed.issues[0]) ?? '' })
}

async function guarded<T>(report: (error: unknown) => void, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    report(error)
    return fail('internal')
  }
}

function refuseStranger(report: (error: unknown) => void, channel: string): Result<never> {
  report(new Error(`A stranger spoke on ${channel}`))
  return fail('untrusted')
}

function isRequest(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(SCHEMAS, name)
}
