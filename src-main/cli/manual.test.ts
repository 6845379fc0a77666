import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../src-core/formats/registry.ts'
import { postil } from './testing/postil.ts'

/* The page in docs is held against the command as it is. */

const manual = readFileSync(fileURLToPath(new URL('../../docs/postil.md', import.meta.url)), 'utf8')
const section = (name: string) => new RegExp(`^## ${name}\\n([^]*?)(?=^## |(?![^]))`, 'm').exec(manual)?.[1] ?? ''
const options = (text: string) => [...new Set(text.match(/--[a-z]+(?:-[a-z]+)*/g))].sort()

/** Command → its part of the synopsis. */
const synopsis = new Map(
  section('SYNOPSIS')
    .split(/^ {4}postil (?=[a-z])/m)
    .slice(1)
    .map((call) => [/^\w+/.exec(call)?.[0] ?? '', call.split('\n\n')[0] ?? ''] as const),
)

describe('the manual', async () => {
  const { out } = await postil(['--help'])
  const commands = [...out.matchAll(/^ {2}([a-z]+) (?:\[options\]|<)/gm)].map(([, name = '']) => name)

  it('has every command, each with a paragraph of its own', () => {
    expect(commands.length).toBeGreaterThan(5)
    expect([...synopsis.keys()]).toEqual(commands)
    expect(commands.filter((name) => !section('COMMANDS').includes(`**${name}**`))).toEqual([])
  })

  it.each(commands)('has every option of %s and no other, and the help shows how it is used', async (name) => {
    const help = await postil([name, '--help'])
    const [usage = '', listed = ''] = help.out.split(/^Options:$/m)
    expect(usage).toContain(`Usage: postil ${name}`)
    const own = [...listed.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option)
    expect(options(synopsis.get(name) ?? '')).toEqual(own.filter((option) => option !== '--help').sort())
    expect(help.out).toContain(`Examples:\n  postil ${name} `)
  })

  it('has every format as it is read and written', () => {
    const rows = [...section('FORMATS').matchAll(/^\| (`[^|]+`) \| (yes|) ?\| (yes|) ?\|/gm)]
    const told = rows.flatMap(([, ids = '', reads, writes]) =>
      [...ids.matchAll(/`([\w-]+)`/g)].map(([, id]) => [id, reads === 'yes', writes === 'yes']),
    )
    const isRead = ({ read, readLine }: (typeof FORMATS)[number]) => Boolean(read ?? readLine)
    expect(told).toEqual(FORMATS.map((format) => [format.id, isRead(format), Boolean(format.write)]))
  })

  it('gives no example that the command does not know', async () => {
    const calls = section('EXAMPLES').match(/postil [^|>\n]+/g) ?? []
    for (const call of calls) {
      const [, name = ''] = call.split(' ')
      const { out: help } = await postil([name, '--help'])
      expect([call, options(call).filter((option) => !help.includes(option))]).toEqual([call, []])
    }
  })
})
