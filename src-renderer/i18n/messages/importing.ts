import type { Messages } from '../message.ts'

/** Datasets of any format coming in. */
export const importing = {
  'action.import': { en: 'Import a dataset…', fr: 'Importer un jeu de données…' },
  'import.title': { en: 'Import a dataset', fr: 'Importer un jeu de données' },
  'import.title-of': { en: 'Import {name}', fr: 'Importer {name}' },
  'import.choose': {
    en: 'Tags that were made elsewhere come in as layers of their own, and as one step that can be undone. You see first what would happen.',
    fr: 'Les balises faites ailleurs arrivent en couches séparées, et en une seule étape qui s’annule. Vous voyez d’abord ce qui se passerait.',
  },
  'import.choose-file': { en: 'Choose a file…', fr: 'Choisir un fichier…' },
  'import.choose-folder': { en: 'Choose a folder…', fr: 'Choisir un dossier…' },
  'import.choose-drop': {
    en: 'Or drop a file onto the window. The format is recognised.',
    fr: 'Ou déposez un fichier sur la fenêtre. Le format est reconnu.',
  },
  'import.file-formats': { en: 'Files', fr: 'Fichiers' },
  'import.folder-formats': { en: 'Folders', fr: 'Dossiers' },
  'import.reading': {
    en: { one: 'Reading {name}… {n} layer so far', other: 'Reading {name}… {n} layers so far' },
    fr: { one: 'Lecture de {name}… {n} couche pour l’instant', other: 'Lecture de {name}… {n} couches pour l’instant' },
  },
  'import.comparing': {
    en: 'Looking for its documents in the folder… {done} of {total}',
    fr: 'Recherche de ses documents dans le dossier… {done} sur {total}',
  },
  'import.progress': { en: 'Progress of the import', fr: 'Avancement de l’import' },
  'import.apply': { en: 'Import', fr: 'Importer' },

  'import.from': { en: '{name} · {format}', fr: '{name} · {format}' },
  'import.spans': {
    en: {
      one: '{n} tag in the file: {added} comes in, {here} here already, {left} left out.',
      other: '{n} tags in the file: {added} come in, {here} here already, {left} left out.',
    },
    fr: {
      one: '{n} balise dans le fichier : {added} arrive, {here} déjà là, {left} laissée de côté.',
      other: '{n} balises dans le fichier : {added} arrivent, {here} déjà là, {left} laissées de côté.',
    },
  },
  'import.waiting': {
    en: { one: '{n} waits until you place it.', other: '{n} wait until you place them.' },
    fr: { one: '{n} attend que vous la placiez.', other: '{n} attendent que vous les placiez.' },
  },
  'import.nothing': {
    en: 'Everything in it is here already. Importing it again would change nothing.',
    fr: 'Tout ce qu’il contient est déjà là. L’importer à nouveau ne changerait rien.',
  },
  'import.fates': { en: 'Tags', fr: 'Balises' },
  'import.fate.added': { en: 'Come in', fr: 'Arrivent' },
  'import.fate.updated': {
    en: 'Here from an earlier import, and now otherwise',
    fr: 'Là depuis un import, et changées',
  },
  'import.fate.same': { en: 'Here already', fr: 'Déjà là' },
  'import.fate.kept': { en: 'Here otherwise: yours stay', fr: 'Là autrement : les vôtres restent' },
  'import.fate.waiting': { en: 'Wait until you place them', fr: 'Attendent que vous les placiez' },
  'import.fate.left-out': { en: 'Left out', fr: 'Laissées de côté' },
  'import.relations': {
    en: { one: '{n} relation comes with them.', other: '{n} relations come with them.' },
    fr: { one: '{n} relation arrive avec elles.', other: '{n} relations arrivent avec elles.' },
  },
  'import.relations-left': {
    en: {
      one: '{n} relation is left out, since an end or its type is.',
      other: '{n} relations are left out, since an end or their type is.',
    },
    fr: {
      one: '{n} relation est laissée de côté, comme une extrémité ou son type.',
      other: '{n} relations sont laissées de côté, comme une extrémité ou leur type.',
    },
  },
  'import.count': { en: 'Count', fr: 'Nombre' },
  'import.documents': { en: 'Documents', fr: 'Documents' },
  'import.found.hash': { en: 'Found by their bytes', fr: 'Trouvés par leurs octets' },
  'import.found.text': { en: 'Found by their text', fr: 'Trouvés par leur texte' },
  'import.found.spaces': {
    en: 'Found; only white space differs, and tags move with it',
    fr: 'Trouvés ; seuls les blancs diffèrent, les balises les suivent',
  },
  'import.found.changed': {
    en: 'Found by name; the text was changed, and tags move to where it still says the same',
    fr: 'Trouvés par leur nom ; le texte a changé, les balises vont là où il dit encore la même chose',
  },
  'import.found.new': { en: 'Not in this folder', fr: 'Absents de ce dossier' },
  'import.more': {
    en: { one: 'and {n} more', other: 'and {n} more' },
    fr: { one: 'et {n} autre', other: 'et {n} autres' },
  },
  'import.new-documents': {
    en: 'Bring these documents in with their text',
    fr: 'Faire venir ces documents avec leur texte',
  },
  'import.new-documents-hint': {
    en: 'They live in the project, without a file in the folder.',
    fr: 'Ils vivent dans le projet, sans fichier dans le dossier.',
  },
  'import.annotators': { en: 'Whose tags', fr: 'Les balises de qui' },
  'import.annotator': {
    en: { one: '{name} ({n} tag)', other: '{name} ({n} tags)' },
    fr: { one: '{name} ({n} balise)', other: '{name} ({n} balises)' },
  },
  'import.becomes': { en: '{name} becomes', fr: '{name} devient' },
  'import.layer-new': { en: 'A layer of its own', fr: 'Une couche à part' },
  'import.layer-own': { en: 'Your layer', fr: 'Votre couche' },
  'import.layer-of': { en: 'The layer of {name}', fr: 'La couche de {name}' },
  'import.suggestions': { en: 'Suggestions, to accept one by one', fr: 'Des suggestions, à accepter une à une' },
  'import.leave-out': { en: 'Leave out', fr: 'Laisser de côté' },
  'import.labels': { en: 'Labels that this project does not have', fr: 'Étiquettes absentes de ce projet' },
  'import.relation-types': {
    en: 'Relation types that this project does not have',
    fr: 'Types de relation absents de ce projet',
  },
  'import.attributes': {
    en: 'Attributes that these labels do not have here',
    fr: 'Attributs que ces étiquettes n’ont pas ici',
  },
  'import.name': {
    en: { one: '{name} ({n} tag)', other: '{name} ({n} tags)' },
    fr: { one: '{name} ({n} balise)', other: '{name} ({n} balises)' },
  },
  'import.relation': {
    en: { one: '{name} ({n} relation)', other: '{name} ({n} relations)' },
    fr: { one: '{name} ({n} relation)', other: '{name} ({n} relations)' },
  },
  'import.attribute': {
    en: { one: '{holder} · {name} ({n} value)', other: '{holder} · {name} ({n} values)' },
    fr: { one: '{holder} · {name} ({n} valeur)', other: '{holder} · {name} ({n} valeurs)' },
  },
  'import.add-label': { en: 'Add as a new label', fr: 'Ajouter comme étiquette' },
  'import.add-relation': { en: 'Add as a new type', fr: 'Ajouter comme type' },
  'import.add-attribute': { en: 'Add to the label', fr: 'Ajouter à l’étiquette' },
  'import.notes': {
    en: { one: '{n} thing was repaired or passed over', other: '{n} things were repaired or passed over' },
    fr: { one: '{n} chose a été réparée ou passée', other: '{n} choses ont été réparées ou passées' },
  },

  'import.refused': { en: 'This dataset cannot be read', fr: 'Ce jeu de données ne peut pas être lu' },
  'import.article': {
    en: '“{name}” is an article, not a dataset: it holds no tags. Nothing was changed.',
    fr: '« {name} » est un article, et non un jeu de données : il ne contient aucune balise. Rien n’a été modifié.',
  },
  'import.article-hint': {
    en: 'To tag it, put the file into the open folder, where it appears in the list by itself; or drop the folder that it lies in on this window.',
    fr: 'Pour l’annoter, placez le fichier dans le dossier ouvert, et il apparaît de lui-même dans la liste ; ou déposez sur cette fenêtre le dossier où il se trouve.',
  },
  'import.article-read-as': {
    en: 'If there are tags in it all the same, say in which format.',
    fr: 'S’il contient tout de même des balises, dites dans quel format.',
  },
  'import.refused-article': { en: 'This is an article', fr: 'Ceci est un article' },
  'import.refused-hint': {
    en: 'Nothing was changed. What is wrong, and what would mend it:',
    fr: 'Rien n’a été modifié. Ce qui ne va pas, et ce qui le réparerait :',
  },
  'import.refused-more': {
    en: { one: 'and {n} fault more', other: 'and {n} faults more' },
    fr: { one: 'et {n} faute de plus', other: 'et {n} fautes de plus' },
  },
  'import.undecided': {
    en: 'Which format is it? Choose one to try it.',
    fr: 'Quel est son format ? Choisissez-en un pour l’essayer.',
  },
  'import.read-as': { en: 'Read as', fr: 'Lire comme' },
  'import.try': { en: 'Try', fr: 'Essayer' },
  'import.place': { en: '{file}, line {line}', fr: '{file}, ligne {line}' },
  'import.line': { en: 'line {line}', fr: 'ligne {line}' },

  'import.done': {
    en: { one: '{n} tag imported from {name}', other: '{n} tags imported from {name}' },
    fr: { one: '{n} balise importée de {name}', other: '{n} balises importées de {name}' },
  },
  'import.nothing-new': { en: 'Nothing new in {name}', fr: 'Rien de nouveau dans {name}' },
} as const satisfies Messages
