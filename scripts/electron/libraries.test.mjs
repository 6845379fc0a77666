import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scratchFolder } from '../testing/scratch.mjs'
import { adviceFor, distributionOf, ensureLibraries, packagesFor, parseMissing } from './libraries.mjs'

const LDD = `/cache/electron:
\tlinux-vdso.so.1 (0x00007ffd2b5f2000)
\tlibffmpeg.so => not found
\tlibglib-2.0.so.0 => /lib/x86_64-linux-gnu/libglib-2.0.so.0 (0x00007f1)
\tlibgtk-3.so.0 => not found
\tlibasound.so.2 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)
/cache/libEGL.so:
\tlibgtk-3.so.0 => not found
`

const BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'

describe('parseMissing', () => {
  it('gives each missing library once, sorted, and not those in the program’s own folder', () => {
    expect(parseMissing(LDD, new Set(['libffmpeg.so']))).toEqual(['libasound.so.2', 'libgtk-3.so.0'])
  })

  it('gives nothing when all were found', () => {
    expect(parseMissing('\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tstatically linked\n')).toEqual([])
  })
})

describe('packagesFor', () => {
  const missing = ['Xvfb', 'libasound.so.2', 'libgio-2.0.so.0', 'libglib-2.0.so.0', 'libnss3.so']
  it.each([
    ['Debian 12', BOOKWORM, ['libasound2', 'libglib2.0-0', 'libnss3', 'xvfb']],
    ['Debian 13', 'ID=debian\nVERSION_ID="13"\n', ['libasound2t64', 'libglib2.0-0t64', 'libnss3', 'xvfb']],
    [
      'Ubuntu 22.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n',
      ['libasound2', 'libglib2.0-0', 'libnss3', 'xvfb'],
    ],
    [
      'Ubuntu 24.04',
      'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n',
      ['libasound2t64', 'libglib2.0-0t64', 'libnss3', 'xvfb'],
    ],
    [
      'Mint 22, on Ubuntu 24.04',
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"\n',
      ['libasound2t64', 'libglib2.0-0t64', 'libnss3', 'xvfb'],
    ],
  ])('%s', (_name, osRelease, packages) => {
    expect(packagesFor(missing, distributionOf(osRelease))).toEqual(packages)
  })

  it('asks Fedora’s installer for the libraries themselves', () => {
    const fedora = distributionOf('ID=fedora\nVERSION_ID=41\n')
    expect(packagesFor(['libnss3.so', 'Xvfb'], fedora)).toEqual(["'libnss3.so()(64bit)'", 'xorg-x11-server-Xvfb'])
  })
})

describe('adviceFor', () => {
  it('is a command to paste', () => {
    const advice = adviceFor(['libgtk-3.so.0'], distributionOf(BOOKWORM))
    expect(advice).toContain('libgtk-3.so.0')
    expect(advice).toMatch(/apt-get update && (sudo )?apt-get install -y --no-install-recommends libgtk-3-0$/)
  })

  it('does not hide a library whose package it does not know', () => {
    expect(adviceFor(['libgtk-3.so.0', 'libnew.so.9'], distributionOf(BOOKWORM))).toContain('contain libnew.so.9')
  })
})

describe.runIf(process.platform === 'linux')('ensureLibraries', () => {
  it('stops with the command where it may not install', async () => {
    const system = fakeSystem()
    await expect(ensureLibraries(system.program, { install: false, commands: ['Xvfb'] })).rejects.toThrow(
      /libgtk-3\.so\.0 Xvfb[^]*install/,
    )
    expect(system.log()).toBe('')
  })

  it.runIf(process.getuid?.() === 0)('installs as root where it may, and then looks again', async () => {
    const system = fakeSystem()
    await ensureLibraries(system.program, { install: true, commands: ['Xvfb'] })
    expect(system.log()).toMatch(/^update\ninstall -y --no-install-recommends libgtk-3-0(t64)? xvfb\n$/)
  })
})

/** A PATH on which `ldd` finds no GTK until `apt-get install` has run. */
function fakeSystem() {
  const folder = scratchFolder()
  const bin = path.join(folder, 'bin')
  const program = path.join(folder, 'electron')
  for (const made of [bin, program]) mkdirSync(made)
  writeFileSync(path.join(program, 'electron'), '')
  writeFileSync(path.join(folder, 'log'), '')
  const script = (/** @type {string} */ name, /** @type {string} */ body) => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  script(
    'ldd',
    `if [ -e ${bin}/Xvfb ]; then echo '	libgtk-3.so.0 => /lib/x (0x1)'; else echo '	libgtk-3.so.0 => not found'; fi`,
  )
  script('apt-get', `echo "$*" >> ${folder}/log; case "$1" in install) : > ${bin}/Xvfb ;; esac`)
  const before = process.env['PATH']
  process.env['PATH'] = bin
  onTestFinished(() => {
    process.env['PATH'] = before
  })
  return { program, log: () => readFileSync(path.join(folder, 'log'), 'utf8') }
}
