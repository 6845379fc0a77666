import * as v from 'valibot'
import { withRules } from '../corpus/table-rules.ts'
import type { TableRule, TableTrial } from '../../src-core/source/table-choice.ts'
import type { GrantId } from '../ipc/contract.ts'
import { ENCODINGS } from '../corpus/encodings.ts'
import { Kept, type Format } from './kept.ts'

const COLUMN = v.pipe(v.string(), v.maxLength(1000))
const FILES = v.pipe(v.string(), v.minLength(1), v.maxLength(8192))
const LOOK = { header: v.boolean(), encoding: v.nullable(v.picklist(ENCODINGS)) }

export const TABLE_TRIAL: v.GenericSchema<unknown, TableTrial> = v.strictObject({ pattern: FILES, ...LOOK })

export const TABLE_RULE: v.GenericSchema<unknown, TableRule> = v.strictObject({
  files: FILES,
  choice: v.nullable(
    v.strictObject({
      ...{ text: COLUMN, id: v.nullable(COLUMN), title: v.nullable(COLUMN), date: v.nullable(COLUMN) },
      ...LOOK,
      dataset: v.nullable(COLUMN),
    }),
  ),
})

type Choices = Readonly<Record<GrantId, readonly TableRule[]>>

const FILE = v.object({ version: v.literal(1), folders: v.record(v.string(), v.array(TABLE_RULE)) })

const FORMAT: Format<Choices> = {
  initial: {},
  parse(json) {
    const file = v.safeParse(FILE, json)
    return file.success ? { value: file.output.folders, mended: false } : null
  },
  print: (folders) => ({ version: 1, folders }),
}

/** What people chose for the tables of their folders. */
export class TableChoices {
  readonly #kept: Kept<Choices>

  private constructor(kept: Kept<Choices>) {
    this.#kept = kept
  }

  static async open(path: string): Promise<TableChoices> {
    return new TableChoices(await Kept.open(path, FORMAT))
  }

  of(folder: GrantId): readonly TableRule[] {
    const { value } = this.#kept
    return Object.hasOwn(value, folder) ? (value[folder] ?? []) : []
  }

  async choose(folder: GrantId, rules: readonly TableRule[]): Promise<void> {
    await this.#kept.change((choices) => ({ ...choices, [folder]: withRules(choices[folder] ?? [], rules) }))
  }

  /** Waits for the changes under way. */
  settled(): Promise<void> {
    return this.#kept.settled()
  }
}
