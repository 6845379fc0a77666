import press from '../../resources/presets/press.json'
import { parseSchema } from '../../src-core/formats/schema-json.ts'
import type { Grant, Settings } from '../../src-main/ipc/contract.ts'
import type { Expectation } from '../store/opening.ts'
import { ProjectStore, type OpenResult } from '../store/project-store.ts'
import { readingTrouble, storageTrouble } from '../store/problems.ts'
import { HostFailure, type Host } from './host.ts'
import { newId } from './new-id.ts'
import type { ProjectEvent } from './project-event.ts'
import { ProjectSession } from './project-session.svelte.ts'
import { Safety } from './safety.ts'
import { makeSnapshot, Unproved, type SnapshotSource } from './snapshot-files.ts'
import type { SnapshotEvent } from './snapshots.svelte.ts'

type Opened = Extract<OpenResult, { readonly ok: true }>

export interface Opening {
  readonly now: number
  readonly readOnly: boolean
  /** The person knows that what was there before is gone and wants what there is. */
  readonly asItIs: boolean
}

/** Opens a project's store, and compares it with what is known of it outside. */
export async function openProject(
  host: Host,
  project: string,
  { now, readOnly, asItIs }: Opening,
): Promise<OpenResult> {
  const expected = asItIs ? null : await expectationOf(host, project)
  const keep = (database: string, version: number) => keepOlder(host, { project, database, version }, now)
  try {
    return await ProjectStore.open(project, { now, readOnly, expected, upgrade: { keep } })
  } catch (error) {
    const trouble = storageTrouble(error)
    return { ok: false, problem: trouble.code === 'failed' ? { ...trouble, code: 'damaged' } : trouble }
  }
}

/** What an older Postil wrote becomes a snapshot before anything is changed. */
async function keepOlder(host: Host, source: SnapshotSource, now: number): Promise<boolean> {
  const { signal } = new AbortController()
  try {
    await makeSnapshot(host, source, { at: now, reason: 'migration', signal })
    return true
  } catch (error) {
    if (!(error instanceof HostFailure || error instanceof Unproved)) readingTrouble(error)
    return false
  }
}

/** Where the count is lost, a snapshot still says that there was a project. */
async function expectationOf(host: Host, project: string): Promise<Expectation | null> {
  const spans = await host.ask('project.expectation', { project })
  if (spans !== null) return { spans }
  const { snapshots } = await host.ask('snapshot.list', { project }).catch((error: unknown) => {
    if (error instanceof HostFailure) return { snapshots: [] }
    throw error
  })
  return snapshots.length > 0 ? { spans: 0 } : null
}

/** What stands beside an open project's database. */
export function watchOver(host: Host, { store, contents }: Opened, tell: (event: SnapshotEvent) => void): Safety {
  return new Safety({ host, store, contents, now: () => Date.now(), tell })
}

/** The session of an opened project, as this person works on it; nobody, where no name was given yet. */
export async function startProject(
  host: Host,
  grant: Grant,
  { store, contents }: Opened,
  annotator: Settings['annotator'],
  tell: (event: ProjectEvent) => void,
): Promise<ProjectSession> {
  return new ProjectSession({
    host,
    grant,
    store,
    contents,
    known: await store.readCatalogue(),
    annotator: { kind: 'annotator', id: annotator?.id ?? '', name: annotator?.name ?? '' },
    preset: presetSchema(),
    now: () => Date.now(),
    newId,
    tell,
  })
}

function presetSchema() {
  const parsed = parseSchema(press)
  if (!parsed.ok) throw new Error(`The Press preset is malformed: ${JSON.stringify(parsed.problems)}`)
  return parsed.schema
}
