import press from '../../../../resources/presets/press.json'
import type { Edit } from '../../../../src-core/annotation/edit.ts'
import { spanText } from '../../../../src-core/annotation/records.ts'
import { NO_BOILERPLATE } from '../../../../src-core/text/boilerplate.ts'
import { parseSchema } from '../../../../src-core/formats/schema-json.ts'
import { DocumentSession } from '../../../session/document-session.svelte.ts'
import { ReaderController } from '../reader-controller.svelte.ts'
import { ReaderMemory } from '../reader-memory.svelte.ts'
import type { Elsewhere, LexiconEntry } from '../types.ts'

export const TEXT =
  'Awa Keïta parle. Le ministre Diarra, à Kayes, écoute Awa Keïta ; Diarra n’a pas répondu à Awa Keïta.'

/** A project without other documents. */
function elsewhere(change: Partial<Elsewhere> = {}): Elsewhere {
  return {
    documents: () => [],
    tagsOf: () => Promise.resolve([]),
    linksTo: () => [],
    along: (edit) => edit,
    onOpen: () => undefined,
    entities: {
      list: () => [],
      useOf: (id) => ({ id, tags: 0, documents: 0 }),
      before: () => [],
      onShow: () => undefined,
    },
    ...change,
  }
}

/** A reader on a document of its own, with every edit that it made. */
export function reader(
  text = TEXT,
  identical: 'offer' | 'tag' = 'offer',
  without: readonly string[] = [],
  lexicon: () => readonly LexiconEntry[] = () => [],
  before: (words: string) => readonly string[] = () => [],
) {
  const parsed = parseSchema(press)
  if (!parsed.ok) throw new Error('The preset is malformed')
  const edits: Edit[] = []
  const refusals: string[] = []
  let ids = 0
  const document = new DocumentSession(
    {
      annotator: 'amina',
      schema: { ...parsed.schema, relations: parsed.schema.relations.filter(({ id }) => !without.includes(id)) },
      readOnly: false,
      rules: NO_BOILERPLATE,
      now: () => 1,
      newId: () => `n${String(ids++).padStart(4, '0')}`,
      commit: (edit) => {
        edits.push(edit)
        document.receive(edit)
      },
      calm: () => Promise.resolve(),
      refuse: ({ refused }) => refusals.push(refused),
    },
    {
      id: 'a.txt',
      bytes: 0,
      modifiedMs: 0,
      sha256: '',
      encoding: 'utf-8',
      length: 0,
      title: '',
      date: null,
      fields: {},
    },
    { id: 'a.txt', text, sha256: '', encoding: 'utf-8', bytes: 0 },
    new Map(),
  )
  const controller = new ReaderController({
    document,
    memory: new ReaderMemory(),
    lang: 'fr',
    lexicon,
    elsewhere: elsewhere({ entities: { ...elsewhere().entities, before } }),
    identical: () => identical,
    language: () => 'en',
  })
  const tags = () => document.spans.map((span) => `${spanText(span, text)} = ${span.label}`)
  const at = (words: string) => text.indexOf(words)
  const select = (words: string) => controller.caret.select([at(words), at(words) + words.length])
  return { controller, document, edits, refusals, tags, at, select }
}
