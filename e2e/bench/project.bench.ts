import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { longestPauses, memoryMb, pickFolder, startApp, untilListed, watchPauses } from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { articleFolder } from './corpus.ts'
import { openSamples, seededProfile } from './seeded.ts'

const DOCUMENTS = 100_000
const LONG_TAGS = 10_000
const OPENINGS = 3
const STEPS = 20
const KEYS = 40
const UNDOS = 4
/** How long what was tagged is read for the candidates, at most. */
const LEARNING_MS = 8000

/** Opening a project of 100,000 documents and 1,000,000 tags, one document of them with 10,000. */
export async function openLargeProject(bench: Bench): Promise<readonly Measured[]> {
  const { folder, profile } = await largeProject(bench)
  const opens: number[] = []
  const checked: number[] = []
  const frames: number[] = []
  const pauses: number[] = []
  const memory: number[] = []
  for (let run = 0; run < OPENINGS; run++) {
    const started = await startApp(bench, profile)
    await watchPauses(started)
    const began = await pickFolder(started, folder)
    await untilCounted(started.page)
    opens.push(performance.now() - began)
    await untilListed(started, DOCUMENTS)
    checked.push(performance.now() - began)
    await started.page.waitForTimeout(LEARNING_MS)
    const { frameMs, mainMs } = await longestPauses(started)
    frames.push(frameMs)
    pauses.push(mainMs)
    memory.push(memoryMb(started.app))
    await openSamples(started.page)
    await started.app.close()
  }
  return [
    { name: 'million tags: opens', unit: 'ms', samples: opens, atMost: 3000 },
    { name: 'million tags: every file compared', unit: 'ms', samples: checked },
    { name: 'million tags: longest frame while it opens', unit: 'ms', samples: frames, atMost: 50 },
    { name: 'million tags: longest pause of the main process', unit: 'ms', samples: pauses, atMost: 50 },
    { name: 'million tags: memory of all processes', unit: 'MB', samples: memory },
  ]
}

/** What one person does in it. */
export async function workInLargeProject(bench: Bench): Promise<readonly Measured[]> {
  const { folder, profile } = await largeProject(bench)
  const started = await startApp(bench, profile)
  const { app, page } = started
  await pickFolder(started, folder)
  await untilListed(started, DOCUMENTS)
  const rows: Measured[] = []
  const add = (name: string, samples: readonly number[], atMost?: number, limits: Measured['limits'] = 'median') =>
    rows.push({ name: `million tags: ${name}`, unit: 'ms', samples, limits, ...(atMost ? { atMost } : {}) })
  await page.waitForTimeout(LEARNING_MS)
  add('filter by a text', await filterByText(page), 100)
  add('filter by a state', await filterByState(page), 100)
  await find(page, 'article-000500')
  add('next document', await stepDocuments(page), 100)
  add('tag durable', await tagWords(page), 50, 'p95')
  await find(page, 'article-000000')
  add('tag durable among 10,000', await tagWords(page), 50, 'p95')
  add('undo of 1,000 documents', await undoLargeDeed(page), 1000)
  // Leaving would wait for the snapshot of a million tags, which is measured by itself.
  app.process().kill('SIGKILL')
  return rows
}

/** A snapshot of it, while the window stays in use. */
export async function snapshotOfLargeProject(bench: Bench): Promise<readonly Measured[]> {
  const { folder, profile } = await largeProject(bench)
  const started = await startApp(bench, profile)
  const { app, page } = started
  await pickFolder(started, folder)
  await untilListed(started, DOCUMENTS)
  await page.waitForTimeout(LEARNING_MS)
  await watchPauses(started)
  const began = performance.now()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('Make a snapshot now')
  await page.keyboard.press('Enter')
  await page.getByText(/Snapshot made and proved/).waitFor({ timeout: 600_000 })
  const made = performance.now() - began
  const { frameMs, mainMs } = await longestPauses(started)
  await app.close()
  return [
    { name: 'million tags: snapshot made and proved', unit: 'ms', samples: [made] },
    { name: 'million tags: longest frame during a snapshot', unit: 'ms', samples: [frameMs], atMost: 50 },
    { name: 'million tags: longest pause of main during a snapshot', unit: 'ms', samples: [mainMs], atMost: 50 },
  ]
}

async function largeProject(bench: Bench): Promise<{ readonly folder: string; readonly profile: string }> {
  const folder = await articleFolder(DOCUMENTS, true)
  const seeded = await seededProfile(bench, { folder, documents: DOCUMENTS, tagsEach: 10, tagsInFirst: LONG_TAGS })
  const profile = join(bench.scratch, 'profile')
  cpSync(seeded, profile, { recursive: true })
  return { folder, profile }
}

