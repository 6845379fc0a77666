import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { problem } from '../../src-core/formats/problem.ts'
import { readBundle, type BundleContent } from '../../src-core/review/bundle.ts'
import { DataFault } from './io.ts'

interface BundleFile {
  readonly path: string
  /** What messages call it. */
  readonly shown: string
}

/** Whether an input is a file of layers that colleagues send each other. */
export function isBundle({ path, folder }: { readonly path: string; readonly folder: boolean }): boolean {
  return !folder && /\.postil$/i.test(path)
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What a bundle says; what is wrong with it is the data's fault. */
export async function bundleAt({ path, shown }: BundleFile): Promise<BundleContent> {
  return contentOf(await readFile(path), shown)
}

/** What the bytes of a bundle say, every hash and line checked. */
export async function contentOf(bytes: Uint8Array, shown: string): Promise<BundleContent> {
  const outcome = await readBundle(bytes, sha256)
  if (outcome.ok) return outcome.bundle
  const { code, params, problems } = outcome.fault
  const detail = [code, ...Object.entries(params).map(([name, value]) => `${name} ${value}`)].join(', ')
  throw new DataFault([problem('bad-bundle', '', { detail }), ...problems], shown)
}
