import { lineKey } from '../../src-core/text/furniture.ts'
import { NO_BOILERPLATE, proposedExclusions, type BoilerplateRules } from '../../src-core/text/boilerplate.ts'
import type { Excluded } from '../../src-core/annotation/records.ts'
import type { Events } from '../../src-main/ipc/contract.ts'
import type { ProjectSettings } from './project-settings.ts'

const KEY = 'boilerplate'
/** A scan that read at least this share of the folder says all that repeats in it; another only adds. */
const WHOLE_SHARE = 0.5

/** What the folder's articles carry around them, remembered with the folder. */
export class Anatomy {
  readonly #settings: ProjectSettings
  #rules = $state.raw<BoilerplateRules>(NO_BOILERPLATE)

  constructor(settings: ProjectSettings) {
    this.#settings = settings
    this.#rules = rulesOf(settings.get(KEY))
  }

  get rules(): BoilerplateRules {
    return this.#rules
  }

  /** Whether the folder's lines were counted once. */
  get isKnown(): boolean {
    return this.#settings.get(KEY) !== undefined
  }

  /** The passages that the rules propose to leave out of a text. */
  proposed(text: string): readonly Excluded[] {
    return proposedExclusions(text, this.#rules)
  }

  /** Takes in what a scan found; `total` is how many documents the folder holds. */
  async learn({ documents, rules }: Events['corpus.done']['lines'], total: number): Promise<void> {
    if (documents === 0) return
    const whole = documents >= total * WHOLE_SHARE
    const lines = whole ? rules.lines : [...new Set([...this.#rules.lines, ...rules.lines])].sort()
    if (!this.isKnown || lines.join('\n') !== this.#rules.lines.join('\n'))
      await this.#change({ ...this.#rules, lines })
  }

  /** Keeps a line in every document of the folder, whatever the other rules say. */
  async keepEverywhere(line: string): Promise<void> {
    await this.#change({ ...this.#rules, kept: [...new Set([...this.#rules.kept, lineKey(line)])].sort() })
  }

  /** Forgets what a person kept against the rules; the next scan of the whole folder finds all lines anew. */
  async proposeAgain(): Promise<void> {
    await this.#change({ ...NO_BOILERPLATE, furniture: this.#rules.furniture })
  }

  async #change(rules: BoilerplateRules): Promise<void> {
    this.#rules = rules
    await this.#settings.set(KEY, rules)
  }
}

/** What was remembered, or no rules where that is not what Postil writes. */
function rulesOf(value: unknown): BoilerplateRules {
  if (typeof value !== 'object' || value === null) return NO_BOILERPLATE
  const { lines, kept, furniture } = value as Partial<Record<string, unknown>>
  return { version: 1, lines: strings(lines), kept: strings(kept), furniture: furniture !== false }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}
