import { join } from 'node:path'
import { expect, test } from './app.ts'
import { REPORT, writeArticles } from './articles.ts'
import { Reader } from './pages/reader.ts'
import { Workbench } from './pages/workbench.ts'

const MOST_PRESSES = 30

/** What a person knows: which label a name has, and that a town and the article’s own date have none. */
const LETTERS: Readonly<Record<string, 'P' | 'O' | 'D' | null>> = {
  '2022-05-20': null,
  'Port-Aubrac': null,
  'Compagnie des Docks': 'O',
  '12 juin 2022': 'D',
  'Solange Ferrand': 'P',
  'Anselme Tardieu': 'P',
  Tardieu: 'P',
  'Yvon Le Braz': 'P',
  CGDP: 'O',
  '3 juin 2022': 'D',
  'Banque du Fleuve': 'O',
  'Noémie Vasseur': 'P',
  Vasseur: 'P',
  'Agence des Eaux': 'O',
  'janvier 2022': 'D',
  'Jean-Luc N’diaye': 'P',
  'N’diaye': 'P',
}
const LABELS = { P: 'Person', O: 'Organization', D: 'Date' } as const

const MENTIONS = [
  'organization: Compagnie des Docks',
  'date: 12 juin 2022',
  'person: Solange Ferrand',
  'person: Solange Ferrand',
  'person: Anselme Tardieu',
  'person: Yvon Le Braz',
  'person: Yvon Le Braz',
  'organization: CGDP',
  'organization: Compagnie des Docks',
  'organization: CGDP',
  'date: 12 juin 2022',
  'person: Anselme Tardieu',
  'organization: Compagnie des Docks',
  'person: Solange Ferrand',
  'date: 3 juin 2022',
  'organization: Banque du Fleuve',
  'person: Noémie Vasseur',
  'person: Vasseur',
  'organization: Banque du Fleuve',
  'organization: Agence des Eaux',
  'person: Tardieu',
  'date: janvier 2022',
  'organization: Agence des Eaux',
  'person: Jean-Luc N’diaye',
  'person: N’diaye',
  'person: Solange Ferrand',
  'person: Jean-Luc N’diaye',
  'person: Yvon Le Braz',
  'organization: Banque du Fleuve',
  'organization: Agence des Eaux',
]

/** Answers the candidate that is shown as its reader would: yes or no to it and to all that read the same. */
async function answer(reader: Reader, words: string): Promise<void> {
  const letter = LETTERS[words]
  if (letter === undefined) throw new Error(`${words} is no name`)
  const right =
    letter !== null && (await reader.inspector.getByRole('button', { name: `Yes, ${LABELS[letter]}` }).isVisible())
  await reader.press(letter === null ? 'Shift+N' : right ? 'Shift+Y' : `Shift+${letter}`)
  if (await reader.inspector.getByText(/more mentions? of/).isVisible()) await reader.press('Enter')
}

for (const layout of ['qwerty', 'azerty'] as const) {
  test(`thirty mentions of twelve entities cost at most thirty key presses and no mouse (${layout})`, async ({
    start,
    scratch,
  }) => {
    const { page } = await start({ folder: writeArticles(join(scratch, 'a'), Object.fromEntries([REPORT])) })
    await new Workbench(page).introduce('amina')
    const reader = await Reader.open(page, layout, REPORT, /quai/)
    const candidate = reader.inspector.getByText('Candidate', { exact: false }).locator('q')
    await reader.press('Tab')
    while (await candidate.isVisible()) await answer(reader, await candidate.innerText())
    await reader.expectTags(...MENTIONS)
    test.info().annotations.push({ type: 'key presses', description: String(reader.keys.presses) })
    expect(reader.keys.presses).toBeLessThanOrEqual(MOST_PRESSES)
    const dates = (await reader.spans()).filter(({ label }) => label === 'date')
    expect(dates.map(({ attributes }) => attributes['value'])).toEqual([
      '2022-06-12',
      '2022-06-12',
      '2022-06-03',
      '2022-01',
    ])
  })
}
