import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { longestPauses, memoryMb, pickFolder, startApp, untilListed, watchPauses, type Started } from './app.ts'
import type { Bench, Measured } from './bench.ts'
import { articleFolder } from './corpus.ts'
import { openSamples, seededProfile } from './seeded.ts'

const DOCUMENTS = 100_000
const LONG_TAGS = 10_000
const OPENINGS = 3
const STEPS = 20
const KEYS = 40
const UNDOS = 4

/** A project of 100,000 documents and 1,000,000 tags, one document of them with 10,000. */
export async function largeProject(bench: Bench): Promise<readonly Measured[]> {
  const folder = await articleFolder(DOCUMENTS, true)
  const seeded = await seededProfile(bench, { folder, documents: DOCUMENTS, tagsEach: 10, tagsInFirst: LONG_TAGS })
  const profile = join(bench.scratch, 'profile')
  cpSync(seeded, profile, { recursive: true })
  const rows: Measured[] = []
  const opens: number[] = []
  const checked: number[] = []
  for (let run = 0; run < OPENINGS; run++) {
    const started = await startApp(bench, profile)
    const began = await pickFolder(started, folder)
    await untilCounted(started.page)
    opens.push(performance.now() - began)
    await untilListed(started, DOCUMENTS)
    checked.push(performance.now() - began)
    if (run === OPENINGS - 1) rows.push(...(await work(started)))
    else await openSamples(started.page)
    await started.app.close()
  }
  return [
    { name: 'million tags: opens', unit: 'ms', samples: opens, atMost: 3000 },
    { name: 'million tags: every file compared', unit: 'ms', samples: checked },
    ...rows,
  ]
}

/** What one person does in it. */
async function work(started: Started): Promise<readonly Measured[]> {
  const { app, page } = started
  const rows: Measured[] = []
  const add = (name: string, samples: readonly number[], atMost?: number, limits: Measured['limits'] = 'median') =>
    rows.push({ name: `million tags: ${name}`, unit: 'ms', samples, limits, ...(atMost ? { atMost } : {}) })
  await page.waitForTimeout(3000)
  rows.push({ name: 'million tags: memory of all processes', unit: 'MB', samples: [memoryMb(app)] })
  add('filter by a text', await filterByText(page), 100)
  add('filter by a label', await filterByLabel(page), 100)
  await find(page, 'article-000500')
  add('next document', await stepDocuments(page), 100)
  add('tag durable', await tagWords(page), 50, 'p95')
  await find(page, 'article-000000')
  add('tag durable among 10,000', await tagWords(page), 50, 'p95')
  add('undo of 1,000 documents', await undoLargeDeed(page), 1000)
  await watchPauses(started)
  const began = performance.now()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('Make a snapshot now')
  await page.keyboard.press('Enter')
  await page.getByText(/Snapshot made and proved/).waitFor({ timeout: 600_000 })
  add('snapshot made and proved', [performance.now() - began])
  const longest = await longestPauses(started)
  add('longest frame during a snapshot', [longest.frameMs], 50)
  add('longest pause of the main process during a snapshot', [longest.mainMs], 50)
  return rows
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
    .filter({ hasText: /^\s*[12] of / })
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

async function filterByLabel(page: Page): Promise<readonly number[]> {
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
