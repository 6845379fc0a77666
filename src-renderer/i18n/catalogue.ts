import { agreement } from './messages/agreement.ts'
import { also } from './messages/also.ts'
import { app } from './messages/app.ts'
import { assignments } from './messages/assignments.ts'
import { bundles } from './messages/bundles.ts'
import { concordance } from './messages/concordance.ts'
import { entities } from './messages/entities.ts'
import { history } from './messages/history.ts'
import { formats } from './messages/formats.ts'
import { importing } from './messages/importing.ts'
import { library } from './messages/library.ts'
import { problems } from './messages/problems.ts'
import { reader } from './messages/reader.ts'
import { review } from './messages/review.ts'
import { safety } from './messages/safety.ts'
import { schema } from './messages/schema.ts'
import { session } from './messages/session.ts'
import { sources } from './messages/sources.ts'
import { tables } from './messages/tables.ts'
import { transfer } from './messages/transfer.ts'

/** Every sentence that a person can see or look for, in each language. */
export const catalogue = {
  ...agreement,
  ...also,
  ...app,
  ...assignments,
  ...bundles,
  ...concordance,
  ...entities,
  ...history,
  ...formats,
  ...importing,
  ...library,
  ...problems,
  ...reader,
  ...review,
  ...safety,
  ...schema,
  ...session,
  ...sources,
  ...tables,
  ...transfer,
}

export type MessageKey = keyof typeof catalogue

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(catalogue, key)
}
