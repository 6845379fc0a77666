// npm run bench [-- PART [ONE]]: measures the built app on a real Electron; see e2e/bench/bench.ts. PART is part of a
// file's name, ONE part of the name of a function in it: what takes minutes can be measured one by one.
import './lib/node-version.mjs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ensureBuild, ensurePackages, ROOT } from './lib/checkout.mjs'
import { withDisplay } from './lib/display.mjs'
import { columns, figure, summarize } from './lib/figures.mjs'
import { runScript, say, Stop } from './lib/say.mjs'

const FOLDER = path.join(ROOT, 'e2e', 'bench')

/**
 * @typedef {object} Measured As in e2e/bench/bench.ts.
 * @property {string} name
 * @property {string} unit
 * @property {readonly number[]} samples
 * @property {number} [atMost]
 * @property {'median' | 'p95' | 'max'} [limits]
 */

await runScript(async () => {
  await ensurePackages()
  const { readyElectron } = await import('./lib/electron-run.mjs')
  const electron = await readyElectron({ virtualScreen: true })
  await ensureBuild()
  const machine = describeMachine(electron)
  say(Object.values(machine).join(' · '))
  const files = await benchFiles(process.argv[2] ?? '')
  const rows = await withDisplay((env) => {
    Object.assign(process.env, env, { POSTIL_ELECTRON: electron.program })
    return measureAll(files, process.argv[3] ?? '', electron.program)
  })
  say(`\n${table(rows)}`)
  say(`\n${await save(machine, rows)}`)
})

/** @param {string} part */
async function benchFiles(part) {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.bench.ts') && name.includes(part)).sort()
  if (files.length === 0) throw new Stop(`No bench file has “${part}” in its name; there are those of e2e/bench.`)
  return files
}

/**
 * @param {readonly string[]} files
 * @param {string} one Part of the name of what is measured.
 * @param {string} program
 */
async function measureAll(files, one, program) {
  const { runnerImport } = await import('vite')
  /** @type {Measured[]} */
  const rows = []
  for (const file of files) {
    const { module } = await runnerImport(path.join(FOLDER, file), { configFile: false, root: ROOT })
    for (const [name, measure] of Object.entries(/** @type {Record<string, unknown>} */ (module))) {
      if (typeof measure !== 'function' || !name.toLowerCase().includes(one.toLowerCase())) continue
      say(`${file}: ${name} …`)
      const scratch = await mkdtemp(path.join(os.tmpdir(), 'postil-bench-'))
      rows.push(...(await measure({ program, root: ROOT, scratch })))
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  if (rows.length === 0) throw new Stop(`Nothing in ${files.join(', ')} has “${one}” in its name.`)
  return rows
}

/** @param {readonly Measured[]} rows */
function table(rows) {
  const body = rows.map((row) => {
    const { median, low, high, n } = summarize(row.samples)
    return [row.name, `${figure(median)} ${row.unit}`, `${figure(low)}–${figure(high)}`, String(n), verdict(row)]
  })
  return columns([['', 'median', '10–90 %', 'n', 'wanted'], ...body])
}

/** @param {Measured} row */
function verdict({ samples, atMost, limits = 'median' }) {
  if (atMost === undefined) return ''
  const { [limits]: value } = summarize(samples)
  const what = limits === 'median' ? '' : `${limits} ${figure(value)}, `
  return `${what}at most ${figure(atMost)}: ${value <= atMost ? 'yes' : 'NO'}`
}

/** @param {import('./electron/electron.mjs').ElectronProgram} electron */
function describeMachine({ version, origin }) {
  const [cpu] = os.cpus()
  return {
    cpu: cpu?.model.trim() ?? 'unknown processor',
    cores: `${os.cpus().length} cores`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    electron: `Electron ${version} (${origin})`,
    node: `Node ${process.versions.node}`,
    at: new Date().toISOString(),
  }
}

/**
 * @param {Record<string, string>} machine
 * @param {readonly Measured[]} rows
 */
async function save(machine, rows) {
  const folder = path.join(ROOT, 'bench-results')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${machine['at']?.replaceAll(':', '-')}.json`)
  const measured = rows.map((row) => ({ ...row, ...summarize(row.samples) }))
  await writeFile(file, `${JSON.stringify({ machine, measured }, null, 2)}\n`)
  return file
}
