import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ARTICLES } from './articles.ts'
import { expect, kill, test } from './app.ts'
import { expectNoAxeViolations } from './axe.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { Workbench } from './pages/workbench.ts'

interface Line {
  readonly id: string
  readonly annotator: string
  readonly state: string
  readonly text: string
  readonly sha256: string
  readonly spans: readonly {
    readonly start: number
    readonly end: number
    readonly label: string
    readonly text: string
  }[]
}

function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

/** The tags of a line as `label: text`, each checked against the file's own bytes, counted in code points. */
function provedTags(line: Line, corpus: string): string[] {
  const bytes = readFileSync(join(corpus, line.id))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(line.sha256)
  const points = Array.from(bytes.toString('utf8'))
  return line.spans.map((span) => {
    expect(points.slice(span.start, span.end).join('')).toBe(span.text)
    return `${span.label}: ${span.text}`
  })
}

test('a folder becomes a dataset that says what was tagged, though the app was killed', async ({
  start,
  corpus,
  scratch,
}) => {
  const first = await start({ folder: corpus })
  const { page } = first
  let bench = new Workbench(page)
  await bench.introduce('amina')
  await expect(bench.list.getByRole('option')).toHaveCount(8)
  await expectNoAxeViolations(page)

  await bench.open(/Les dockers de Port-Aubrac/)
  await bench.label('Person').click()
  await bench.doubleClick('Tardieu')
  await bench.label('Person').click()
  await bench.tag('Maëlle Quintin', 'p')
  await bench.tag('arsenal d’Orvault', 'o')
  await bench.tag('2 décembre 2021', 'd')
  await bench.tag('Maëlle Quintin refuse de négocier depuis le 2 décembre 2021', 'c')
  await bench.tag('Compagnie des Docks', 'o')
  await bench.settled()
  await expectNoAxeViolations(page)

  await bench.press('Control+Enter')
  await bench.open(/QUINTIN maintient la pression/)
  await bench.tag('Maëlle QUINTIN', 'p')
  await bench.tag('300 grévistes', 'c')
  await bench.press('Control+z')
  await bench.open(/Le barrage de Sainte-Ozanne/)
  await bench.tag('Noe\u0301mie Vasseur', 'p')
  await bench.tag('Agence des Eaux', 'o')
  await bench.settled()
  await kill(first)

  const second = await start({ folder: null })
  bench = new Workbench(second.page)
  await bench.open(/Les dockers de Port-Aubrac/)
  await expect(bench.label('Person')).toContainText('2')
  await expect(bench.row(/Les dockers de Port-Aubrac/)).toHaveAccessibleName(/Done/)
  await bench.open(/QUINTIN maintient la pression/)
  await expect(bench.label('Claim')).toContainText('0')
  // The newest deed lies in another document: it is taken back there, before the person's eyes.
  await bench.press('Control+z')
  await expect(second.page.getByText(/^Undone: tag \S.* “.+” · /)).toBeVisible()
  await expect(bench.row(/Le barrage/)).toHaveAttribute('aria-selected', 'true')
  await expect(bench.label('Organization')).toContainText('0')
  await bench.press('Control+Shift+z')
  await expect(bench.label('Organization')).toContainText('1')
  await bench.settled()

  const target = join(scratch, 'presse')
  const dialog = new ExportDialog(second)
  await dialog.exportTo(target, ['In progress'])
  await expectNoAxeViolations(second.page)
  expect(existsSync(join(target, 'SHA256SUMS'))).toBe(true)
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: target })

  const lines = linesOf(join(target, 'data.jsonl'))
  expect(lines.map(({ id, annotator, state }) => [id, annotator, state])).toEqual([
    ['2021/grève-port-2.txt', 'amina', 'in_progress'],
    ['2021/grève-port.txt', 'amina', 'done'],
    ['2022/barrage.txt', 'amina', 'in_progress'],
  ])
  expect(lines.map((line) => provedTags(line, corpus))).toEqual([
    ['Person: Maëlle QUINTIN'],
    [
      'Person: Maëlle Quintin',
      'Organization: arsenal d’Orvault',
      'Person: Tardieu',
      'Organization: Compagnie des Docks',
      'Claim: Maëlle Quintin refuse de négocier depuis le 2 décembre 2021',
      'Date: 2 décembre 2021',
    ],
    ['Person: Noe\u0301mie Vasseur', 'Organization: Agence des Eaux'],
  ])
  for (const line of lines) expect(line.text).toBe(ARTICLES[line.id])
})
