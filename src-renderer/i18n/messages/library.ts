import type { Messages } from '../message.ts'

/** The list of a folder's documents. */
export const library = {
  'state.untouched': { en: 'Untouched', fr: 'Non commencé' },
  'state.in_progress': { en: 'In progress', fr: 'En cours' },
  'state.done': { en: 'Done', fr: 'Terminé' },
  'state.reviewed': { en: 'Reviewed', fr: 'Relu' },
  'state.adjudicated': { en: 'Adjudicated', fr: 'Arbitré' },

  'library.label': { en: 'Documents of the folder', fr: 'Documents du dossier' },
  'library.filter': { en: 'Filter by title or path', fr: 'Filtrer par titre ou chemin' },
  'library.filter.clear': { en: 'Clear the text', fr: 'Effacer le texte' },
  'library.filters': { en: 'Filters', fr: 'Filtres' },
  'library.filters.clear': { en: 'Clear all', fr: 'Tout effacer' },
  'library.filters.chosen': { en: 'Filters chosen', fr: 'Filtres choisis' },
  'library.filters.remove': { en: 'Remove the filter “{name}”', fr: 'Retirer le filtre « {name} »' },
  'library.facet.state': { en: 'State', fr: 'État' },
  'library.facet.label': { en: 'Has a tag of', fr: 'Porte une balise' },
  'library.facet.label.none': { en: 'No tag at all', fr: 'Aucune balise' },
  'library.facet.period': { en: 'Date', fr: 'Date' },
  'library.facet.period.none': { en: 'No date', fr: 'Sans date' },
  'library.sort': { en: 'Sort by', fr: 'Trier par' },
  'library.sort.path': { en: 'Path', fr: 'Chemin' },
  'library.sort.title': { en: 'Title', fr: 'Titre' },
  'library.sort.date': { en: 'Date', fr: 'Date' },
  'library.sort.length': { en: 'Length', fr: 'Longueur' },
  'library.sort.state': { en: 'State', fr: 'État' },
  'library.sort.tags': { en: 'Tags', fr: 'Balises' },
  'library.sort.ascending': { en: 'ascending', fr: 'croissant' },
  'library.sort.descending': { en: 'descending', fr: 'décroissant' },
  'library.sort.reverse': { en: 'Reverse the order', fr: 'Inverser l’ordre' },
  'library.sort.button': { en: 'Sorted by {column}, {order}', fr: 'Trié par {column}, ordre {order}' },
  'library.count': {
    en: { one: '{n} document', other: '{n} documents' },
    fr: { one: '{n} document', other: '{n} documents' },
  },
  'library.count.filtered': { en: '{n} of {total}', fr: '{n} sur {total}' },
  'library.done': {
    en: '{n} of {total} done',
    fr: { one: '{n} sur {total} terminé', other: '{n} sur {total} terminés' },
  },
  'library.row.length': {
    en: { one: '{n} character', other: '{n} characters' },
    fr: { one: '{n} caractère', other: '{n} caractères' },
  },
  'library.row.imported': { en: 'imported', fr: 'importé' },
  'library.file-gone': {
    en: 'The file {id} is gone from the folder. You see the text that was kept with your tags; put the file back, and it is read again.',
    fr: 'Le fichier {id} n’est plus dans le dossier. Vous voyez le texte gardé avec vos balises\u00a0; remettez le fichier, et il sera relu.',
  },
  'library.row.guessed': {
    en: 'The encoding {encoding} is guessed: look at the accents, and choose another in the document’s details',
    fr: 'L’encodage {encoding} est deviné : regardez les accents, et choisissez-en un autre dans les détails du document',
  },
  'library.file-gone-untagged': {
    en: 'The file {id} is gone from the folder. You see what it said; with its first tag the text is kept.',
    fr: 'Le fichier {id} n’est plus dans le dossier. Vous voyez ce qu’il disait ; le texte est gardé dès la première balise.',
  },
  'library.row.missing': { en: 'file gone', fr: 'fichier disparu' },

  'scan.running': { en: 'Reading the folder… {done} of {found}', fr: 'Lecture du dossier… {done} sur {found}' },
  'scan.looking': { en: 'Looking through the folder…', fr: 'Parcours du dossier…' },
  'scan.progress': { en: 'Reading the folder', fr: 'Lecture du dossier' },
  'scan.cancelled': {
    en: 'Reading was stopped: the list is not complete.',
    fr: 'La lecture a été arrêtée : la liste n’est pas complète.',
  },
  'scan.resume': { en: 'Read the rest', fr: 'Lire la suite' },

  'skipped.count': {
    en: { one: '{n} file skipped', other: '{n} files skipped' },
    fr: { one: '{n} fichier ignoré', other: '{n} fichiers ignorés' },
  },
  'skipped.title': { en: 'Skipped files', fr: 'Fichiers ignorés' },
  'skipped.hint': {
    en: 'Postil reads .txt, .md, .html, .docx, .pdf, .csv, .tsv and .jsonl files. These stay as they are, and out of the dataset.',
    fr: 'Postil lit les fichiers .txt, .md, .html, .docx, .pdf, .csv, .tsv et .jsonl. Ceux-ci restent tels quels, hors du jeu de données.',
  },
  'skipped.reason.hidden': { en: 'Hidden', fr: 'Caché' },
  'skipped.reason.type': { en: 'Not a kind of file that Postil reads', fr: 'Un type de fichier que Postil ne lit pas' },
  'skipped.reason.too-large': { en: 'Too large for an article', fr: 'Trop gros pour un article' },
  'skipped.reason.unreadable': {
    en: 'Cannot be read; check its permissions',
    fr: 'Illisible ; vérifiez ses droits d’accès',
  },
  'skipped.reason.outside': { en: 'A link that leads outside the folder', fr: 'Un lien qui sort du dossier' },
  'skipped.reason.loop': { en: 'A link that leads back to itself', fr: 'Un lien qui revient sur lui-même' },
  'skipped.reason.binary': { en: 'Not text', fr: 'Pas du texte' },
  'skipped.reason.duplicate-name': {
    en: 'Another file has the same name in Unicode; rename one',
    fr: 'Un autre fichier a le même nom en Unicode ; renommez l’un des deux',
  },

  'skipped.reason.row-name': {
    en: 'A name like that of a table’s row; rename it',
    fr: 'Un nom comme celui d’une ligne de tableau ; renommez-le',
  },
  'skipped.reason.columns': {
    en: 'Tables that wait for a choice of columns',
    fr: 'Tableaux en attente d’un choix de colonnes',
  },
  'skipped.reason.left-out': { en: 'Tables that were left out', fr: 'Tableaux écartés' },
  'skipped.reason.damaged': {
    en: 'Broken off, or not what the name says',
    fr: 'Incomplet, ou autre chose que ce que dit le nom',
  },
  'skipped.reason.too-complex': {
    en: 'Nested, long or packed beyond what an article is',
    fr: 'Imbriqué, long ou compressé bien au-delà d’un article',
  },
  'skipped.reason.protected': { en: 'Opens with a password only', fr: 'Protégé par un mot de passe' },
  'skipped.reason.no-text': {
    en: 'Holds no text; a scanned page needs text recognition first',
    fr: 'Sans texte ; une page numérisée demande d’abord une reconnaissance de texte',
  },
  'skipped.reason.row-id': {
    en: 'Rows without an id, or with the id of another',
    fr: 'Lignes sans identifiant, ou avec celui d’une autre',
  },
  'skipped.reason.row-empty': { en: 'Rows without text', fr: 'Lignes sans texte' },

  'library.empty.folder.title': { en: 'Open a folder of articles', fr: 'Ouvrez un dossier d’articles' },
  'library.empty.folder.text': {
    en: 'Choose one, or drop it on the window. Its files are only read, never changed.',
    fr: 'Choisissez-en un, ou déposez-le sur la fenêtre. Ses fichiers sont seulement lus, jamais modifiés.',
  },
  'library.empty.articles.title': { en: 'No articles here', fr: 'Pas d’articles ici' },
  'library.empty.articles.text': {
    en: 'The folder “{name}” holds no article that Postil reads (.txt, .md, .html, .docx, .pdf, .csv, .tsv, .jsonl), at any depth.',
    fr: 'Le dossier « {name} » ne contient aucun article que Postil sait lire (.txt, .md, .html, .docx, .pdf, .csv, .tsv, .jsonl), à aucun niveau.',
  },
  'library.empty.filter.title': { en: 'No document matches', fr: 'Aucun document ne correspond' },
  'library.empty.filter.text': {
    en: { one: 'The filters leave out the only document.', other: 'The filters leave out all {n} documents.' },
    fr: { one: 'Les filtres écartent le seul document.', other: 'Les filtres écartent les {n} documents.' },
  },
  'library.error.title': { en: 'The folder “{name}” cannot be read', fr: 'Le dossier « {name} » ne peut pas être lu' },
  'library.error.missing': { en: 'The folder “{name}” has vanished', fr: 'Le dossier « {name} » a disparu' },
  'library.error.kept': {
    en: 'Your tags are kept; they come back with the folder.',
    fr: 'Vos balises sont gardées ; elles reviennent avec le dossier.',
  },

  'recent.title': { en: 'Recent folders', fr: 'Dossiers récents' },
  'recent.forget': { en: 'Take “{name}” off the list', fr: 'Retirer « {name} » de la liste' },
  'recent.sample': { en: 'samples', fr: 'exemples' },
} as const satisfies Messages
