import * as v from 'valibot'
import { FORMAT_IDS } from '../../src-core/formats/format.ts'
import { OVERLAP_POLICIES } from '../../src-core/formats/losses.ts'
import { ENCODINGS } from '../corpus/encodings.ts'
import { isDatasetFile } from '../files/dataset-folder.ts'
import { SETTINGS } from '../files/settings.ts'
import { TABLE_RULE, TABLE_TRIAL } from '../files/table-choices.ts'
import { REASONS } from '../files/snapshot-names.ts'
import type { KnownFile, MenuItem, PackedKnown, RequestName, Requests, Settings } from './contract.ts'

const NOTHING = v.null()
const ID = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const DOCUMENT = v.pipe(v.string(), v.minLength(1), v.maxLength(8192))
const TITLE = v.pipe(v.string(), v.maxLength(1000))
const NUMBER = v.pipe(v.number(), v.finite(), v.minValue(0))
const ENCODING = v.picklist(ENCODINGS)
/** A grant's id; it also names a folder and a file of the profile. */
const PROJECT = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
/** A whole number; as a time it is one that a date can hold. */
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))

/** 200 documents of a few kilobytes, or a few large ones: more would hold up both ends. */
const MOST_READ = 200
const MOST_WRITTEN_CHARACTERS = 16 * 1024 * 1024
const MOST_WRITTEN_BYTES = 16 * 1024 * 1024
const MOST_CHANGE_CHARACTERS = 1024 * 1024
const MOST_SNAPSHOT_BYTES = 16 * 1024 * 1024
const LONGEST_MENU = 500
const MOST_RULES = 10_000

const KNOWN_FILES = v.array(v.strictObject({ id: DOCUMENT, bytes: NUMBER, modifiedMs: NUMBER }))

const PACKED_KNOWN = v.pipe(
  v.strictObject({ ids: v.string(), bytes: v.instance(Float64Array), modifiedMs: v.instance(Float64Array) }),
  v.check(({ bytes, modifiedMs }) => bytes.length === modifiedMs.length, 'Columns of one length'),
)

const ROLE = v.picklist([
  'quit',
  'copy',
  'cut',
  'paste',
  'selectAll',
  'togglefullscreen',
  'minimize',
  'close',
  'toggleDevTools',
])

const MENU_ITEM: v.GenericSchema<unknown, MenuItem> = v.variant('type', [
  v.strictObject({
    type: v.literal('action'),
    id: ID,
    title: TITLE,
    accelerator: v.exactOptional(v.pipe(v.string(), v.maxLength(100))),
    enabled: v.boolean(),
    checked: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ type: v.literal('role'), role: ROLE, title: TITLE }),
  v.strictObject({ type: v.literal('separator') }),
  v.strictObject({
    type: v.literal('menu'),
    title: TITLE,
    items: v.lazy(() => v.pipe(v.array(MENU_ITEM), v.maxLength(LONGEST_MENU))),
  }),
])

const SETTINGS_CHANGE: v.GenericSchema<unknown, Partial<Settings>> = v.strictObject({
  language: v.exactOptional(SETTINGS.language),
  theme: v.exactOptional(SETTINGS.theme),
  annotator: v.exactOptional(SETTINGS.annotator),
  hintsSeen: v.exactOptional(SETTINGS.hintsSeen),
  reading: v.exactOptional(SETTINGS.reading),
  keys: v.exactOptional(SETTINGS.keys),
  lastFolder: v.exactOptional(SETTINGS.lastFolder),
})

const SCAN = v.strictObject({
  grant: ID,
  scan: ID,
  known: v.union([PACKED_KNOWN, KNOWN_FILES]) satisfies v.GenericSchema<unknown, PackedKnown | KnownFile[]>,
  encodings: v.exactOptional(v.record(DOCUMENT, ENCODING)),
  encoding: v.exactOptional(ENCODING),
})

const LONGEST_PATTERN = 1000
const MOST_SCHEMA_CHARACTERS = 5_000_000

const QUERY = v.strictObject({
  kind: v.picklist(['text', 'regex']),
  pattern: v.pipe(v.string(), v.maxLength(LONGEST_PATTERN)),
  matching: v.strictObject({ caseSensitive: v.boolean(), wholeWord: v.boolean(), accentSensitive: v.boolean() }),
})

const SEARCH = v.strictObject({
  grant: ID,
  search: ID,
  query: QUERY,
  ids: v.string(),
  encodings: v.record(DOCUMENT, ENCODING),
  languages: v.record(DOCUMENT, v.pipe(v.string(), v.maxLength(100))),
  stored: v.record(DOCUMENT, v.pipe(v.string(), v.maxLength(100))),
  rules: v.strictObject({
    version: v.literal(1),
    lines: v.array(v.string()),
    kept: v.array(v.string()),
    furniture: v.boolean(),
  }),
})

