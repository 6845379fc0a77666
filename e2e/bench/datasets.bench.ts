import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { introduce, longestPauses, pickFolder, startApp, untilListed, watchPauses, type Started } from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { articleFolder, cached } from './corpus.ts'
import { seededProfile } from './seeded.ts'

const DOCUMENTS = 100_000
const LONG_TAGS = 10_000
const RUNS = 2
const IMPORTED_DOCUMENTS = 10_000
const LONGEST_MS = 900_000

/** Each line parsed and written again, as a script of the reader's would. */
const PYTHON = `
import json, sys, time
began = time.perf_counter()
with open(sys.argv[1], encoding='utf-8') as lines, open(sys.argv[2], 'w', encoding='utf-8') as out:
    for line in lines:
        out.write(json.dumps(json.loads(line), ensure_ascii=False))
        out.write('\\n')
print((time.perf_counter() - began) * 1000)
`

/** A project of 100,000 documents and 1,000,000 tags goes out as JSONL, each tag proved; Python on the same lines. */
export async function exportMillion(bench: Bench): Promise<readonly Measured[]> {
  const started = await millionTags(bench)
  const [ours, python, memory]: [number[], number[], number[]] = [[], [], []]
  for (let run = 0; run < RUNS; run++) {
    const target = join(bench.scratch, `export-${run}`)
    // What was copied before is not to be written out meanwhile.
    execFileSync('sync')
    const watched = watchMain(started)
    ours.push(await exportTo(started, target))
    memory.push(watched())
    python.push(pythonLoop(join(target, 'data.jsonl'), join(bench.scratch, 'python.jsonl')))
    rmSync(join(bench.scratch, 'python.jsonl'))
  }
  const cancelled = await cancelExport(started, join(bench.scratch, 'cancelled'))
  if (existsSync(join(bench.scratch, 'cancelled')) || leftovers(bench.scratch).length > 0)
    throw new Error(`A cancelled export left ${leftovers(bench.scratch).join(', ')}`)
  await started.app.close()
  const ratios = ours.map((ms, i) => ms / (python[i] ?? Number.NaN))
  return [
    { name: 'million tags: exported with texts, each tag proved', unit: 'ms', samples: ours },
    { name: 'million tags: Python parses and writes the same lines', unit: 'ms', samples: python },
    { name: 'million tags: export as a multiple of Python', unit: '×', samples: ratios, atMost: 2.5 },
    { name: 'million tags: main process during the export', unit: 'MB', samples: memory, atMost: 300 },
    { name: 'million tags: from cancel to nothing left', unit: 'ms', samples: [cancelled] },
  ]
}

/** The command on a part of what was exported: out to three formats, and back from one. */
export async function convertPart(bench: Bench): Promise<readonly Measured[]> {
  const lines = partOf(await exportedMillion(bench), bench)
  const rows: Measured[] = []
  const convert = (from: string, format: string, out: string): void => {
    const what = `${CONVERTED}: postil convert, ${basename(from).startsWith('part') ? 'postil' : 'doccano'} → ${format}`
    const [ms, mb] = commanded(bench, ['convert', from, '--to', format, '--out', out])
    rows.push({ name: what, unit: 'ms', samples: [ms] }, { name: `${what}, memory`, unit: 'MB', samples: [mb] })
  }
  for (const format of ['doccano', 'conllu', 'brat']) convert(lines, format, join(bench.scratch, `to-${format}`))
  convert(join(bench.scratch, 'to-doccano'), 'postil', join(bench.scratch, 'back.jsonl'))
  return rows
}

/** The import of that part into a project that is empty. */
export async function importPart(bench: Bench): Promise<readonly Measured[]> {
  return importInto(bench, partOf(await exportedMillion(bench), bench))
}

const CONVERTED = `${IMPORTED_DOCUMENTS.toLocaleString('en')} documents, 100,000 tags`

/** What the command took and the most memory that it had. */
function commanded(bench: Bench, argv: readonly string[]): readonly [ms: number, mb: number] {
  const script = `process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS))`
  const hook = `data:text/javascript,${encodeURIComponent(script)}`
  const began = performance.now()
  const { stderr } = spawnSync(process.execPath, ['--import', hook, join(bench.root, 'out/main/postil.js'), ...argv], {
    encoding: 'utf8',
  })
  const [, most] = /maxRSS (\d+)$/.exec(stderr) ?? []
  if (most === undefined) throw new Error(stderr)
  return [performance.now() - began, Number(most) / 1024]
}

