import { spanStart, spanText, type AttributeValue, type Span } from '../../../src-core/annotation/records.ts'
import { optionTitle, titleOf, type Attribute } from '../../../src-core/annotation/schema.ts'
import type { I18n } from '../../i18n/i18n.svelte.ts'
import { fold } from './entity-suggestions.ts'
import type { ReaderController } from './reader-controller.svelte.ts'
import type { Suggestion } from './types.ts'

/** Something to pick for an attribute, by a click or a key. */
export interface AttributeChoice {
  readonly value: string
  readonly title: string
  readonly key: string | null
}

/** How many tags near by are offered where an attribute's value is a tag. */
const NEAR_TAGS = 5

/** What can be picked for an attribute; null where its value is typed. */
export function choicesOf(
  attribute: Attribute,
  span: Span,
  controller: ReaderController,
  i18n: I18n,
): readonly AttributeChoice[] | null {
  switch (attribute.kind) {
    case 'choice':
    case 'several':
      return (attribute.options ?? []).map((option, i) => ({
        value: option.value,
        title: optionTitle(option, i18n.language),
        key: option.key ?? (i < 9 ? String(i + 1) : null),
      }))
    case 'boolean':
      return [{ value: 'true', title: titleOf(attribute, i18n.language), key: '1' }]
    case 'span':
      return [
        { value: 'unknown', title: i18n.t('reader.unknown'), key: 'u' },
        { value: 'author', title: i18n.t('reader.author'), key: 'a' },
        ...nearTags(span, controller),
      ]
    default:
      return null
  }
}

/** The tags of other labels around a span, each string once, the nearest first. */
function nearTags(span: Span, controller: ReaderController): readonly AttributeChoice[] {
  const at = spanStart(span)
  const near = controller.index.lanes.touching(Math.max(0, at - 1_500), at + 1_500)
  return byNearest(near, span, controller)
    .slice(0, NEAR_TAGS)
    .map(([title, other], i) => ({ value: other.id, title, key: String(i + 1) }))
}

function byNearest(
  tags: readonly Span[],
  span: Span,
  controller: ReaderController,
): readonly (readonly [words: string, tag: Span])[] {
  const at = spanStart(span)
  const fitting = tags
    .filter((other) => mayBeValue(other, span, controller))
    .sort((a, b) => Math.abs(spanStart(a) - at) - Math.abs(spanStart(b) - at))
  const byText = new Map<string, Span>()
  for (const other of fitting) {
    const text = spanText(other, controller.text)
    if (!byText.has(text)) byText.set(text, other)
  }
  return [...byText]
}

/** Whether a tag may be the value of an attribute of another: it has another label, and not one of dates. */
export function mayBeValue(other: Span, span: Span, { labels }: ReaderController): boolean {
  const own = labels.find(({ id }) => id === other.label)
  return other.label !== span.label && !(own?.attributes.some(hasDateKind) ?? false)
}

/** At most so many are offered at once. */
const MOST_FOUND = 8

/**
 * The tags of the whole document and the entities of the project that hold what was typed and may be the value of an
 * attribute that names a tag: those that begin so first, tags (the nearest first) before entities.
 */
export function findValues(typed: string, span: Span, controller: ReaderController): readonly Suggestion[] {
  const tags = byNearest(controller.document.spans, span, controller).map(([title, { id, label }]): Suggestion => ({
    id,
    title: title.replace(/\s+/g, ' '),
    detail: controller.nameOf(label),
  }))
  const entities = controller.elsewhere.entities.list().map(({ id }): Suggestion => ({ id, title: id }))
  const wanted = fold(typed)
  const found = [...tags, ...entities].filter(({ title }) => fold(title).includes(wanted))
  const begins = ({ title }: Suggestion) => fold(title).startsWith(wanted)
  return [...found.filter(begins), ...found.filter((each) => !begins(each))].slice(0, MOST_FOUND)
}

function hasDateKind({ kind }: Attribute): boolean {
  return kind === 'date'
}

/** What was typed as a value of the attribute's kind; empty is null, a number that is none stays text and is refused. */
export function parseValue(attribute: Attribute, typed: string): AttributeValue {
  const text = typed.trim()
  if (text === '') return null
  if (attribute.kind !== 'number') return text
  const number = Number(text.replace(',', '.').replace(/[\s\u00a0\u202f]/g, ''))
  return Number.isFinite(number) ? number : text
}

/** A value as it is typed. */
export function showValue(value: AttributeValue): string {
  return value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value)
}
