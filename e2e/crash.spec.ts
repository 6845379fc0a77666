import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, kill, test, type Running } from './app.ts'
import { ARTICLES } from './articles.ts'
import { SafetyPages } from './pages/safety.ts'
import { Workbench } from './pages/workbench.ts'
import { storedState, type StoredSpan } from './stored.ts'

const SEED = 20_261_122
const CRASHES = 32
const MOST_DEEDS = 6
const DOCUMENTS = ['2021/grève-port.txt', '2021/grève-port-2.txt', '2022/recomptage.md'] as const
type Document = (typeof DOCUMENTS)[number]

const TITLES: Readonly<Record<Document, RegExp>> = {
  '2021/grève-port.txt': /Les dockers de Port-Aubrac/,
  '2021/grève-port-2.txt': /QUINTIN maintient la pression/,
  '2022/recomptage.md': /Recomptage à Valmoury/,
}

interface Label {
  readonly id: string
  readonly name: string
  readonly key: string
}
const press = JSON.parse(readFileSync(join('resources', 'presets', 'press.json'), 'utf8')) as { labels: Label[] }

/** A tag as the model knows it. */
interface Tag {
  readonly document: Document
  readonly word: string
  readonly label: Label
}
interface Deed {
  readonly gone: Tag | null
  readonly come: Tag | null
}
/** What there should be after so many deeds. */
interface State {
  readonly tags: readonly Tag[]
  readonly undo: readonly Deed[]
  readonly redo: readonly Deed[]
}
const EMPTY: State = { tags: [], undo: [], redo: [] }

/** Mulberry32: the same work at every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Words that stand once in an article, with spaces about them: a double click takes exactly them. */
function wordsOf(document: Document): string[] {
  const text = ARTICLES[document] ?? ''
  const words = [...text.matchAll(/(?<=\s)\p{L}{4,}(?=[\s,.])/gu)].map(([word]) => word)
  return words.filter((word) => text.split(word).length === 2)
}

function without(tags: readonly Tag[], tag: Tag | null): Tag[] {
  return tags.filter((each) => tag === null || each.document !== tag.document || each.word !== tag.word)
}

function done(tags: readonly Tag[], { gone, come }: Deed): Tag[] {
  return [...without(tags, gone), ...(come ? [come] : [])]
}

/** What a person does next. */
type Step =
  | { readonly kind: 'tag'; readonly deed: Deed; readonly place: Tag }
  | { readonly kind: 'relabel' | 'untag'; readonly deed: Deed; readonly place: Tag }
  | { readonly kind: 'undo' | 'redo'; readonly deed: Deed }

function nextStep(state: State, document: Document, roll: (below: number) => number): Step {
  const what = roll(10)
  const undone = state.undo.at(-1)
  const redone = state.redo.at(-1)
  if (what === 0 && redone) return { kind: 'redo', deed: redone }
  if (what <= 2 && undone) return { kind: 'undo', deed: undone }
  const tagged = state.tags.filter((tag) => tag.document === document)
  const old = tagged[roll(Math.max(1, tagged.length))]
  if (what === 3 && old) return { kind: 'untag', deed: { gone: old, come: null }, place: old }
  if (what <= 5 && old) {
    const others = press.labels.filter(({ id }) => id !== old.label.id)
    const come = { ...old, label: others[roll(others.length)] ?? old.label }
    return { kind: 'relabel', deed: { gone: old, come }, place: old }
  }
  const free = wordsOf(document).filter((word) => !tagged.some((tag) => tag.word === word))
  const label = press.labels[roll(press.labels.length)]
  const word = free[roll(free.length)]
  // Every word of a short article may be tagged by now.
  if (word === undefined && old) return { kind: 'untag', deed: { gone: old, come: null }, place: old }
  if (word === undefined || !label) throw new Error('The article has no words')
  const come = { document, word, label }
  return { kind: 'tag', deed: { gone: null, come }, place: come }
}

function after(state: State, { kind, deed }: Step): State {
  if (kind === 'undo') {
    const tags = done(state.tags, { gone: deed.come, come: deed.gone })
    return { tags, undo: state.undo.slice(0, -1), redo: [...state.redo, deed] }
  }
  const redo = kind === 'redo' ? state.redo.slice(0, -1) : []
  return { tags: done(state.tags, deed), undo: [...state.undo, deed], redo }
}

/** Undo and redo go to the document of the deed. */
function placeOf(step: Step, document: Document): Document {
  return 'place' in step ? document : ((step.deed.come ?? step.deed.gone)?.document ?? document)
}

async function perform(bench: Workbench, step: Step): Promise<void> {
  if (step.kind === 'undo') return bench.press('Control+z')
  if (step.kind === 'redo') return bench.press('Control+Shift+z')
  if (step.kind === 'tag') await bench.doubleClick(step.place.word)
  if (step.kind === 'relabel' || step.kind === 'untag') await bench.click(step.place.word)
  await bench.press(step.kind === 'untag' ? 'Delete' : (step.deed.come?.label.key ?? ''))
}

