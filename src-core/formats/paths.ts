import type { Checker } from './check.ts'
import type { SourceFile } from './format.ts'
import { say } from './phrase.ts'

const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Gives each document × annotator a path of its own that every system can hold: no `..`, nothing hidden, no character
 * that a system forbids. With several annotators each has a folder.
 */
export class PathMaker {
  readonly #used = new Set<string>()
  readonly #severalAnnotators: boolean

  constructor(annotators: readonly string[]) {
    this.#severalAnnotators = annotators.length > 1
  }

  /** Without extension; `.txt` at the end of the id is left out. */
  stem(id: string, annotator: string): string {
    const segments = [...(this.#severalAnnotators ? [annotator] : []), ...id.replace(/\.txt$/i, '').split('/')]
    const path = segments.map(safeName).join('/')
    let free = path
    for (let n = 2; this.#used.has(free.toLowerCase()); n++) free = `${path}~${n}`
    this.#used.add(free.toLowerCase())
    return free
  }
}

function safeName(segment: string): string {
  const plain = segment.replace(/[\0-\x1f\x7f<>:"|?*\\/~]/g, '_').replace(/^\.|[. ]$/g, '_')
  const named = plain === '' || DEVICE.test(plain) ? `_${plain}` : plain
  return [...named].slice(0, 80).join('')
}

/** Tells which document and annotator each file of a folder stands for, beside formats that cannot say it. */
export const MANIFEST = 'postil-documents.tsv'

export function manifestLine(stem: string, id: string, annotator: string): string {
  return `${[stem, id, annotator].map((cell) => JSON.stringify(cell)).join('\t')}\n`
}

/** Stem → id and annotator, from every manifest among the files: each speaks of the files in its own folder. */
export function readManifests(
  files: readonly SourceFile[],
  check: Checker,
): ReadonlyMap<string, readonly [id: string, annotator: string]> {
  const known = new Map<string, readonly [string, string]>()
  for (const { name, text } of files.filter(isManifest))
    text.split('\n').forEach((line, i) => {
      if (line.trim() === '') return
      check.at(name, i + 1)
      const cells = line.split('\t').map((cell) => check.parse(cell))
      const [stem, id, annotator] = cells
      if (typeof stem === 'string' && typeof id === 'string' && typeof annotator === 'string')
        known.set(`${name.slice(0, -MANIFEST.length)}${stem}`, [id, annotator])
      else check.fault('bad-line', '', { detail: say('cells', { n: cells.length }), expected: say('json-strings') })
    })
  return known
}

export function isManifest({ name }: Pick<SourceFile, 'name'>): boolean {
  return name === MANIFEST || name.endsWith(`/${MANIFEST}`)
}

/** Whether a path of an input stays in its folder; a fault where not. */
export function isInside(path: string, check: Checker): boolean {
  const plain = !/[\0\\]/.test(path) && !/^([a-z]:|\/)/i.test(path) && !path.split('/').includes('..')
  if (!plain) check.fault('unsafe-path', '', { path: JSON.stringify(path) })
  return plain
}
