import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { isArticleFile } from './kinds.ts'

it('knows the files that are read as articles, and no table or dataset', () => {
  const folder = fileURLToPath(new URL('../../src-main/corpus/sources', import.meta.url))
  const sources = readdirSync(folder).filter((name) => /^(?:text|html|docx|pdf)\.ts$/.test(name))
  const lists = sources.map(
    (name) => /extensions: \[(.*?)\]/.exec(readFileSync(`${folder}/${name}`, 'utf8'))?.[1] ?? '',
  )
  const extensions = lists.flatMap((list) => [...list.matchAll(/'(\.\w+)'/g)].map(([, each]) => each ?? ''))
  expect(extensions.length).toBeGreaterThan(5)
  expect(extensions.filter((each) => !isArticleFile(`a${each}`))).toEqual([])
  expect(['a.csv', 'a.jsonl', 'a.ann', 'txt', 'a.json'].filter(isArticleFile)).toEqual([])
})