/** What the screen says in one moment: whether all is saved, and how many tags of each label the document has. */
function shown({ page }: Workbench): Promise<{ saved: boolean; counts: string }> {
  return page.evaluate(() => {
    const buttons = [...document.querySelectorAll('[role=toolbar][aria-label=Labels] button')]
    return {
      saved: document.querySelector('[data-saved]')?.getAttribute('data-saved') === 'saved',
      counts: buttons.flatMap((button) => /\p{Lu}\p{Ll}+\s*\d+/u.exec(button.textContent)?.[0] ?? []).join(' '),
    }
  })
}

function countsOf(state: State, document: Document): string {
  const of = ({ id }: Label) => state.tags.filter((tag) => tag.document === document && tag.label.id === id).length
  return press.labels.map((label) => `${label.name} ${of(label)}`).join(' ')
}

const plain = (text: string) => text.replace(/\s+/g, ' ')

function spansOf({ tags }: State): string[] {
  return tags.map(({ document, word, label }) => `${document} ${label.id} ${word}`).sort()
}

function named({ document, label, ranges }: StoredSpan): string {
  const text = ARTICLES[document] ?? ''
  return `${document} ${label} ${ranges.map(([start, end]) => text.slice(start, end)).join('…')}`
}

const VICTIMS = ['renderer', 'main', 'group'] as const

/** Kills a process as a power cut or the system would, without a word to it, and then whatever is left. */
async function crash(running: Running, victim: (typeof VICTIMS)[number]): Promise<void> {
  const { app, page } = running
  if (victim === 'renderer') {
    const pid = await app.evaluate(({ BrowserWindow, dialog }) => {
      // The question whether to load the page again is not answered before the rest is killed.
      dialog.showMessageBox = () => new Promise(() => undefined)
      return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0
    })
    const gone = page.waitForEvent('crash')
    process.kill(pid, 'SIGKILL')
    await gone
  }
  const pid = app.process().pid ?? 0
  // Playwright starts the app as the leader of a group of its own.
  if (victim === 'group' && process.platform !== 'win32') process.kill(-pid, 'SIGKILL')
  await kill(running)
}

test(`nothing that was shown as saved is lost and nothing is doubled over ${CRASHES} crashes`, async ({
  start,
  corpus,
}) => {
  test.setTimeout(420_000)
  const roll = dice(SEED)
  let running = await start({ folder: corpus })
  let bench = new Workbench(running.page)
  await bench.introduce('amina')
  await bench.settled()
  let state = EMPTY
  let { commits: base } = await storedState(running.page)
  const seen = { deeds: 0, proved: 0, kept: 0, recovered: 0 }

  for (let crashes = 0; crashes < CRASHES; crashes++) {
    let document = DOCUMENTS[roll(DOCUMENTS.length)] ?? DOCUMENTS[0]
    await bench.open(TITLES[document])
    await expect.poll(async () => plain((await shown(bench)).counts)).toBe(countsOf(state, document))
    const states = [state]
    let proved = 0
    const deeds = 1 + roll(MOST_DEEDS)
    const lastWords = roll(3) === 0 ? 0 : roll(60)
    for (let n = 1; n <= deeds; n++) {
      const step = nextStep(state, document, roll)
      state = after(state, step)
      states.push(state)
      document = placeOf(step, document)
      await perform(bench, step)
      if (n === deeds) break
      await expect
        .poll(async () => plain((await shown(bench)).counts), { intervals: [5, 10, 20, 50] })
        .toBe(countsOf(state, document))
      if ((await shown(bench)).saved) proved = n
    }
    await running.page.waitForTimeout(lastWords)
    const last = await shown(bench)
    if (last.saved && plain(last.counts) === countsOf(state, document)) proved = deeds
    await crash(running, VICTIMS[crashes % VICTIMS.length] ?? 'main')

    running = await start({ folder: null })
    bench = new Workbench(running.page)
    const safety = new SafetyPages(running.page)
    await bench.list.or(safety.found).first().waitFor()
    // Chromium sometimes drops a database that it was killed over: what is kept beside it counts then.
    if (await safety.found.isVisible()) {
      await safety.restoreFound()
      seen.recovered++
    }
    await bench.list.waitFor()
    await bench.settled()
    const { commits, spans } = await storedState(running.page)
    const kept = commits - base
    expect(kept, `crash ${crashes}: at least the ${proved} deeds that were shown as saved`).toBeGreaterThanOrEqual(
      proved,
    )
    expect(kept, `crash ${crashes}: at most what was done`).toBeLessThanOrEqual(deeds)
    state = states[kept] ?? EMPTY
    expect(spans.map(named).sort(), `crash ${crashes}: exactly what was done until then`).toEqual(spansOf(state))
    expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length)
    base = commits
    seen.deeds += deeds
    seen.proved += proved
    seen.kept += kept
  }
  test.info().annotations.push({ type: 'crashes', description: JSON.stringify({ seed: SEED, ...seen }) })
  expect(seen.proved).toBeGreaterThan(CRASHES)
})
