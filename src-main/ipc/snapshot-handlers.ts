import { dialog } from 'electron'
import { realpath } from 'node:fs/promises'
import { attempt } from '../files/errors.ts'
import type { Host } from '../host.ts'
import type { GrantId, Result } from './contract.ts'
import { ok } from './result.ts'
import type { Handlers } from './serve.ts'

/** Snapshots of projects, what they were changed by since, and what is expected of each. The page knows the second place by what it may show of it only. */
export function snapshotHandlers(host: Host) {
  const { snapshots, changes, expectations } = host
  return {
    'snapshot.begin': ({ project }) => snapshots.begin(project),
    'snapshot.write': ({ job, bytes }) => snapshots.write(job, bytes),
    'snapshot.finish': async ({ job, project, ...name }) => {
      const finished = await snapshots.finish(job, name, corpusOf(host, project))
      if (finished.ok) await changes.seal(project, await heldTo(host, project))
      return finished
    },
    'snapshot.abort': async ({ job }) => {
      await snapshots.abort(job)
      return ok(null)
    },
    'snapshot.list': async ({ project }) => {
      const listed = await snapshots.list(project)
      return listed.ok ? ok({ ...listed.value, second: snapshots.second }) : listed
    },
    'snapshot.read': ({ project, snapshot, offset }) => snapshots.read(project, snapshot, offset),
    'snapshot.second-folder': ({ project, choice }) =>
      choice === 'pick' ? pickSecond(host, project) : clearSecond(host),
    'changes.add': ({ project, seq, line }) => changes.append(project, seq, line),
    'changes.read': ({ project }) => changes.read(project),
    'project.expectation': async ({ project }) => ok(await expectations.get(project)),
    'project.expect': ({ project, spans }) =>
      attempt<Result<null>>('write', async () => {
        await expectations.set(project, spans)
        return ok(null)
      }),
    'storage.set-aside': () =>
      attempt<Result<{ location: string }>>('write', async () => ok({ location: await host.setStorageAside() })),
  } satisfies Partial<Handlers>
}

/** Back to that snapshot each newer one may be bad, and changes are still kept. */
const SPARE = 2

async function heldTo({ snapshots }: Host, project: GrantId): Promise<number> {
  const listed = await snapshots.list(project)
  const own = listed.ok ? listed.value.snapshots.filter(({ place }) => place === 'own') : []
  return own[SPARE]?.seq ?? 0
}

/** Null when the folder was forgotten; then nothing can lie inside it. */
function corpusOf({ grants }: Host, project: GrantId): string | null {
  const corpus = grants.locate(project)
  return corpus.ok ? corpus.value : null
}

async function pickSecond(host: Host, project: GrantId): Promise<Result<{ location: string } | null>> {
  const words = host.words()
  const { canceled, filePaths } = await dialog.showOpenDialog(host.window(), {
    title: words.chooseSecond,
    buttonLabel: words.chooseSecondButton,
    properties: ['openDirectory', 'createDirectory'],
  })
  const [path] = filePaths
  if (canceled || path === undefined) return ok(null)
  return attempt<Result<{ location: string } | null>>('write', async () => {
    const location = await realpath(path)
    const used = await host.snapshots.useSecond(location, corpusOf(host, project))
    return used.ok ? ok({ location }) : used
  })
}

async function clearSecond(host: Host): Promise<Result<null>> {
  return host.snapshots.useSecond(null, null)
}
