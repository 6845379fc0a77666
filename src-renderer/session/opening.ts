import type { Expectation } from '../store/opening.ts'
import { ProjectStore, type OpenResult } from '../store/project-store.ts'
import { storageTrouble } from '../store/problems.ts'
import { HostFailure, type Host } from './host.ts'

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
  try {
    return await ProjectStore.open(project, { now, readOnly, expected })
  } catch (error) {
    const trouble = storageTrouble(error)
    return { ok: false, problem: trouble.code === 'failed' ? { ...trouble, code: 'damaged' } : trouble }
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
