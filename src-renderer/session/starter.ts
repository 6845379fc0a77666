import { adoptSchema, type Adoption } from '../../src-core/annotation/schema-adopt.ts'
import { SCHEMA_ID, type DocumentId } from '../../src-core/annotation/records.ts'
import type { BundleContent } from '../../src-core/review/bundle.ts'
import type { OwnShare, Share, Split } from '../../src-core/review/share.ts'
import { writeAside } from '../workers/bundle-thread.ts'
import { frameOf, saveBundles } from './bundle-files.ts'
import { exportSource } from './export-source.ts'
import type { Host } from './host.ts'
import type { ProjectSession } from './project-session.svelte.ts'
import { carriersOf, isUsed } from './schema-carriers.ts'

/** What opening a starter would do. */
export interface StarterPlan {
  readonly revision: number
  readonly share: OwnShare
  /** `again`: this very one was opened before. `older`: a later one of the same coordinator was. */
  readonly fate: 'new' | 'again' | 'newer' | 'older'
  /** Documents that are not in the folder, and those whose file is not the coordinator's. */
  readonly missing: readonly DocumentId[]
  readonly different: readonly DocumentId[]
  readonly schema: Adoption
  /** Whether the label schema changes with it. */
  readonly adopts: boolean
}

/** Compares a starter with the project. */
export async function planStarter(
  project: ProjectSession,
  { author, made, share, schema }: BundleContent & { readonly share: Share },
): Promise<StarterPlan> {
  await project.known()
  await project.idle()
  const { revision } = project
  const related = new Set(
    (await carriersOf(project, [], true)).flatMap((each) => (each.kind === 'relation' ? each.type : [])),
  )
  const record = { kind: 'schema', id: SCHEMA_ID, schema: project.schema } as const
  const desk = { record, carriers: [], now: project.now(), newId: project.newId }
  const adoption = adoptSchema(desk, schema, (id) => related.has(id) || isUsed(project, id))
  const { added, changed, retired, removed } = adoption
  const told = share.documents.map((each) => ({ ...each, here: project.catalogue.get(each.id) }))
  return {
    revision,
    share: { ...share, by: author, made },
    fate: fateOf(project.assignments.own, author.id, share, made),
    missing: told.filter(({ here }) => !here).map(({ id }) => id),
    different: told.filter(({ here, sha256 }) => here && sha256 !== null && here.sha256 !== sha256).map(({ id }) => id),
    schema: adoption,
    adopts: added.length + changed.length + retired.length + removed.length > 0,
  }
}

function fateOf(own: OwnShare | null, by: string, { id }: Share, made: number): StarterPlan['fate'] {
  if (!own) return 'new'
  if (own.id === id && own.made === made) return 'again'
  return own.by.id === by && own.made > made ? 'older' : 'newer'
}

/** Takes over what is asked, and the coordinator's labels; false when the project has changed since. */
export async function applyStarter(project: ProjectSession, plan: StarterPlan): Promise<boolean> {
  if (project.revision !== plan.revision) return false
  if (plan.adopts) project.commit(plan.schema.change.edit, 'edit-schema')
  await project.assignments.take(plan.share)
  return true
}

/**
 * Writes a starter for each share into a folder that the person picks, all of them or none, and keeps the split; the
 * folder, or null when the person thought better of it.
 */
export async function saveStarters(
  project: ProjectSession,
  host: Host,
  software: string,
  split: Split,
  signal: AbortSignal,
): Promise<string | null> {
  const frame = frameOf(project, exportSource(project, software), software)
  const { blind } = project.assignments
  const files = []
  for (const { id, name, documents, annotator } of split.shares) {
    if (annotator === project.annotator) continue
    const share: Share = {
      ...{ id, name, blind },
      documents: documents.map((document) => ({
        id: document,
        sha256: project.catalogue.get(document)?.sha256 ?? null,
      })),
    }
    const content = { ...frame, annotators: [frame.author], kind: 'starter', made: split.made, share } as const
    files.push({ name: `${project.grant.name} – ${name}`, bytes: await writeAside(content, nothing(), { signal }) })
  }
  const location = files.length > 0 ? await saveBundles(host, files) : ''
  if (location !== null) await project.assignments.keep(split)
  return location
}

async function* nothing() {
  await Promise.resolve()
  yield []
}
