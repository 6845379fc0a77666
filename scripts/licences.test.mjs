import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { licencesFile } from './licences.mjs'

it('lists in the about box what is installed now (if not: node scripts/licences.mjs)', () => {
  const written = readFileSync(path.join(import.meta.dirname, '..', 'src-main', 'licences.ts'), 'utf8')
  expect(written).toBe(licencesFile())
})

it('knows a licence for every part', () => {
  expect(licencesFile()).not.toMatch(/undefined|UNLICENSED|\[object/)
})
