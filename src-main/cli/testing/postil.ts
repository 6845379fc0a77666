import { run } from '../run.ts'

/** Runs the command in this process. */
export async function postil(argv: readonly string[], stdin: string | Uint8Array = '') {
  const out: (string | Uint8Array)[] = []
  const err: (string | Uint8Array)[] = []
  const keep = (into: typeof out) => ({ write: (text: string | Uint8Array) => into.push(text) > 0 })
  const source = (async function* () {
    yield await Promise.resolve(Buffer.from(stdin))
  })()
  const status = await run(argv, { stdin: source, stdout: keep(out), stderr: keep(err), version: '9.9.9' })
  const text = (parts: typeof out) => parts.map((part) => Buffer.from(part).toString('utf8')).join('')
  return { status, out: text(out), err: text(err) }
}
