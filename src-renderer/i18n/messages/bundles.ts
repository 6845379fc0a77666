import type { Messages } from '../message.ts'

/** Layers that travel between colleagues as files. */
export const bundles = {
  'action.share-layers': { en: 'Save my layers for a colleague…', fr: 'Enregistrer mes couches pour un collègue…' },
  'action.open-layers': { en: 'Open a colleague’s layers…', fr: 'Ouvrir les couches d’un collègue…' },
  'bundle.title': { en: 'Layers of {name}', fr: 'Couches de {name}' },
  'bundle.refused-title': { en: 'This file cannot be opened', fr: 'Ce fichier ne peut pas être ouvert' },
  'bundle.reading': { en: 'Reading the layers…', fr: 'Lecture des couches…' },
  'bundle.untouched': { en: 'Nothing was changed.', fr: 'Rien n’a été modifié.' },
  'bundle.from': { en: '{file}, made by {name} on {date}', fr: '{file}, créé par {name} le {date}' },
  'bundle.spans': {
    en: '{in} tags in the file: {merged} in the project afterwards, {left} left out.',
    fr: '{in} balises dans le fichier : {merged} dans le projet ensuite, {left} laissées de côté.',
  },
  'bundle.layers': { en: 'Layers by what becomes of them', fr: 'Couches selon ce qu’elles deviennent' },
  'bundle.fate': { en: 'What becomes of it', fr: 'Ce qu’elle devient' },
  'bundle.count-layers': { en: 'Layers', fr: 'Couches' },
  'bundle.count-tags': { en: 'Tags', fr: 'Balises' },
  'bundle.fate.added': { en: 'New', fr: 'Nouvelles' },
  'bundle.fate.updated': { en: 'Newer than what is here', fr: 'Plus récentes que celles d’ici' },
  'bundle.fate.unchanged': { en: 'The same as here', fr: 'Identiques à celles d’ici' },
  'bundle.fate.older': { en: 'Older than what is here: left out', fr: 'Plus anciennes que celles d’ici : laissées' },
  'bundle.fate.own-layer': {
    en: 'Your own, made on this computer: left out',
    fr: 'Les vôtres, faites sur cet ordinateur : laissées',
  },
  'bundle.fate.unknown-document': {
    en: 'The document is not in this folder: left out',
    fr: 'Document absent de ce dossier : laissées',
  },
  'bundle.fate.text-differs': {
    en: 'The text of the document differs: left out',
    fr: 'Le texte du document diffère : laissées',
  },
  'bundle.fate.foreign-records': {
    en: 'It claims tags of somebody else: left out',
    fr: 'Prétend à des balises d’autrui : laissées',
  },
  'bundle.left-documents': { en: 'Documents left out', fr: 'Documents laissés de côté' },
  'bundle.labels': { en: 'Labels that this project does not have', fr: 'Étiquettes absentes de ce projet' },
  'bundle.label-count': {
    en: { one: '{name} ({n} tag)', other: '{name} ({n} tags)' },
    fr: { one: '{name} ({n} balise)', other: '{name} ({n} balises)' },
  },
  'bundle.label-becomes': { en: '{name} becomes', fr: '{name} devient' },
  'bundle.leave-out': { en: 'Leave out', fr: 'Laisser de côté' },
  'bundle.relations-left': {
    en: {
      one: '{n} relation has no place here and is left out.',
      other: '{n} relations have no place here and are left out.',
    },
    fr: {
      one: '{n} relation n’a pas sa place ici et est laissée.',
      other: '{n} relations n’ont pas leur place ici et sont laissées.',
    },
  },
  'bundle.apply': { en: 'Bring in', fr: 'Intégrer' },
  'bundle.saved': { en: 'Your layers are saved: {location}', fr: 'Vos couches sont enregistrées : {location}' },
  'bundle.nothing-to-send': { en: 'You have not tagged anything yet.', fr: 'Vous n’avez encore rien balisé.' },
  'bundle.opened': {
    en: { one: '{n} layer of {name} brought in', other: '{n} layers of {name} brought in' },
    fr: { one: '{n} couche de {name} intégrée', other: '{n} couches de {name} intégrées' },
  },
  'bundle.nothing-new': { en: 'Nothing new from {name}', fr: 'Rien de nouveau de {name}' },
  'bundle.fault.too-large': { en: 'It is larger than any bundle may be.', fr: 'Il dépasse la taille permise.' },
  'bundle.fault.not-a-zip': {
    en: 'It is not a file of layers, or it was cut off on its way.',
    fr: 'Ce n’est pas un fichier de couches, ou il a été tronqué en route.',
  },
  'bundle.fault.missing-file': { en: 'A part is missing: {name}.', fr: 'Il manque une partie : {name}.' },
  'bundle.fault.foreign-file': {
    en: 'It holds something that has no business there: {name}.',
    fr: 'Il contient quelque chose qui n’a rien à y faire : {name}.',
  },
  'bundle.fault.repeated-file': {
    en: 'A part stands in it twice: {name}.',
    fr: 'Une partie y figure deux fois : {name}.',
  },
  'bundle.fault.not-utf8': { en: '{name} is not UTF-8 text.', fr: '{name} n’est pas du texte UTF-8.' },
  'bundle.fault.wrong-manifest': {
    en: 'Its description of itself is malformed. {field}',
    fr: 'Sa description de lui-même est mal formée. {field}',
  },
  'bundle.fault.newer-format': {
    en: 'A newer Postil made it ({format}). Update Postil to open it.',
    fr: 'Un Postil plus récent l’a créé ({format}). Mettez Postil à jour pour l’ouvrir.',
  },
  'bundle.fault.wrong-hash': {
    en: '{name} is not what was sent: it was changed or damaged on its way.',
    fr: '{name} n’est pas ce qui a été envoyé : modifié ou abîmé en route.',
  },
  'bundle.fault.wrong-schema': { en: 'Its label schema is malformed.', fr: 'Son schéma d’étiquettes est mal formé.' },
  'bundle.fault.wrong-line': { en: 'Line {line} is malformed.', fr: 'La ligne {line} est mal formée.' },
  'bundle.fault.wrong-document-id': {
    en: 'Line {line} names a document outside a folder: {id}.',
    fr: 'La ligne {line} nomme un document hors d’un dossier : {id}.',
  },
  'bundle.fault.foreign-annotator': {
    en: 'Line {line} is by somebody whom the file does not name: {annotator}.',
    fr: 'La ligne {line} est de quelqu’un que le fichier ne nomme pas : {annotator}.',
  },
  'bundle.fault.repeated-layer': {
    en: 'Line {line} repeats a layer: {annotator}, {document}.',
    fr: 'La ligne {line} répète une couche : {annotator}, {document}.',
  },
  'bundle.fault.repeated-id': {
    en: 'Two records have one id: {id}.',
    fr: 'Deux fiches ont le même identifiant : {id}.',
  },
  'bundle.fault.wrong-count': {
    en: 'It holds other counts than it states: {layers} layers, {spans} tags.',
    fr: 'Il ne contient pas ce qu’il annonce : {layers} couches, {spans} balises.',
  },
} as const satisfies Messages
