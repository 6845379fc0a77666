import { app } from './messages/app.ts'
import { bundles } from './messages/bundles.ts'
import { concordance } from './messages/concordance.ts'
import { library } from './messages/library.ts'
import { reader } from './messages/reader.ts'
import { safety } from './messages/safety.ts'
import { schema } from './messages/schema.ts'
import { session } from './messages/session.ts'
import { transfer } from './messages/transfer.ts'

/** Every sentence that a person can see, in each language. */
export const catalogue = {
  ...app,
  ...bundles,
  ...concordance,
  ...library,
  ...reader,
  ...safety,
  ...schema,
  ...session,
  ...transfer,
}

export type MessageKey = keyof typeof catalogue
