/** The few sentences that the system's own dialogs show, before or beside the page. */
const ENGLISH = {
  chooseFolder: 'Open a folder of articles',
  chooseFolderButton: 'Open',
  chooseExport: 'Export the dataset as a new folder',
  chooseExportButton: 'Export',
  chooseSecond: 'Choose where copies of the snapshots go',
  chooseSecondButton: 'Keep copies here',
  saveSchema: 'Save the label schema',
  openSchema: 'Open a label schema',
  schemaFiles: 'Label schemas',
  savePdf: 'Save the tagged article as PDF',
  saveFigure: 'Save the numbers of agreement',
  saveBundle: 'Save your layers for a colleague',
  saveStarters: 'Choose the folder for the starter files',
  saveStartersButton: 'Save here',
  openBundle: 'Open a colleague’s layers',
  bundleFiles: 'Layers of Postil',
  openDataset: 'Import a dataset',
  openDatasetFolder: 'Import a dataset of several files',
  openDatasetButton: 'Import',
  crashed: 'Postil’s page has stopped working',
  crashedDetail: 'Everything that was shown as saved is on disk. Reload the page to go on.',
  silent: 'Postil’s page does not answer',
  silentDetail:
    'Everything that was shown as saved is on disk. You can wait, or reload the page: what was not saved yet is lost then.',
  wait: 'Wait',
  reload: 'Reload',
  quit: 'Quit',
}

export type Words = Readonly<Record<keyof typeof ENGLISH, string>>

const FRENCH: Words = {
  chooseFolder: 'Ouvrir un dossier d’articles',
  chooseFolderButton: 'Ouvrir',
  chooseExport: 'Exporter le jeu de données dans un nouveau dossier',
  chooseExportButton: 'Exporter',
  chooseSecond: 'Choisir où vont les copies des instantanés',
  chooseSecondButton: 'Garder les copies ici',
  saveSchema: 'Enregistrer le schéma d’étiquettes',
  openSchema: 'Ouvrir un schéma d’étiquettes',
  schemaFiles: 'Schémas d’étiquettes',
  savePdf: 'Enregistrer l’article balisé en PDF',
  saveFigure: 'Enregistrer les nombres de l’accord',
  saveBundle: 'Enregistrer vos couches pour un collègue',
  saveStarters: 'Choisir le dossier des fichiers de départ',
  saveStartersButton: 'Enregistrer ici',
  openBundle: 'Ouvrir les couches d’un collègue',
  bundleFiles: 'Couches de Postil',
  openDataset: 'Importer un jeu de données',
  openDatasetFolder: 'Importer un jeu de données de plusieurs fichiers',
  openDatasetButton: 'Importer',
  crashed: 'La page de Postil a cessé de fonctionner',
  crashedDetail: 'Tout ce qui était affiché comme enregistré est sur le disque. Rechargez la page pour continuer.',
  silent: 'La page de Postil ne répond pas',
  silentDetail:
    'Tout ce qui était affiché comme enregistré est sur le disque. Vous pouvez attendre, ou recharger la page : ce qui n’était pas encore enregistré est alors perdu.',
  wait: 'Attendre',
  reload: 'Recharger',
  quit: 'Quitter',
}

/** The words in the chosen language; `system` follows the system's locale (BCP 47). */
export function wordsFor(language: 'system' | 'en' | 'fr', locale: string): Words {
  const french = language === 'system' ? /^fr\b/i.test(locale) : language === 'fr'
  return french ? FRENCH : ENGLISH
}
