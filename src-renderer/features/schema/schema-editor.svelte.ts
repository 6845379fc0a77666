import type { Id } from '../../../src-core/annotation/records.ts'
import { SCHEMA_ID } from '../../../src-core/annotation/records.ts'
import { nearName } from '../../../src-core/annotation/near-names.ts'
import { adoptSchema } from '../../../src-core/annotation/schema-adopt.ts'
import type { Label, LabelSchema, RelationType } from '../../../src-core/annotation/schema.ts'
import {
  addLabel,
  addRelationType,
  changeLabel,
  changeRelationType,
  draftLabel,
  labelFaults,
  moveLabel,
  relationTypeFaults,
  renamedBadge,
  type LabelDraft,
  type RelationTypeDraft,
} from '../../../src-core/annotation/schema-commands.ts'
import {
  isSchemaRefusal,
  type SchemaDesk,
  type SchemaOutcome,
  type SchemaRefusal,
} from '../../../src-core/annotation/schema-desk.ts'
import type { Problem } from '../../../src-core/formats/problem.ts'
import { schemaFromJson, schemaToJson } from '../../../src-core/formats/schema-json.ts'
import { sameValue } from '../../../src-core/values.ts'
import type { Host } from '../../session/host.ts'
import type { ProjectSession } from '../../session/project-session.svelte.ts'
import { carriersOf, isUsed } from '../../session/schema-carriers.ts'
import { farthestColor } from './colors.ts'
import { foresee, type Foreseen } from './foresee.ts'
import type { Pending } from './types.ts'

/** Letters that mean something in the text already, or with Ctrl+Shift; digits arm labels. */
const RESERVED_KEYS: ReadonlySet<string> = new Set('ynrfgzl0123456789')

type Part = Label | RelationType
type Draft = Partial<LabelDraft & RelationTypeDraft>

/** Whatever their versions are: an exported schema that comes back is no change. */
function isSameSchema(a: LabelSchema, b: LabelSchema): boolean {
  return sameValue({ ...a, version: 0 }, { ...b, version: 0 })
}

/** The label schema while it is edited. What is typed waits as a draft, part by part, until it is applied. */
export class SchemaEditor {
  readonly project: ProjectSession
  readonly #host: Host
  #selected = $state<Id | null>(null)
  #drafts = $state.raw<ReadonlyMap<Id, Draft>>(new Map())
  pending = $state.raw<Pending | null>(null)

  constructor(project: ProjectSession, host: Host) {
    this.project = project
    this.#host = host
  }

  get schema(): LabelSchema {
    return this.project.schema
  }

  readonly label: Label | null = $derived.by(() => {
    const id = this.#selected
    const active = this.schema.labels.filter((label) => !label.retired)
    if (this.schema.relations.some((type) => type.id === id)) return null
    return this.schema.labels.find((label) => label.id === id) ?? active[0] ?? null
  })

