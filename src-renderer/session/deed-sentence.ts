import { labelById, relationTypeById, titleOf, type LabelSchema } from '../../src-core/annotation/schema.ts'
import type { I18n } from '../i18n/i18n.svelte.ts'
import { ACTION_NAMES, type ActionName } from './action-names.ts'
import type { DeedFacts } from './deed-facts.ts'

type OfKind<Kind extends DeedFacts['deed']['kind']> = Extract<DeedFacts['deed'], { kind: Kind }>

/** Deeds whose name a tag's own follows without a comma. */
const ON_A_TAG: readonly string[] = ['tag', 'untag', 'tag-sentence', 'accept-candidate'] satisfies ActionName[]

/** What was done, with the words, labels or parts of the schema that it was done to, in the interface's language. */
export function deedSentence(i18n: I18n, schema: LabelSchema, facts: DeedFacts): string {
  const { deed } = facts
  const what = deedName(i18n, facts.action)
  switch (deed.kind) {
    case 'tags':
      return tagSentence(i18n, schema, what, facts, deed)
    case 'relations':
      return relationSentence(i18n, schema, what, facts, deed)
    case 'comment':
      return i18n.t('deed.of-comment', { what, text: deed.body })
    case 'state':
      return i18n.t('deed.of-state', {
        what,
        from: i18n.t(`reader.state.${deed.from}`),
        to: i18n.t(`reader.state.${deed.to}`),
      })
    case 'fields':
      return i18n.t('deed.of-fields', { what, names: deed.names.map((name) => fieldName(i18n, name)).join(', ') })
    case 'schema':
      return schemaSentence(i18n, what, deed)
    case 'other':
      return what
  }
}

/** What was done, by its kind alone. */
export function deedName({ t }: I18n, action: string): string {
  const name = ACTION_NAMES.find((each) => each === action)
  return name ? t(`deed.${name}`) : action
}

function tagSentence(
  { t, language }: I18n,
  schema: LabelSchema,
  what: string,
  { action, words }: DeedFacts,
  { first, count, labelBefore, attributes }: OfKind<'tags'>,
): string {
  const label = labelById(schema, first.label)
  const nameOf = (id: string) => titleIn(labelById(schema, id), language)
  const named = labelBefore === null ? nameOf(first.label) : `${nameOf(labelBefore)} → ${nameOf(first.label)}`
  const [text] = words
  const tag = text === undefined ? named : t('history.tag-of', { label: named, text }).trim()
  if (count > 1) return t('deed.of-tags', { what, n: count, tag })
  const [attribute] = attributes
  if (action === 'set-attribute' && attribute !== undefined) {
    const name =
      titleIn(
        label?.attributes.find((each) => each.name === attribute),
        language,
      ) || attribute
    return t('deed.of-attribute', { what, name, tag })
  }
  return t(ON_A_TAG.includes(action) ? 'deed.of-tag' : 'deed.of-tag-apart', { what, tag })
}

function relationSentence(
  { t, language }: I18n,
  schema: LabelSchema,
  what: string,
  { words }: DeedFacts,
  { first, count }: OfKind<'relations'>,
): string {
  const type = titleIn(relationTypeById(schema, first.type), language) || first.type
  const [from, to] = words
  if (count > 1) return t('deed.of-relations', { what, n: count, type })
  if (from === undefined || to === undefined) return t('deed.of-tag', { what, tag: type })
  return t('deed.of-relation', { what, type, from, to })
}

function schemaSentence({ t, language }: I18n, what: string, { how, parts }: OfKind<'schema'>): string {
  const names = parts.map((part) => titleOf(part, language))
  const [from = '', to = ''] = names
  if (names.length === 0) return what
  if (how === 'renamed' && from === to) return t('deed.schema-changed', { names: from })
  return t(`deed.schema-${how}`, { names: names.join(', '), from, to })
}

function titleIn(named: Parameters<typeof titleOf>[0] | undefined, language: string): string {
  return named ? titleOf(named, language) : ''
}

const FIELDS = ['title', 'date', 'time', 'source', 'place', 'author', 'section', 'url', 'byline'] as const

function fieldName({ t }: I18n, name: string): string {
  const known = FIELDS.find((each) => each === name)
  return known ? t(`sources.field.${known}`) : name
}
