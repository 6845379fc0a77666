import * as v from 'valibot'
import { DEFAULT_MATCHING, type LabelSchema } from '../annotation/schema.ts'
import { Checker } from './check.ts'
import { say, type PhraseCode } from './phrase.ts'
import { problem, shown, type Problem } from './problem.ts'

/** The label schema as a file: indented JSON in the schema's own order, ended by a line feed. */
export function schemaToJson(schema: LabelSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}

export type SchemaOutcome =
  { readonly ok: true; readonly schema: LabelSchema } | { readonly ok: false; readonly problems: readonly Problem[] }

/** Reads a `schema.json`; a hand-written one may leave out whatever has a plain default. */
export function schemaFromJson(json: string): SchemaOutcome {
  const check = new Checker()
  const value = check.parse(json)
  return check.faults ? { ok: false, problems: check.problems } : parseSchema(value)
}

/** The value as a label schema: names and ids unique, relation ends among the labels, or what is wrong with it. */
export function parseSchema(value: unknown): SchemaOutcome {
  const parsed = v.safeParse(SCHEMA, value)
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemOf) }
  const problems = faultsOf(parsed.output)
  return problems.length ? { ok: false, problems } : { ok: true, schema: parsed.output }
}

const name = v.pipe(v.string(), v.nonEmpty())
const titles = v.exactOptional(v.record(v.string(), v.string()))
const ids = v.optional(v.array(name), [])

const ATTRIBUTE = v.object({
  id: name,
  name,
  titles,
  kind: v.picklist(['text', 'number', 'boolean', 'choice', 'several', 'date', 'entity', 'span']),
  required: v.optional(v.boolean(), false),
  options: v.exactOptional(v.array(v.object({ value: v.string(), titles, key: v.exactOptional(v.string()) }))),
  key: v.exactOptional(v.string()),
  description: v.exactOptional(v.string()),
})

const LABEL = v.object({
  id: name,
  name,
  titles,
  color: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i)), '#5b6470'),
  badge: v.optional(v.string(), ''),
  key: v.optional(v.string(), ''),
  definition: v.optional(v.string(), ''),
  examples: v.optional(v.array(v.string()), []),
  attributes: v.optional(v.array(ATTRIBUTE), []),
  overlap: v.optional(v.boolean(), true),
  matching: v.optional(
    v.object({ caseSensitive: v.boolean(), wholeWord: v.boolean(), accentSensitive: v.boolean() }),
    DEFAULT_MATCHING,
  ),
  retired: v.optional(v.boolean(), false),
})

const RELATION = v.object({
  id: name,
  name,
  titles,
  key: v.optional(v.string(), ''),
  definition: v.optional(v.string(), ''),
  from: ids,
  to: ids,
  attributes: v.optional(v.array(ATTRIBUTE), []),
  retired: v.optional(v.boolean(), false),
})

const SCHEMA = v.object({
  id: name,
  name,
  version: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 1),
  labels: v.array(LABEL),
  relations: v.optional(v.array(RELATION), []),
})

/** The kinds of values as valibot calls them. */
const KINDS: Readonly<Record<string, PhraseCode>> = { string: 'string', Array: 'list', Object: 'object' }

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const field = v.getDotPath(issue) ?? ''
  const kind = KINDS[issue.expected ?? '']
  const expected = kind ? say(kind) : (issue.expected ?? say('other-value'))
  if (issue.received === 'undefined') return problem('missing', field, { expected })
  return problem('wrong-value', field, { found: shown(issue.input), expected })
}

function faultsOf(schema: LabelSchema): Problem[] {
  const problems = [...doubles(schema.labels, 'labels'), ...doubles(schema.relations, 'relations')]
  const lists = { labels: schema.labels, relations: schema.relations }
  for (const [list, holders] of Object.entries(lists))
    holders.forEach(({ attributes }, i) => problems.push(...doubles(attributes, `${list}[${i}].attributes`)))
  const known = new Set(schema.labels.map((label) => label.id))
  schema.relations.forEach(({ from, to }, i) => {
    const loose = [...from, ...to].find((id) => !known.has(id))
    if (loose !== undefined) problems.push(problem('dangling', `relations[${i}]`, { id: shown(loose) }))
  })
  return problems
}

function doubles(list: readonly { readonly id: string; readonly name: string }[], field: string): Problem[] {
  const seen = { id: new Set<string>(), name: new Set<string>() }
  return list.flatMap((each, i) =>
    (['id', 'name'] as const).flatMap((key) => {
      const twice = seen[key].has(each[key])
      seen[key].add(each[key])
      return twice ? [problem('duplicate', `${field}[${i}].${key}`, { id: shown(each[key]) })] : []
    }),
  )
}
