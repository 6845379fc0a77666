import { describe, expect, it } from 'vitest'
import { howToGetElectron } from './electron.mjs'
import { canDownload } from './official.mjs'

describe('canDownload', () => {
  it.each([
    ['20.19.0', false],
    ['22.11.9', false],
    ['22.12.0', true],
    ['24.0.0', true],
  ])('Node %s: %s', (version, expected) => {
    expect(canDownload(version)).toBe(expected)
  })
})

describe('howToGetElectron', () => {
  it('names the very file for the machine, and the Node to use when this one is too old', () => {
    const text = howToGetElectron('45.4.1', { platform: 'darwin', arch: 'arm64', node: '20.19.0' })
    expect(text).toContain('electron-v45.4.1-darwin-arm64.zip')
    expect(text).toContain('this is Node 20.19.0')
    expect(text).toContain('npx install-electron --no')
    expect(text).toContain('export ELECTRON_MIRROR=')
  })

  it('speaks PowerShell on Windows', () => {
    const text = howToGetElectron('45.4.1', { platform: 'win32', arch: 'x64', node: '22.12.0' })
    expect(text).toContain("$env:ELECTRON_OVERRIDE_DIST_PATH = 'C:")
    expect(text).toContain('did not succeed')
  })
})