/** What each request's argument must be. A request without a schema does not compile. */
export const SCHEMAS: { readonly [N in RequestName]: v.GenericSchema<unknown, Requests[N][0]> } = {
  'app.info': NOTHING,
  'app.quit': NOTHING,
  'settings.get': NOTHING,
  'settings.set': SETTINGS_CHANGE,
  'menu.set': v.pipe(v.array(MENU_ITEM), v.maxLength(LONGEST_MENU)),
  'window.hold': NOTHING,
  'window.ready-to-close': NOTHING,
  'folder.initial': NOTHING,
  'folder.pick': NOTHING,
  'folder.samples': NOTHING,
  'folder.recent': NOTHING,
  'folder.forget': ID,
  'folder.reveal': v.strictObject({ grant: ID, id: v.nullable(DOCUMENT) }),
  'corpus.scan': SCAN,
  'corpus.cancel': v.strictObject({ scan: ID }),
  'corpus.watch': v.nullable(ID),
  'corpus.read': v.strictObject({ grant: ID, id: DOCUMENT, encoding: v.nullable(ENCODING) }),
  'corpus.read-many': v.strictObject({
    grant: ID,
    ids: v.pipe(v.array(DOCUMENT), v.maxLength(MOST_READ)),
    encodings: v.exactOptional(v.record(DOCUMENT, ENCODING)),
  }),
  'corpus.search': SEARCH,
  'corpus.search-cancel': v.strictObject({ search: ID }),
  'corpus.tables': v.strictObject({ grant: ID, tried: v.nullable(TABLE_TRIAL) }),
  'corpus.choose-tables': v.strictObject({
    grant: PROJECT,
    rules: v.pipe(v.array(TABLE_RULE), v.maxLength(MOST_RULES)),
  }),
  'schema.save': v.strictObject({
    name: v.pipe(v.string(), v.maxLength(200)),
    json: v.pipe(v.string(), v.maxLength(MOST_SCHEMA_CHARACTERS)),
  }),
  'schema.open': NOTHING,
  'print.paper': v.strictObject({ title: TITLE }),
  'print.pdf': v.strictObject({ name: v.pipe(v.string(), v.maxLength(1000)), title: TITLE }),
  'figure.save': v.strictObject({
    name: v.pipe(v.string(), v.maxLength(200)),
    kind: v.picklist(['svg', 'csv']),
    text: v.pipe(v.string(), v.maxLength(MOST_WRITTEN_CHARACTERS)),
  }),
  'bundle.begin': v.strictObject({ name: v.pipe(v.string(), v.maxLength(200)) }),
  'bundle.begin-many': v.strictObject({
    names: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.minLength(1), v.maxLength(200)),
  }),
  'bundle.write': v.strictObject({
    job: ID,
    bytes: v.pipe(v.instance(Uint8Array), v.maxLength(MOST_SNAPSHOT_BYTES)),
  }),
  'bundle.finish': v.strictObject({ job: ID }),
  'bundle.abort': v.strictObject({ job: ID }),
  'bundle.open': NOTHING,
  'bundle.arrived': NOTHING,
  'bundle.read': v.strictObject({ file: ID, offset: COUNT }),
  'dataset.open': v.strictObject({ kind: v.picklist(['file', 'folder']) }),
  'dataset.read': v.strictObject({
    source: ID,
    read: ID,
    format: v.nullable(v.picklist(FORMAT_IDS)),
    grant: v.nullable(ID),
  }),
  'dataset.cancel': v.strictObject({ read: ID }),
  'export.choose': v.strictObject({ name: v.pipe(v.string(), v.maxLength(200)) }),
  'export.begin': v.strictObject({ target: ID, replace: v.boolean(), grant: ID }),
  'export.write': v.strictObject({
    job: ID,
    file: v.pipe(v.string(), v.maxLength(1000), v.check(isDatasetFile, 'A plain relative file name')),
    bytes: v.pipe(v.instance(Uint8Array), v.maxLength(MOST_WRITTEN_BYTES)),
  }),
  'export.finish': v.strictObject({
    job: ID,
    convert: v.exactOptional(
      v.strictObject({
        format: v.picklist(FORMAT_IDS),
        overlaps: v.picklist(OVERLAP_POLICIES),
        unit: v.picklist(['codepoint', 'utf16', 'byte']),
        separator: v.picklist([',', ';']),
        software: v.pipe(v.string(), v.maxLength(100)),
      }),
    ),
  }),
  'export.abort': v.strictObject({ job: ID }),
  'export.reveal': v.strictObject({ target: ID }),
  'snapshot.begin': v.strictObject({ project: PROJECT }),
  'snapshot.write': v.strictObject({
    job: ID,
    bytes: v.pipe(v.instance(Uint8Array), v.maxLength(MOST_SNAPSHOT_BYTES)),
  }),
  'snapshot.finish': v.strictObject({
    job: ID,
    project: PROJECT,
    at: COUNT,
    seq: COUNT,
    spans: COUNT,
    reason: v.picklist(REASONS),
  }),
  'snapshot.abort': v.strictObject({ job: ID }),
  'snapshot.list': v.strictObject({ project: PROJECT }),
  'snapshot.read': v.strictObject({ project: PROJECT, snapshot: ID, offset: COUNT }),
  'snapshot.second-folder': v.strictObject({ project: PROJECT, choice: v.picklist(['pick', 'clear']) }),
  'changes.add': v.strictObject({
    project: PROJECT,
    seq: COUNT,
    line: v.pipe(v.string(), v.maxLength(MOST_CHANGE_CHARACTERS), v.regex(/^[^\n]+$/)),
  }),
  'changes.read': v.strictObject({ project: PROJECT }),
  'project.expectation': v.strictObject({ project: PROJECT }),
  'project.expect': v.strictObject({ project: PROJECT, spans: v.nullable(COUNT) }),
  'storage.set-aside': v.null(),
}
