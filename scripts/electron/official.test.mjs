import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scratchFolder } from '../testing/scratch.mjs'
import { fetchOfficial, officialPresent, programPath } from './official.mjs'

const PROGRAM = programPath()

/** A checkout with the electron package, whose installer does what `install` says. */
function checkout(install = '') {
  const root = scratchFolder()
  const electron = path.join(root, 'node_modules', 'electron')
  mkdirSync(electron, { recursive: true })
  writeFileSync(path.join(electron, 'package.json'), JSON.stringify({ version: '45.4.1' }))
  writeFileSync(path.join(electron, 'install.js'), install)
  return { root, electron }
}

/**
 * @param {string} folder
 * @param {string} version
 */
function distribution(folder, version) {
  mkdirSync(path.dirname(path.join(folder, PROGRAM)), { recursive: true })
  writeFileSync(path.join(folder, PROGRAM), '')
  writeFileSync(path.join(folder, 'version'), version)
}

/**
 * @param {string} name
 * @param {string} value
 */
function setVariable(name, value) {
  const before = process.env[name]
  process.env[name] = value
  onTestFinished(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = before
  })
}

describe('officialPresent', () => {
  it('finds what the installer has put into node_modules', () => {
    const { root, electron } = checkout()
    distribution(path.join(electron, 'dist'), 'v45.4.1')
    writeFileSync(path.join(electron, 'path.txt'), PROGRAM)
    expect(officialPresent(root)).toEqual({
      program: path.join(electron, 'dist', PROGRAM),
      version: '45.4.1',
      folder: path.join(electron, 'dist'),
    })
  })

  it('does not take an unpacking that was interrupted: path.txt comes last', () => {
    const { root, electron } = checkout()
    distribution(path.join(electron, 'dist'), '45.4.1')
    expect(officialPresent(root)).toBeUndefined()
  })

  it('does not take the program of an older package', () => {
    const { root, electron } = checkout()
    distribution(path.join(electron, 'dist'), '44.0.0')
    writeFileSync(path.join(electron, 'path.txt'), PROGRAM)
    expect(officialPresent(root)).toBeUndefined()
  })

  it('takes the folder a person names, whatever its version', () => {
    const folder = scratchFolder()
    distribution(folder, '44.0.0')
    setVariable('ELECTRON_OVERRIDE_DIST_PATH', folder)
    expect(officialPresent(checkout().root)).toEqual({ program: path.join(folder, PROGRAM), version: '44.0.0', folder })
  })
})

describe('fetchOfficial', () => {
  const COUNT =
    "require('fs').appendFileSync(__dirname + '/asked', '.'); console.error('fetch failed'); process.exit(1)"
  const asked = (/** @type {string} */ electron) => readFileSync(path.join(electron, 'asked'), 'utf8').length

  it('asks an unreachable host once, and again for another mirror', async () => {
    const { root, electron } = checkout(COUNT)
    const cache = scratchFolder()
    expect(await fetchOfficial(root, cache, '22.12.0')).toBeUndefined()
    await fetchOfficial(root, cache, '22.12.0')
    expect(asked(electron)).toBe(1)
    setVariable('ELECTRON_MIRROR', 'https://mirror.example.org/')
    await fetchOfficial(root, cache, '22.12.0')
    expect(asked(electron)).toBe(2)
  })

  it('leaves the installer alone on a Node that cannot run it', async () => {
    const { root } = checkout("throw new Error('must not run')")
    expect(await fetchOfficial(root, scratchFolder(), '20.19.0')).toBeUndefined()
  })
})
