import * as v from 'valibot'
import type { Settings } from '../ipc/contract.ts'
import type { Format } from './kept.ts'

const VERSION = 1

const INITIAL: Settings = {
  language: 'system',
  theme: 'system',
  annotator: null,
  hintsSeen: [],
  reading: {},
  keys: {},
  lastFolder: null,
}

const NAME = v.pipe(v.string(), v.maxLength(200))

/** What each setting may be; also what the renderer may set. */
export const SETTINGS = {
  language: v.picklist(['system', 'en', 'fr']),
  theme: v.picklist(['system', 'light', 'dark']),
  annotator: v.nullable(v.strictObject({ id: NAME, name: NAME })),
  hintsSeen: v.pipe(v.array(NAME), v.maxLength(1000)),
  reading: v.record(NAME, v.union([v.string(), v.number(), v.boolean()])),
  keys: v.record(NAME, NAME),
  lastFolder: v.nullable(NAME),
} satisfies { [K in keyof Settings]: v.GenericSchema<unknown, Settings[K]> }

/**
 * `settings.json`: `{ version, settings }`. A setting of the wrong kind becomes its default and the file counts as
 * mended; settings of a newer version that this one does not know are dropped so too.
 */
export const settingsFormat: Format<Settings> = {
  initial: INITIAL,
  parse(json) {
    const file = v.safeParse(v.object({ version: v.number(), settings: v.record(v.string(), v.unknown()) }), json)
    if (!file.success) return null
    const { version, settings } = file.output
    return { value: { ...INITIAL, ...sound(settings) }, mended: version > VERSION || !isSound(settings) }
  },
  print: (settings) => ({ version: VERSION, settings }),
}

function sound(settings: Record<string, unknown>): Partial<Settings> {
  const kept = Object.entries(settings).filter(([key, value]) => isSoundSetting(key, value))
  return Object.fromEntries(kept)
}

function isSound(settings: Record<string, unknown>): boolean {
  return Object.entries(settings).every(([key, value]) => isSoundSetting(key, value))
}

function isSoundSetting(key: string, value: unknown): boolean {
  return Object.hasOwn(SETTINGS, key) && v.is(SETTINGS[key as keyof Settings], value)
}
