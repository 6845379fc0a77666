import type { Messages } from '../message.ts'

/** Tables whose rows are articles, and the choice of their columns. */
export const tables = {
  'action.tables': { en: 'Choose columns of tables…', fr: 'Choisir les colonnes des tableaux…' },
  'tables.title': { en: 'Articles in tables', fr: 'Articles en tableau' },
  'tables.waiting': {
    en: {
      one: '{n} table is not read yet: say which column holds the articles.',
      other: '{n} tables are not read yet: say which column holds the articles.',
    },
    fr: {
      one: '{n} tableau n’est pas encore lu : indiquez la colonne qui contient les articles.',
      other: '{n} tableaux ne sont pas encore lus : indiquez la colonne qui contient les articles.',
    },
  },
  'tables.empty.title': { en: 'The articles are in a table', fr: 'Les articles sont dans un tableau' },
  'tables.choose': { en: 'Choose the columns…', fr: 'Choisir les colonnes…' },
  'tables.looking': { en: 'Looking at the tables…', fr: 'Examen des tableaux…' },
  'tables.none': {
    en: 'There is no .csv, .tsv or .jsonl file in this folder.',
    fr: 'Ce dossier ne contient aucun fichier .csv, .tsv ou .jsonl.',
  },
  'tables.failed': { en: 'The tables cannot be read now.', fr: 'Les tableaux ne peuvent pas être lus pour le moment.' },
  'tables.files': { en: { one: '{n} file', other: '{n} files' }, fr: { one: '{n} fichier', other: '{n} fichiers' } },
  'tables.step': { en: '{n} of {of}', fr: '{n} sur {of}' },
  'tables.next': { en: 'Next', fr: 'Suivant' },
  'tables.previous': { en: 'Previous', fr: 'Précédent' },
  'tables.use': { en: 'What becomes of them', fr: 'Ce qu’ils deviennent' },
  'tables.use-read': { en: 'Read an article a row', fr: 'Lire un article par ligne' },
  'tables.use-leave': { en: 'Leave out', fr: 'Écarter' },
  'tables.text': { en: 'Text', fr: 'Texte' },
  'tables.id': { en: 'Known by', fr: 'Identifié par' },
  'tables.id-text': { en: 'its text', fr: 'son texte' },
  'tables.row-title': { en: 'Title', fr: 'Titre' },
  'tables.date': { en: 'Date', fr: 'Date' },
  'tables.none-of-them': { en: 'none', fr: 'aucune' },
  'tables.header': { en: 'The first row names the columns', fr: 'La première ligne nomme les colonnes' },
  'tables.encoding': { en: 'Encoding', fr: 'Encodage' },
  'tables.encoding-detect': { en: 'Detected', fr: 'Détecté' },
  'tables.encoding-detected': { en: 'Detected: {name}', fr: 'Détecté : {name}' },
  'tables.others': {
    en: 'Other columns become metadata. A row keeps its tags wherever it stands in the file.',
    fr: 'Les autres colonnes deviennent des métadonnées. Une ligne garde ses balises où qu’elle soit dans le fichier.',
  },
  'tables.others-by-text': {
    en: 'Other columns become metadata. Without a column of ids a row is known by its text: when the text changes, its tags are kept aside.',
    fr: 'Les autres colonnes deviennent des métadonnées. Sans colonne d’identifiants, une ligne est reconnue à son texte : s’il change, ses balises sont gardées à part.',
  },
  'tables.dataset': {
    en: 'These lines look like a {name} dataset that has tags of its own. Read as articles, they come without those tags.',
    fr: 'Ces lignes ressemblent à un jeu de données {name} qui a ses propres balises. Lues comme articles, elles viennent sans ces balises.',
  },
  'tables.preview': { en: 'The first rows', fr: 'Les premières lignes' },
  'tables.apply': { en: 'Read them so', fr: 'Les lire ainsi' },
} as const satisfies Messages
