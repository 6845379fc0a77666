import { createHash } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tempFolder } from '../testing/folder.ts'
import { GrowingFile, hashOf } from './growing-file.ts'

it('gives every line once and whole, wherever the writing paused', async () => {
  const path = join(tempFolder(), 'data.jsonl')
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', ' ', '"'), maxLength: 12 })
  const run = fc.asyncProperty(fc.array(line), fc.boolean(), fc.array(fc.nat(20)), async (lines, ended, cuts) => {
    const bytes = Buffer.from(lines.join('\n') + (ended && lines.length ? '\n' : ''))
    writeFileSync(path, '')
    const found: string[] = []
    const take = (each: Buffer, number: number) => {
      expect(number).toBe(found.push(each.toString('utf8')))
    }
    const file = new GrowingFile(path, true)
    let at = 0
    for (const cut of [...cuts, bytes.length]) {
      appendFileSync(path, bytes.subarray(at, (at = Math.min(bytes.length, at + cut))))
      await file.read({ line: take, piece: () => undefined, stopped: () => false })
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await file.end(take)).toEqual({ bytes: bytes.length, sha256 })
    expect(hashOf(path)).toBe(sha256)
    const expected = bytes.toString('utf8').split('\n')
    expect(found).toEqual(expected.at(-1) === '' ? expected.slice(0, -1) : expected)
  })
  await fc.assert(run, { seed: 5, numRuns: 60 })
})
