import { spanStart, spanText, type AttributeValue, type Id, type Span } from '../../../src-core/annotation/records.ts'
import { titleOf, type Attribute } from '../../../src-core/annotation/schema.ts'
import type { I18n } from '../../i18n/i18n.svelte.ts'
import type { ReaderController } from './reader-controller.svelte.ts'

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
        title: option.titles?.[i18n.language] ?? option.value,
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

/** Tags of other labels around a span, dates left out, each string once, the nearest first. */
function nearTags(span: Span, controller: ReaderController): readonly AttributeChoice[] {
  const at = spanStart(span)
  const isDate = (label: Id) => controller.labels.find(({ id }) => id === label)?.attributes.some(hasDateKind) ?? false
  const near = controller.index.lanes
    .touching(Math.max(0, at - 1_500), at + 1_500)
    .filter((other) => other.label !== span.label && !isDate(other.label))
    .sort((a, b) => Math.abs(spanStart(a) - at) - Math.abs(spanStart(b) - at))
  const byText = new Map<string, Span>()
  for (const other of near) {
    const text = spanText(other, controller.text)
    if (!byText.has(text)) byText.set(text, other)
  }
  return [...byText].slice(0, NEAR_TAGS).map(([title, other], i) => ({ value: other.id, title, key: String(i + 1) }))
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
