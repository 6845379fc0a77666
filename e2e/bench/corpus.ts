import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { article } from './articles.ts'

/** What takes long to make and is the same at every run stays here, outside the checkout. */
const CACHE = process.env['POSTIL_BENCH_CACHE'] ?? join(tmpdir(), 'postil-bench-cache')

/** Makes a folder once; what is made there counts only when it is whole. `name` must change with what is in it. */
export async function cached(name: string, make: (folder: string) => Promise<void> | void): Promise<string> {
  const folder = join(CACHE, name)
  if (existsSync(folder)) return folder
  const aside = `${folder}.partial`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  await make(aside)
  renameSync(aside, folder)
  return folder
}

/** Paths of articles, 500 in a folder, in the order of the list. */
export function articlePaths(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `part-${digits(Math.floor(i / 500), 3)}/article-${digits(i, 6)}.txt`)
}

/** A folder of small articles; `long` makes a megabyte of the first. */
export function articleFolder(count: number, long = false): Promise<string> {
  return cached(`articles-2-${count}${long ? '-long' : ''}`, (folder) => {
    for (const [i, path] of articlePaths(count).entries()) {
      if (i % 500 === 0) mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), long && i === 0 ? longArticle() : article(i))
    }
  })
}

function longArticle(): string {
  return Array.from({ length: 420 }, (_, i) => article(i)).join('\n')
}

function digits(n: number, length: number): string {
  return String(n).padStart(length, '0')
}