/** The lines of the project of a million tags, exported once. */
function exportedMillion(bench: Bench): Promise<string> {
  return cached('exported-1', async (folder) => {
    const started = await millionTags(bench)
    await exportTo(started, join(folder, 'dataset'))
    await started.app.close()
  })
}

/** Without the first document, which has ten thousand tags. */
function partOf(exported: string, { scratch }: Bench): string {
  const part = join(scratch, 'part.jsonl')
  const lines = join(exported, 'dataset', 'data.jsonl')
  execFileSync('sh', ['-c', `sed -n '2,${IMPORTED_DOCUMENTS + 1}p' "$1" > "$2"`, 'sh', lines, part])
  return part
}

async function importInto(bench: Bench, file: string): Promise<readonly Measured[]> {
  const folder = await articleFolder(DOCUMENTS, true)
  const started = await startApp(bench, join(bench.scratch, 'fresh'))
  await introduce(started)
  await pickFolder(started, folder)
  await untilListed(started, DOCUMENTS)
  const { app, page } = started
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('Import a dataset')
  await page.keyboard.press('Enter')
  await watchPauses(started)
  const began = performance.now()
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  const go = page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true })
  await go.waitFor({ timeout: LONGEST_MS })
  const shown = performance.now() - began
  const { frameMs: frameUntilShown } = await longestPauses(started)
  await watchPauses(started)
  const pressed = performance.now()
  await go.click()
  await page.getByText(/tags imported from/).waitFor({ timeout: LONGEST_MS })
  await page.getByText('Saved', { exact: true }).waitFor({ timeout: LONGEST_MS })
  const saved = performance.now() - pressed
  const { frameMs: frameUntilSaved } = await longestPauses(started)
  await started.app.close()
  const what = CONVERTED
  return [
    { name: `${what}: read, found among ${DOCUMENTS.toLocaleString('en')} and shown`, unit: 'ms', samples: [shown] },
    { name: `${what}: longest frame until shown`, unit: 'ms', samples: [frameUntilShown], atMost: 50 },
    { name: `${what}: imported and durable`, unit: 'ms', samples: [saved] },
    { name: `${what}: longest frame until durable`, unit: 'ms', samples: [frameUntilSaved], atMost: 50 },
  ]
}

async function millionTags(bench: Bench): Promise<Started> {
  const folder = await articleFolder(DOCUMENTS, true)
  const seeded = await seededProfile(bench, { folder, documents: DOCUMENTS, tagsEach: 10, tagsInFirst: LONG_TAGS })
  const profile = join(bench.scratch, 'profile')
  cpSync(seeded, profile, { recursive: true })
  const started = await startApp(bench, profile)
  await pickFolder(started, folder)
  await untilListed(started, DOCUMENTS)
  return started
}

async function beginExport({ app, page }: Started, target: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, target)
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'Untouched' }).check()
  await dialog.getByRole('button', { name: 'Choose…' }).click()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
}

async function exportTo(started: Started, target: string): Promise<number> {
  await beginExport(started, target)
  const began = performance.now()
  // Only there: to look through the whole page time and again would take a part of what is measured.
  await started.page.getByRole('dialog').getByText('The dataset is ready').waitFor({ timeout: LONGEST_MS })
  const ms = performance.now() - began
  await started.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  return ms
}

/** Cancels in the middle of the writing. */
async function cancelExport(started: Started, target: string): Promise<number> {
  await beginExport(started, target)
  const { page } = started
  await page.getByText(/^Writing… \d+,000 of/).waitFor({ timeout: LONGEST_MS })
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  const began = performance.now()
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).waitFor()
  return performance.now() - began
}

function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.'))
}

/** To add up a process's pages takes the system some milliseconds of it. */
const LOOK_MS = 500

/** The most memory of the main process, its threads with it, until the answer is asked. */
function watchMain({ app }: Started): () => number {
  const path = `/proc/${app.process().pid ?? 0}/smaps_rollup`
  let most = 0
  const look = () => {
    const [, pss = '0'] = /^Pss:\s+(\d+)/m.exec(readFileSync(path, 'utf8')) ?? []
    most = Math.max(most, Number(pss) / 1024)
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  return () => {
    clearInterval(timer)
    return most
  }
}

function pythonLoop(from: string, to: string): number {
  return Number(execFileSync('python3', ['-c', PYTHON, from, to], { encoding: 'utf8' }))
}
