import type { Messages } from '../message.ts'

/** Handing a dataset over. */
export const transfer = {
  'export.title': { en: 'Export dataset', fr: 'Exporter le jeu de données' },
  'export.states': { en: 'Layers by state', fr: 'Couches par état' },
  'export.annotators': { en: 'Annotators', fr: 'Annotateurs' },
  'export.annotators.layers': {
    en: { one: '{n} document', other: '{n} documents' },
    fr: { one: '{n} document', other: '{n} documents' },
  },
  'export.hidden': {
    en: {
      one: 'Blind: colleagues’ tags of {n} document are left out until yours is done.',
      other: 'Blind: colleagues’ tags of {n} documents are left out until yours are done.',
    },
    fr: {
      one: 'En aveugle : les balises des collègues dans {n} document sont laissées de côté tant que le vôtre n’est pas fait.',
      other:
        'En aveugle : les balises des collègues dans {n} documents sont laissées de côté tant que les vôtres ne sont pas faits.',
    },
  },
  'export.narrow': {
    en: 'Only some labels, dates or documents',
    fr: 'Seulement certaines étiquettes, dates ou documents',
  },
  'export.labels': { en: 'Labels', fr: 'Étiquettes' },
  'export.from': { en: 'From', fr: 'Du' },
  'export.to': { en: 'To', fr: 'Au' },
  'export.date.bad': { en: 'Such as 2021, 2021-12 or 2021-12-07.', fr: 'Par exemple 2021, 2021-12 ou 2021-12-07.' },
  'export.only-shown': {
    en: 'Only the documents that the list shows',
    fr: 'Seulement les documents affichés dans la liste',
  },
  'export.only-shown.hint': {
    en: 'Filter the list first to choose this.',
    fr: 'Filtrez d’abord la liste pour ce choix.',
  },
  'export.offsets': { en: 'Offsets count', fr: 'Les positions comptent' },
  'export.offsets.codepoint': { en: 'Code points', fr: 'Points de code' },
  'export.offsets.codepoint.hint': { en: 'as Python does', fr: 'comme Python' },
  'export.offsets.utf16': { en: 'UTF-16 units', fr: 'Unités UTF-16' },
  'export.offsets.utf16.hint': { en: 'as JavaScript and Java do', fr: 'comme JavaScript et Java' },
  'export.offsets.byte': { en: 'UTF-8 bytes', fr: 'Octets UTF-8' },
  'export.offsets.byte.hint': { en: 'as Rust and Go do', fr: 'comme Rust et Go' },
  'export.texts': { en: 'Include the text of the articles', fr: 'Inclure le texte des articles' },
  'export.texts.on': {
    en: 'The dataset stands alone. Mind the rights to the articles before you share it.',
    fr: 'Le jeu de données se suffit. Songez aux droits sur les articles avant de le partager.',
  },
  'export.texts.off': {
    en: 'Only tags and hashes: readers need the same files to use it.',
    fr: 'Seulement les balises et les empreintes : il faut les mêmes fichiers pour s’en servir.',
  },
  'export.name': { en: 'Name of the dataset', fr: 'Nom du jeu de données' },
  'export.name.empty': { en: 'A name is needed for its folder.', fr: 'Il faut un nom pour son dossier.' },
  'export.name.bad': {
    en: 'A folder cannot be named so. Leave out / \\ : * ? " < > | and dots at the ends.',
    fr: 'Un dossier ne peut pas s’appeler ainsi. Évitez / \\ : * ? " < > | et les points aux extrémités.',
  },
  'export.destination': { en: 'Where', fr: 'Où' },
  'export.destination.none': { en: 'No place chosen yet', fr: 'Aucun endroit choisi' },
  'export.choose': { en: 'Choose…', fr: 'Choisir…' },
  'export.exists': {
    en: 'A dataset of that name is there already. It is replaced only once the new one is proved.',
    fr: 'Un jeu de données porte déjà ce nom. Il n’est remplacé qu’une fois le nouveau vérifié.',
  },
  'export.replace': { en: 'Replace it', fr: 'Le remplacer' },
  'export.best': { en: 'One version of each document', fr: 'Une seule version de chaque document' },
  'export.best.hint': {
    en: 'Adjudicated, else as a reviewer left it, else the only one.',
    fr: 'Arbitrée, sinon telle que la relecture l’a laissée, sinon la seule.',
  },
  'export.best.undecided': {
    en: {
      one: '{n} document is left out: several versions, and nobody decided.',
      other: '{n} documents are left out: several versions, and nobody decided.',
    },
    fr: {
      one: '{n} document est omis : plusieurs versions, et personne n’a tranché.',
      other: '{n} documents sont omis : plusieurs versions, et personne n’a tranché.',
    },
  },
  'export.reading': {
    en: 'The folder is still being read: only what is known of it so far would be written. This line goes when it is read.',
    fr: 'Le dossier est encore en cours de lecture : seul ce qui en est connu jusqu’ici serait écrit. Cette ligne disparaît une fois la lecture finie.',
  },
  'export.summary': {
    en: { one: '{n} document will be written', other: '{n} documents will be written' },
    fr: { one: '{n} document sera écrit', other: '{n} documents seront écrits' },
  },
  'export.summary.lines': {
    en: { one: 'as {n} line', other: 'as {n} lines' },
    fr: { one: 'en {n} ligne', other: 'en {n} lignes' },
  },
  'export.summary.spans': {
    en: { one: 'with {n} tag', other: 'with {n} tags' },
    fr: { one: 'avec {n} balise', other: 'avec {n} balises' },
  },
  'export.summary.left-out': {
    en: { one: '({n} in progress is left out)', other: '({n} in progress are left out)' },
    fr: { one: '({n} en cours est laissé de côté)', other: '({n} en cours sont laissés de côté)' },
  },
  'export.nothing': {
    en: 'Nothing fits this choice. Tick another state or annotator.',
    fr: 'Rien ne correspond à ce choix. Cochez un autre état ou annotateur.',
  },
  'export.start': { en: 'Export', fr: 'Exporter' },
  'export.phase.preparing': { en: 'Gathering tags…', fr: 'Rassemblement des balises…' },
  'export.phase.writing': { en: 'Writing… {done} of {total}', fr: 'Écriture… {done} sur {total}' },
  'export.phase.proving': {
    en: 'Checking every tag against the articles… {done} of {total}',
    fr: 'Vérification de chaque balise dans les articles… {done} sur {total}',
  },
  'export.progress': { en: 'Progress of the export', fr: 'Avancement de l’export' },
  'export.cancelling': { en: 'Stopping…', fr: 'Arrêt…' },
  'export.done.title': { en: 'The dataset is ready', fr: 'Le jeu de données est prêt' },
  'export.done.documents': {
    en: { one: '{n} document', other: '{n} documents' },
    fr: { one: '{n} document', other: '{n} documents' },
  },
  'export.done.spans': { en: { one: '{n} tag', other: '{n} tags' }, fr: { one: '{n} balise', other: '{n} balises' } },
  'export.done.proved': {
    en: { one: '{n} tag compared with the file’s own bytes', other: '{n} tags compared with the files’ own bytes' },
    fr: { one: '{n} balise comparée aux octets du fichier', other: '{n} balises comparées aux octets des fichiers' },
  },
  'export.done.unproved': {
    en: {
      one: '{n} tag could only be checked against the stored text: its file is gone or has changed.',
      other: '{n} tags could only be checked against the stored text: their files are gone or have changed.',
    },
    fr: {
      one: '{n} balise n’a pu être vérifiée que dans le texte gardé : son fichier a disparu ou changé.',
      other: '{n} balises n’ont pu être vérifiées que dans le texte gardé : leurs fichiers ont disparu ou changé.',
    },
  },
  'export.done.files': { en: 'Files', fr: 'Fichiers' },
  'export.done.file': { en: 'File', fr: 'Fichier' },
  'export.done.size': { en: 'Size', fr: 'Taille' },
  'export.done.hash': { en: 'SHA-256', fr: 'SHA-256' },
  'export.done.reveal': { en: 'Show in file manager', fr: 'Montrer dans le gestionnaire de fichiers' },
  'export.failed.title': { en: 'The dataset was not written', fr: 'Le jeu de données n’a pas été écrit' },
  'export.failed.faults': {
    en: {
      one: '{n} tag does not stand where it says. Nothing was handed over.',
      other: '{n} tags do not stand where they say. Nothing was handed over.',
    },
    fr: {
      one: '{n} balise ne se trouve pas où elle le dit. Rien n’a été livré.',
      other: '{n} balises ne se trouvent pas où elles le disent. Rien n’a été livré.',
    },
  },
  'export.failed.line': { en: 'Line', fr: 'Ligne' },
  'export.failed.document': { en: 'Document', fr: 'Document' },
  'export.failed.expected': { en: 'Expected', fr: 'Attendu' },
  'export.failed.found': { en: 'Found', fr: 'Trouvé' },
  'export.back': { en: 'Back to the choices', fr: 'Revenir aux choix' },
} as const satisfies Messages
