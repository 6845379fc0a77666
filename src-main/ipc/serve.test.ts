import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { RequestName, Requests, Result, Settings } from './contract.ts'
import { DROP_CHANNEL, REQUEST_CHANNEL, REQUEST_NAMES } from './names.ts'
import { ok } from './result.ts'
import { SCHEMAS } from './schemas.ts'
import { serve, serveChannel, type Handlers } from './serve.ts'

interface Sender {
  readonly ours: boolean
}
const OURS: Sender = { ours: true }
const STRANGER: Sender = { ours: false }

type Listener = (event: Sender, ...args: unknown[]) => Promise<unknown>

/** The wire with nothing at its other end: what the tests say on it is heard as a page would be. */
function wired(handlers: Partial<Handlers> = {}) {
  const channels = new Map<string, Listener>()
  const reports: unknown[] = []
  const service = {
    wire: { handle: (channel: string, listener: Listener) => void channels.set(channel, listener) },
    trusts: (event: Sender) => event.ours,
    report: (error: unknown) => void reports.push(error),
  }
  serve(service, { ...unreached(), ...handlers })
  serveChannel(service, DROP_CHANNEL, v.pipe(v.string(), v.minLength(1)), (path) => Promise.resolve(ok(path)))
  const say = (from: Sender, channel: string, ...args: unknown[]) =>
    channels.get(channel)?.(from, ...args) as Promise<Result<unknown>>
  return { say, reports }
}

/** Handlers that a test must not come to. */
function unreached(): Handlers {
  const refuse = (): never => {
    throw new Error('This must not run')
  }
  return Object.fromEntries(Object.keys(REQUEST_NAMES).map((name) => [name, refuse])) as Record<
    RequestName,
    () => never
  >
}

const SETTINGS = { language: 'fr' } as Settings

describe('a request', () => {
  it('is parsed, run and answered', async () => {
    const { say } = wired({ 'settings.set': (change) => ok({ ...SETTINGS, ...change }) })
    expect(await say(OURS, REQUEST_CHANNEL, 'settings.set', { theme: 'dark' })).toEqual({
      ok: true,
      value: { language: 'fr', theme: 'dark' },
    })
  })

  it('of a stranger is refused loudly, and nothing runs', async () => {
    const { say, reports } = wired()
    for (const channel of [REQUEST_CHANNEL, DROP_CHANNEL]) {
      expect(await say(STRANGER, channel, 'app.info', null)).toMatchObject({ ok: false, error: { code: 'untrusted' } })
    }
    expect(reports).toHaveLength(2)
  })

  it.each([['nope'], ['constructor'], ['__proto__'], [''], [null], [{}]])('named %j is refused', async (name) => {
    expect(await wired().say(OURS, REQUEST_CHANNEL, name, null)).toMatchObject({ error: { code: 'bad-request' } })
  })

  it('whose handler breaks is answered with a code, and the bug is logged', async () => {
    const { say, reports } = wired()
    expect(await say(OURS, REQUEST_CHANNEL, 'app.info', null)).toEqual({
      ok: false,
      error: { code: 'internal', params: {} },
    })
    expect(reports).toEqual([new Error('This must not run')])
  })

  it('for a drop needs a path', async () => {
    expect(await wired().say(OURS, DROP_CHANNEL, '')).toMatchObject({ error: { code: 'bad-request' } })
    expect(await wired().say(OURS, DROP_CHANNEL, '/x')).toEqual({ ok: true, value: '/x' })
  })
})

const columns = (length: number) => ({ bytes: new Float64Array(length), modifiedMs: new Float64Array(length) })
const good: { readonly [N in RequestName]?: Requests[N][0] } = {
  'app.info': null,
  'settings.set': {},
  'menu.set': [
    { type: 'menu', title: 'File', items: [{ type: 'menu', title: 'Deeper', items: [{ type: 'separator' }] }] },
    { type: 'action', id: 'a', title: 'A', enabled: true, accelerator: 'Ctrl+A', checked: false },
  ],
  'corpus.scan': { grant: 'g', scan: 's', known: { ids: '', ...columns(0) }, encoding: 'windows-1252' },
  'corpus.read': { grant: 'g', id: 'a.txt', encoding: null },
  'export.write': { job: 'j', file: 'data.jsonl', bytes: Buffer.from('{}\n') },
}
it.each(Object.entries(good))('%s accepts what it should', (name, argument) => {
  expect(v.is(SCHEMAS[name as RequestName], argument)).toBe(true)
})

const bad: readonly (readonly [RequestName, string, unknown])[] = [
  ['app.info', 'an argument where none belongs', {}],
  ['settings.set', 'a setting that nobody knows', { path: '/etc' }],
  ['settings.set', 'a value of the wrong kind', { theme: 'pink' }],
  ['settings.set', 'undefined, which is not the same as absent', { theme: undefined }],
  ['menu.set', 'a role that is not on the list', [{ type: 'role', role: 'forceReload', title: '' }]],
  [
    'corpus.scan',
    'columns of two lengths',
    { grant: 'g', scan: 's', known: { ids: '', ...columns(1), bytes: new Float64Array() } },
  ],
  ['corpus.scan', 'a known file without a size', { grant: 'g', scan: 's', known: [{ id: 'a', modifiedMs: 0 }] }],
  ['corpus.read', 'an encoding that nobody knows', { grant: 'g', id: 'a', encoding: 'klingon' }],
  ['corpus.read', 'a path beside the grant', { grant: 'g', id: 'a', encoding: null, path: '/etc/passwd' }],
  ['corpus.read-many', 'more than two hundred', { grant: 'g', ids: Array.from({ length: 201 }, () => 'a') }],
  ['export.begin', 'a target that is no token', { target: '', replace: true, grant: 'g' }],
  ['export.write', 'a file that leads away', { job: 'j', file: '../x', bytes: new Uint8Array() }],
  ['export.write', 'a message that would hold up everything', { job: 'j', file: 'x', bytes: new Uint8Array(17 << 20) }],
  ['folder.reveal', 'no object', 'g'],
]
it.each(bad)('%s refuses %s', (name, _why, argument) => {
  expect(v.is(SCHEMAS[name], argument)).toBe(false)
})
