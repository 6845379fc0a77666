import type { TagOptions } from '../../../src-core/annotation/commands.ts'
import type { Id, Span } from '../../../src-core/annotation/records.ts'
import type { Label } from '../../../src-core/annotation/schema.ts'
import type { Offset, Range } from '../../../src-core/text/offset.ts'
import type { MessageKey } from '../../i18n/catalogue.ts'
import type { Params } from '../../i18n/message.ts'
import type { ActionName } from '../../session/action-names.ts'
import type { DocumentSession } from '../../session/document-session.svelte.ts'
import type { ReaderMemory } from './reader-memory.svelte.ts'
import type { TagIndex } from './tag-index.ts'

/** What the parts of a reader (proposals, linking) see of it. */
export interface ReaderHost {
  readonly document: DocumentSession
  readonly memory: ReaderMemory
  /** BCP 47, or null. */
  readonly lang: string | null
  readonly text: string
  /** The text in blocks of bounded length. */
  readonly stretches: readonly Range[]
  readonly labels: readonly Label[]
  readonly index: TagIndex
  readonly caret: Offset
  readonly selection: Range
  /** The tag in hand. */
  readonly selected: Span | null
  /** The part of the text on screen, about. */
  readonly onScreen: Range
  place(offset: Offset): void
  select(range: Range): void
  hold(span: Span): void
  pick(span: Span): void
  cycleAt(offset: Offset): Span | null
  reveal(range: Range): void
  run(action: ActionName, command: Parameters<DocumentSession['run']>[1]): ReturnType<DocumentSession['run']>
  tagRange(range: Range, label: Id, options: TagOptions, action: ActionName): Span | null
  mentionsOf(string: string, label: Id): readonly Range[]
  /** Tells those who hear the page what was done. */
  say(key: MessageKey, params?: Params): void
  /** Says why nothing was done, to those who see the page as well. */
  tell(key: MessageKey, params?: Params): void
  nameOf(label: Id): string
}
