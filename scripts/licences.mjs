// Writes src-main/licences.ts: every package that Postil is made of, with its version and licence, for the about box.
// `node scripts/licences.mjs` after a package came, went or was updated; a test says when that is due.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..')
const TARGET = path.join(ROOT, 'src-main', 'licences.ts')
const SOURCES = ['src-core', 'src-main', 'src-renderer']
/** A package named by an import that is more than a type. */
const IMPORT =
  /^(?:import|export) (?!type\b)(?:[\w$*{}\s,]+ from )?['"]([^.'"][^'"]*)['"]|import\(['"]([^.'"][^'"]*)['"]\)/gm
const NOT_BUNDLED = new Set(['electron', 'vite', 'vitest'])
/** What Svelte needs to compile a component, which stays behind; what remains of it at run time is these two. */
const ONLY = new Map([['svelte', ['clsx', 'esm-env']]])

/**
 * The file as it should be now.
 *
 * @returns {string}
 */
export function licencesFile() {
  const found = new Map()
  for (const name of importedPackages()) collect(name, ROOT, found)
  const parts = [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const lines = parts.map(({ name, version, licence }) => {
    return `  { name: '${name}', version: '${version}', licence: '${licence}' },\n`
  })
  return `import type { AppInfo } from './ipc/contract.ts'

/** What Postil is made of. Written by scripts/licences.mjs; not to be edited. */
export const LICENCES: AppInfo['licences'] = [
${lines.join('')}]
`
}

/** @returns {Set<string>} */
function importedPackages() {
  const names = SOURCES.flatMap((folder) => sourceFiles(path.join(ROOT, folder))).flatMap(importsOf)
  return new Set(names.filter((name) => !name.startsWith('node:') && !NOT_BUNDLED.has(name)))
}

/** @param {string} folder */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$|(^|[\\/])testing[\\/]/.test(name))
    .map((name) => path.join(folder, name))
}

/** @param {string} file */
function importsOf(file) {
  const text = readFileSync(file, 'utf8').replaceAll(/^ +/gm, '')
  return [...text.matchAll(IMPORT)].map((match) => packageOf(match[1] ?? match[2] ?? ''))
}

/** @param {string} specifier */
function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/**
 * A package and all that it depends on, each as it is installed where it is needed.
 *
 * @param {string} name
 * @param {string} from the folder of the package that needs it
 * @param {Map<string, { name: string, version: string, licence: string }>} found
 */
function collect(name, from, found) {
  const folder = installed(name, from)
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const key = `${manifest.name}@${manifest.version}`
  if (found.has(key)) return
  found.set(key, { name: manifest.name, version: manifest.version, licence: licenceOf(folder, manifest.license) })
  const needs = ONLY.get(name) ?? Object.keys(manifest.dependencies ?? {})
  for (const each of needs.filter((each) => !each.startsWith('@types/'))) collect(each, folder, found)
}

/**
 * What the manifest says, else what the licence's own first line says.
 *
 * @param {string} folder
 * @param {string | undefined} said
 */
function licenceOf(folder, said) {
  if (said) return said
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  const [title = ''] = file ? readFileSync(path.join(folder, file), 'utf8').split('\n') : []
  return title.replace(/^#* *(The )?| Licen[cs]e.*$/gi, '').trim() || 'UNLICENSED'
}

/**
 * @param {string} name
 * @param {string} from
 * @returns {string}
 */
function installed(name, from) {
  const folder = path.join(from, 'node_modules', name)
  if (existsSync(path.join(folder, 'package.json'))) return folder
  if (path.dirname(from) === from) throw new Error(`${name} is not installed`)
  return installed(name, path.dirname(from))
}

if (process.argv[1] === import.meta.filename) writeFileSync(TARGET, licencesFile())
