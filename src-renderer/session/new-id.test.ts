import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

test('ids are ULIDs, never the same twice, over many fillings of the pool', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u.test(id))).toBe(true)
})

test('every letter comes as often as any other at every place behind the time', () => {
  const counts = new Map<string, number>()
  for (let i = 0; i < 20_000; i++)
    for (const [at, letter] of [...newId().slice(10)].entries())
      counts.set(`${at}${letter}`, (counts.get(`${at}${letter}`) ?? 0) + 1)
  expect(counts.size).toBe(16 * 32)
  // 625 of each are expected; chance strays 25, and hardly ever six times that.
  expect(Math.min(...counts.values())).toBeGreaterThan(475)
  expect(Math.max(...counts.values())).toBeLessThan(775)
})
