import type { Messages } from '../message.ts'

/** Layers that travel between colleagues as files. */
export const bundles = {
  'action.share-layers': { en: 'Save my layers for a colleague…', fr: 'Enregistrer mes couches pour un collègue…' },
  'action.open-layers': { en: 'Open a colleague’s layers…', fr: 'Ouvrir les couches d’un collègue…' },
  'bundle.title': { en: 'Layers of {name}', fr: 'Couches de {name}' },
  'bundle.title-review': { en: 'Review by {name}', fr: 'Relecture par {name}' },
  'bundle.refused-title': { en: 'This file cannot be opened', fr: 'Ce fichier ne peut pas être ouvert' },
  'bundle.reading': { en: 'Reading the layers…', fr: 'Lecture des couches…' },
  'bundle.comparing': { en: 'Comparing the layers…', fr: 'Comparaison des couches…' },
  'bundle.saving': { en: 'Saving your layers…', fr: 'Enregistrement de vos couches…' },
  'bundle.untouched': {
    en: 'Nothing was changed: every tag here is as it was.',
    fr: 'Rien n’a été modifié : toutes les balises d’ici sont telles quelles.',
  },
  'bundle.remedy.again': {
    en: 'Ask whoever sent it to send the file again.',
    fr: 'Demandez à la personne qui l’a envoyé de l’envoyer à nouveau.',
  },
  'bundle.remedy.parts': {
    en: 'Ask whoever sent it for the layers of fewer documents at a time.',
    fr: 'Demandez à la personne qui l’a envoyé les couches de moins de documents à la fois.',
  },
  'bundle.remedy.update': {
    en: 'Update Postil, then open the file again.',
    fr: 'Mettez Postil à jour, puis ouvrez le fichier à nouveau.',
  },
  'bundle.remedy.ask': {
    en: 'Postil does not make such files. Ask whoever sent it whether it is really theirs, and to save their layers again.',
    fr: 'Postil ne crée pas de tels fichiers. Demandez à la personne qui l’a envoyé s’il vient bien d’elle, et d’enregistrer à nouveau ses couches.',
  },
  'bundle.from': { en: '{file}, made by {name} on {date}', fr: '{file}, créé par {name} le {date}' },
  'bundle.spans': {
    en: {
      one: '{n} tag in the file: {merged} in the project afterwards, {left} left out.',
      other: '{n} tags in the file: {merged} in the project afterwards, {left} left out.',
    },
    fr: {
      one: '{n} balise dans le fichier : {merged} dans le projet ensuite, {left} laissée de côté.',
      other: '{n} balises dans le fichier : {merged} dans le projet ensuite, {left} laissées de côté.',
    },
  },
  'bundle.spans-waiting': {
    en: {
      one: '{n} tag waits until somebody says where it belongs.',
      other: '{n} tags wait until somebody says where they belong.',
    },
    fr: {
      one: '{n} balise attend que quelqu’un dise où elle va.',
      other: '{n} balises attendent que quelqu’un dise où elles vont.',
    },
  },
  'bundle.elsewhere': {
    en: 'None of its documents is in the open folder. Open the folder of these articles first.',
    fr: 'Aucun de ses documents n’est dans le dossier ouvert. Ouvrez d’abord le dossier de ces articles.',
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
    en: 'Your own: what is here stays, these are left out',
    fr: 'Les vôtres : celles d’ici restent, celles-ci sont laissées',
  },
  'bundle.fate.unknown-document': {
    en: 'The document is not in this folder: left out',
    fr: 'Document absent de ce dossier : laissées',
  },
  'bundle.fate.text-differs': {
    en: 'The text of the document differs: left out',
    fr: 'Le texte du document diffère : laissées',
  },
  'bundle.left-documents': { en: 'Documents left out', fr: 'Documents laissés de côté' },
  'bundle.carried': {
    en: 'Documents whose text differs: the tags were moved to the text of this folder',
    fr: 'Documents dont le texte diffère : les balises ont suivi le texte de ce dossier',
  },
  'bundle.more-documents': { en: 'and {n} more', fr: 'et {n} autres' },
  'bundle.labels': { en: 'Names that this project does not have', fr: 'Noms absents de ce projet' },
  'bundle.label-count': {
    en: { one: '{name} ({n} tag)', other: '{name} ({n} tags)' },
    fr: { one: '{name} ({n} balise)', other: '{name} ({n} balises)' },
  },
  'bundle.relation-count': {
    en: { one: '{name} ({n} relation)', other: '{name} ({n} relations)' },
    fr: { one: '{name} ({n} relation)', other: '{name} ({n} relations)' },
  },
  'bundle.label-becomes': { en: '{name} becomes', fr: '{name} devient' },
  'bundle.leave-out': { en: 'Leave out', fr: 'Laisser de côté' },
  'bundle.add-name': { en: 'Add to this project', fr: 'Ajouter à ce projet' },
  'bundle.same-as': { en: 'The same as', fr: 'La même chose que' },
  'bundle.attributes': {
    en: '{label} has values here that your schema does not have; they are kept: {names}.',
    fr: '{label} porte ici des valeurs absentes de votre schéma ; elles sont gardées : {names}.',
  },
  'bundle.renamed': {
    en: {
      one: '{n} record has the identifier of somebody else’s here. It comes in under another; nothing takes the place of anything.',
      other:
        '{n} records have identifiers of somebody else’s here. They come in under others; nothing takes the place of anything.',
    },
    fr: {
      one: '{n} fiche porte l’identifiant de celle de quelqu’un d’autre ici. Elle est intégrée sous un autre ; rien ne remplace rien.',
      other:
        '{n} fiches portent des identifiants de fiches de quelqu’un d’autre ici. Elles sont intégrées sous d’autres ; rien ne remplace rien.',
    },
  },
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
  'bundle.review-saved': { en: 'Your review is saved: {location}', fr: 'Votre relecture est enregistrée : {location}' },
  'bundle.nothing-to-send': { en: 'You have not tagged anything yet.', fr: 'Vous n’avez encore rien balisé.' },
  'bundle.opened': {
    en: { one: '{n} layer of {name} brought in', other: '{n} layers of {name} brought in' },
    fr: { one: '{n} couche de {name} intégrée', other: '{n} couches de {name} intégrées' },
  },
  'bundle.nothing-new': { en: 'Nothing new from {name}', fr: 'Rien de nouveau de {name}' },
  'starter.title': { en: 'Documents from {name} for you', fr: 'Documents de {name} pour vous' },
  'starter.documents': {
    en: 'For {name}: {n} documents to annotate, {here} of them in this folder.',
    fr: 'Pour {name} : {n} documents à annoter, dont {here} dans ce dossier.',
  },
  'starter.fate.new': {
    en: 'They are shown first in the list, in the order asked for. The other documents stay.',
    fr: 'Ils passent en tête de liste, dans l’ordre demandé. Les autres documents restent.',
  },
  'starter.fate.again': {
    en: 'You opened this file before: nothing changes.',
    fr: 'Vous avez déjà ouvert ce fichier : rien ne change.',
  },
  'starter.fate.newer': {
    en: 'It takes the place of what you were asked before. Your tags stay.',
    fr: 'Il remplace ce qui vous était demandé. Vos balises restent.',
  },
  'starter.fate.older': {
    en: 'What you were asked later stands in this project already; this file is older.',
    fr: 'Une demande plus récente est déjà dans ce projet ; ce fichier est plus ancien.',
  },
  'starter.blind': {
    en: 'Colleagues’ tags of a document stay hidden until yours is done.',
    fr: 'Les balises des collègues restent cachées tant que votre document n’est pas fait.',
  },
  'starter.schema': { en: 'Labels', fr: 'Étiquettes' },
  'starter.schema-added': { en: 'Added: {names}', fr: 'Ajoutées : {names}' },
  'starter.schema-changed': { en: 'Changed: {names}', fr: 'Modifiées : {names}' },
  'starter.schema-retired': {
    en: 'Retired, kept on your tags: {names}',
    fr: 'Retirées, gardées sur vos balises : {names}',
  },
  'starter.schema-removed': { en: 'Removed: {names}', fr: 'Supprimées : {names}' },
  'starter.missing': { en: 'Not in this folder', fr: 'Absents de ce dossier' },
  'starter.different': { en: 'Another text than the coordinator’s', fr: 'Autre texte que celui du coordinateur' },
  'starter.apply': { en: 'Take them on', fr: 'Les prendre' },
  'starter.assigned': {
    en: { one: '{n} document from {name} to annotate', other: '{n} documents from {name} to annotate' },
    fr: { one: '{n} document de {name} à annoter', other: '{n} documents de {name} à annoter' },
  },
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
    en: 'A newer Postil made it ({format}).',
    fr: 'Un Postil plus récent l’a créé ({format}).',
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
    en: 'Line {line} is by, or speaks of, somebody whom the file does not name: {annotator}.',
    fr: 'La ligne {line} est de quelqu’un, ou parle de quelqu’un, que le fichier ne nomme pas : {annotator}.',
  },
  'bundle.fault.foreign-decider': {
    en: 'Line {line} is the layer of {annotator} and holds what {by} is said to have decided.',
    fr: 'La ligne {line} est la couche de {annotator} et contient ce que {by} aurait décidé.',
  },
  'bundle.fault.foreign-reference': {
    en: 'Line {line} speaks of a tag that lies in another document: {id}.',
    fr: 'La ligne {line} parle d’une balise qui est dans un autre document : {id}.',
  },
  'bundle.fault.reserved-id': {
    en: 'It gives a tag or a person an identifier that only a project may give: {id}.',
    fr: 'Il donne à une balise ou à une personne un identifiant que seul un projet peut donner : {id}.',
  },
  'bundle.fault.starter-with-layers': {
    en: 'It asks for work, and yet brings tags of its own.',
    fr: 'Il demande un travail, mais apporte aussi des balises.',
  },
  'bundle.fault.foreign-records': {
    en: 'The layer of {annotator} in {document} claims tags that are somebody else’s here.',
    fr: 'La couche de {annotator} dans {document} prétend à des balises qui sont ici à quelqu’un d’autre.',
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