  readonly relation: RelationType | null = $derived.by(
    () => this.schema.relations.find((type) => type.id === this.#selected) ?? null,
  )

  get selected(): Id | null {
    return (this.relation ?? this.label)?.id ?? null
  }

  select(id: Id): void {
    this.#selected = id
  }

  get hasDrafts(): boolean {
    return this.#drafts.size > 0
  }

  isDrafted(id: Id): boolean {
    return this.#drafts.has(id)
  }

  /** A part as it will be. */
  drafted<T extends Part>(part: T): T {
    return { ...part, ...this.#drafts.get(part.id) }
  }

  /** Types another name; the badge follows while it is made of the old one's letters. */
  rename(label: Label, name: string): void {
    const now = this.drafted(label)
    const follows = now.badge === label.badge || now.badge === renamedBadge(this.schema, label, now.name)
    this.draft(label, follows ? { name, badge: renamedBadge(this.schema, label, name) } : { name })
  }

  /** All that keeps a label as it was typed from being applied. */
  faultsOf(label: Label): readonly SchemaRefusal[] {
    return this.isDrafted(label.id) ? labelFaults(this.desk(), this.drafted(label)) : []
  }

  /** The same of a relation type. */
  faultsOfRelation(type: RelationType): readonly SchemaRefusal[] {
    return this.isDrafted(type.id) ? relationTypeFaults(this.desk(), this.drafted(type)) : []
  }

  /** Types into a part; what is as it was is no change. */
  draft(part: Part, change: Draft): void {
    const all = { ...this.#drafts.get(part.id), ...change }
    const known: Readonly<Record<string, unknown>> = { ...part }
    const left = Object.entries(all).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]))
    const drafts = new Map(this.#drafts)
    if (left.length) drafts.set(part.id, Object.fromEntries(left))
    else drafts.delete(part.id)
    this.#drafts = drafts
  }

  revert(id: Id): void {
    const drafts = new Map(this.#drafts)
    drafts.delete(id)
    this.#drafts = drafts
  }

  /** What applying a label's draft would do; no tag is rewritten, since tags name labels by id. */
  outcomeOf(label: Label): SchemaOutcome {
    return changeLabel(this.desk(), label.id, this.#drafts.get(label.id) ?? {})
  }

  applyLabel(label: Label): void {
    if (this.#commit(this.outcomeOf(label))) this.revert(label.id)
  }

  applyRelation(type: RelationType): void {
    const draft = this.#drafts.get(type.id) ?? {}
    this.pending = {
      title: 'schema.change-relation',
      params: { name: type.name },
      labels: [],
      relations: true,
      notes: [],
      run: (desk) => changeRelationType(desk, type.id, draft),
      applied: () => this.revert(type.id),
    }
  }

  /** Adds a label of that name, with a colour, a badge and a key that are free; answers why not. */
  add(name: string): SchemaOutcome {
    const draft = this.draftOf(name)
    const outcome = addLabel(this.desk(), draft)
    if (this.#commit(outcome)) this.#selected = this.schema.labels.at(-1)?.id ?? null
    return outcome
  }

  /** A label of that name with colour, badge and key that none has yet. */
  draftOf(name: string): LabelDraft {
    const used = this.schema.labels.filter((label) => !label.retired).map(({ color }) => color)
    return { ...draftLabel(this.schema, name, RESERVED_KEYS), color: farthestColor(used) }
  }

  addRelation(name: string): SchemaOutcome {
    const outcome = addRelationType(this.desk(), { name, key: '', definition: '', from: [], to: [] })
    if (this.#commit(outcome)) this.#selected = this.schema.relations.at(-1)?.id ?? null
    return outcome
  }

  /** The label that a new name could be mistaken for. */
  nearTo(name: string, except: Id | null = null): string | null {
    return nearName(
      name,
      this.schema.labels.filter(({ id }) => id !== except).map((label) => label.name),
    )
  }

  move(label: Label, by: -1 | 1): void {
    const shown = this.schema.labels.filter((each) => !each.retired)
    const neighbour = shown[shown.indexOf(label) + by]
    if (neighbour) this.#commit(moveLabel(this.desk(), label.id, this.schema.labels.indexOf(neighbour)))
  }

  addExample(label: Label, example: string): void {
    const text = example.trim()
    if (text === '' || label.examples.includes(text)) return
    this.#commit(changeLabel(this.desk(), label.id, { examples: [...label.examples, text] }))
  }

  /** Looks at what a pending change touches, as far as it may be seen. */
  async look(pending: Pending): Promise<SchemaOutcome> {
    return (await this.#foresee(pending)).shown
  }

  /** Makes a pending change, on what is stored now. */
  async make(pending: Pending): Promise<boolean> {
    const made = this.#commit((await this.#foresee(pending)).made)
    if (made) pending.applied?.()
    return made
  }

  async exportJson(): Promise<string | null> {
    const json = schemaToJson(this.schema)
    return (await this.#host.ask('schema.save', { name: `${this.schema.name} – schema`, json }))?.location ?? null
  }

  /** Opens a schema file and shows what it would change; answers what is wrong with the file, or that it is the same. */
  async importJson(): Promise<readonly Problem[] | 'same' | null> {
    const file = await this.#host.ask('schema.open', null)
    if (!file) return null
    const read = schemaFromJson(file.json)
    if (!read.ok) return read.problems
    const { schema } = read
    const related = new Set(
      (await carriersOf(this.project, [], true)).flatMap((each) => (each.kind === 'relation' ? each.type : [])),
    )
    const adopt = (desk: SchemaDesk) => adoptSchema(desk, schema, (id) => related.has(id) || isUsed(this.project, id))
    const { added, changed, retired, removed } = adopt(this.desk())
    if (isSameSchema(schema, this.schema)) return 'same'
    const names = (list: readonly string[]) => ({ n: list.length, names: list.join(', ') })
    this.pending = {
      title: 'schema.import-title',
      params: { name: file.name },
      labels: [],
      relations: false,
      notes: [
        ...(added.length ? [['schema.import-added', names(added)] as const] : []),
        ...(changed.length ? [['schema.import-changed', names(changed)] as const] : []),
        ...(retired.length ? [['schema.import-retired', names(retired)] as const] : []),
        ...(removed.length ? [['schema.import-removed', names(removed)] as const] : []),
      ],
      run: (desk) => adopt(desk).change,
    }
    return null
  }

  desk(carriers: SchemaDesk['carriers'] = []): SchemaDesk {
    const { project } = this
    const record = { kind: 'schema', id: SCHEMA_ID, schema: this.schema } as const
    return { record, carriers, reservedKeys: RESERVED_KEYS, now: project.now(), newId: project.newId }
  }

  async #foresee({ labels, relations, run }: Pending): Promise<Foreseen> {
    const carriers = await carriersOf(this.project, labels, relations)
    return foresee(
      (seen) => run(this.desk(seen)),
      carriers,
      (item) => !this.project.hides(item),
    )
  }

  #commit(outcome: SchemaOutcome): boolean {
    if (isSchemaRefusal(outcome) || this.project.readOnly) return false
    this.project.commit(outcome.edit, 'edit-schema')
    return true
  }
}