/** The list is there with what each document holds. */
async function untilCounted(page: Page): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.body.innerText.includes(wanted) && document.querySelector('[role=option] .counts > *') !== null,
    `${DOCUMENTS.toLocaleString('en')} documents`,
    { polling: 10, timeout: 120_000 },
  )
}

async function find(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Filter by title or path' }).fill(name)
  await page
    .getByRole('status')
    .filter({ hasText: /^\s*[12] of 100,000/ })
    .waitFor()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Clear the text' }).click()
  await page.waitForTimeout(1500)
}

async function filterByText(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  const field = page.getByRole('textbox', { name: 'Filter by title or path' })
  for (let i = 0; i < STEPS; i++) {
    await field.focus()
    await watchChange(page, 'keydown', '.count')
    await page.keyboard.press(String(i % 10))
    samples.push(await changed(page))
    if (i % 3 === 2) await field.fill('')
  }
  await field.fill('')
  return samples
}

async function filterByState(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  await page.getByRole('button', { name: 'Filters' }).click()
  for (let i = 0; i < STEPS / 2; i++) {
    await watchChange(page, 'pointerup', '.count')
    await page.getByRole('group', { name: 'State' }).getByText('Untouched').click()
    samples.push(await changed(page))
  }
  await page.keyboard.press('Escape')
  return samples
}

async function stepDocuments(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  for (let i = 1; i <= STEPS; i++) {
    await watchChange(page, 'keydown', 'main [role=document]', `numéro ${500 + i}.`)
    await page.keyboard.press('Control+PageDown')
    samples.push(await changed(page))
    await page.waitForTimeout(150)
  }
  return samples
}

/** From the letter to the word “Saved” for its tag; from the end, where nothing is tagged yet. */
async function tagWords(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  await page.getByRole('main').getByRole('document').focus()
  await page.keyboard.press('Control+End')
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await watchSaved(page, 'p')
    await page.keyboard.press('p')
    samples.push(await changed(page))
  }
  return samples
}

async function undoLargeDeed(page: Page): Promise<readonly number[]> {
  const samples: number[] = []
  // What was tagged here lies before it.
  for (let i = 0; i < 2 * KEYS; i++) {
    await watchSaved(page, 'z')
    await page.keyboard.press('Control+z')
    await changed(page)
  }
  for (let i = 0; i < UNDOS; i++) {
    await watchSaved(page, 'z')
    await page.keyboard.press('Control+z')
    samples.push(await changed(page))
    await watchSaved(page, 'y')
    await page.keyboard.press('Control+y')
    await changed(page)
  }
  return samples
}

/** Times from the next such event to the frame after which an element says something else, or says what is wanted. */
function watchChange(page: Page, event: string, selector: string, wanted = ''): Promise<void> {
  return page.evaluate(
    ([name, where, what]) => {
      const said = () => [...document.querySelectorAll(where)].map((each) => each.textContent).join(' ')
      const before = said()
      delete document.body.dataset['tookMs']
      addEventListener(
        name,
        ({ timeStamp }) => {
          const look = () => {
            const now = said()
            if (what === '' ? now !== before : now.includes(what)) {
              const channel = new MessageChannel()
              channel.port1.onmessage = () => (document.body.dataset['tookMs'] = String(performance.now() - timeStamp))
              channel.port2.postMessage(null)
            } else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true },
      )
    },
    [event, selector, wanted] as const,
  )
}

/** Times from the next press of a key to "Saved". */
function watchSaved(page: Page, key: string): Promise<void> {
  return page.evaluate((wanted) => {
    const mark = document.querySelector('[data-saved]')
    if (!mark) throw new Error('Nothing says whether it is saved')
    delete document.body.dataset['tookMs']
    const onKey = ({ key: pressed, timeStamp }: KeyboardEvent) => {
      if (pressed.toLowerCase() !== wanted) return
      removeEventListener('keydown', onKey, true)
      let left = false
      const observer = new MutationObserver(() => {
        left ||= mark.getAttribute('data-saved') !== 'saved'
        if (!left || mark.getAttribute('data-saved') !== 'saved') return
        observer.disconnect()
        document.body.dataset['tookMs'] = String(performance.now() - timeStamp)
      })
      observer.observe(mark, { attributes: true })
    }
    addEventListener('keydown', onKey, true)
  }, key)
}

async function changed(page: Page): Promise<number> {
  const took = await page.waitForFunction(() => document.body.dataset['tookMs'], null, { polling: 10, timeout: 30_000 })
  return Number(await took.jsonValue())
}
