import type { Messages } from '../message.ts'

/** What the write path refuses or reports; one sentence a refusal code, saying what to do next. */
export const session = {
  'session.setting-not-stored': {
    en: 'This setting could not be stored: it holds until Postil is closed. Make room on the disk, then set it again.',
    fr: 'Ce réglage n’a pas pu être enregistré : il vaut jusqu’à la fermeture de Postil. Libérez de la place sur le disque, puis réglez de nouveau.',
  },
  'refusal.empty-range': {
    en: 'Nothing is selected. Select some text first.',
    fr: 'Rien n’est sélectionné. Sélectionnez d’abord du texte.',
  },
  'refusal.out-of-bounds': {
    en: 'That lies outside the text. Select again.',
    fr: 'Cela sort du texte. Sélectionnez de nouveau.',
  },
  'refusal.unknown-label': {
    en: 'This label is not in the schema any more. Choose another.',
    fr: 'Cette étiquette n’est plus dans le schéma. Choisissez-en une autre.',
  },
  'refusal.retired-label': {
    en: 'The label “{label}” is retired: its tags stay, new ones take another label.',
    fr: 'L’étiquette «\u00a0{label}\u00a0» est retirée\u00a0: ses balises restent, les nouvelles en prennent une autre.',
  },
  'refusal.duplicate-tag': {
    en: 'This passage carries that label already.',
    fr: 'Ce passage porte déjà cette étiquette.',
  },
  'refusal.overlap-forbidden': {
    en: 'Tags of this label may not overlap. Shorten one of them, or allow overlaps in the schema.',
    fr: 'Les balises de cette étiquette ne peuvent pas se chevaucher. Raccourcissez-en une, ou autorisez-le dans le schéma.',
  },
  'refusal.unknown-tag': {
    en: 'That tag is not there any more.',
    fr: 'Cette balise n’existe plus.',
  },
  'refusal.not-your-layer': {
    en: 'That tag is a colleague’s. Their layer stays as it is; tag the passage in yours.',
    fr: 'Cette balise est celle d’un collègue. Sa couche reste telle quelle\u00a0; balisez le passage dans la vôtre.',
  },
  'refusal.unknown-attribute': {
    en: 'This label has no attribute “{name}”.',
    fr: 'Cette étiquette n’a pas d’attribut «\u00a0{name}\u00a0».',
  },
  'refusal.wrong-value': {
    en: 'That value does not fit the attribute “{name}”. The old one was kept.',
    fr: 'Cette valeur ne convient pas à l’attribut «\u00a0{name}\u00a0». L’ancienne est gardée.',
  },
  'refusal.relation-not-allowed': {
    en: 'The schema does not allow this relation between these labels.',
    fr: 'Le schéma n’autorise pas cette relation entre ces étiquettes.',
  },
  'refusal.relation-to-itself': {
    en: 'A tag cannot be linked to itself. Pick another end.',
    fr: 'Une balise ne peut pas être liée à elle-même. Choisissez une autre extrémité.',
  },
  'refusal.duplicate-relation': {
    en: 'These two tags are linked that way already.',
    fr: 'Ces deux balises sont déjà liées ainsi.',
  },
  'refusal.last-piece': {
    en: 'This is the tag’s only piece. Delete removes the whole tag.',
    fr: 'C’est le seul morceau de la balise. Suppr. retire la balise entière.',
  },
  'host.untrusted': {
    en: 'This window may not ask that. Restart Postil.',
    fr: 'Cette fenêtre n’a pas le droit de demander cela. Redémarrez Postil.',
  },
  'host.bad-request': {
    en: 'Postil sent a request that it could not read itself: a bug. Nothing was changed.',
    fr: 'Postil a envoyé une demande qu’il n’a pas su relire\u00a0: c’est un défaut. Rien n’a été modifié.',
  },
  'host.unknown-grant': {
    en: 'That folder was forgotten. Open it again.',
    fr: 'Ce dossier a été oublié. Ouvrez-le de nouveau.',
  },
  'host.outside-folder': {
    en: 'That file lies outside the open folder and was not read.',
    fr: 'Ce fichier se trouve hors du dossier ouvert et n’a pas été lu.',
  },
  'host.not-found': {
    en: 'The file is not there any more. Read the folder again.',
    fr: 'Le fichier n’est plus là. Relisez le dossier.',
  },
  'host.unreadable': {
    en: 'The file cannot be read. Check its permissions, then try again.',
    fr: 'Le fichier est illisible. Vérifiez ses droits d’accès, puis réessayez.',
  },
  'host.no-article': {
    en: 'There is no such article in its file now. Read the folder again.',
    fr: 'Cet article n’est plus dans son fichier. Relisez le dossier.',
  },
  'host.too-large': {
    en: 'The file is larger than 50 MB. Split it, then read the folder again.',
    fr: 'Le fichier dépasse 50 Mo. Divisez-le, puis relisez le dossier.',
  },
  'host.exists': {
    en: 'There is something of that name already. Choose another name, or allow it to be replaced.',
    fr: 'Ce nom est déjà pris. Choisissez-en un autre, ou acceptez le remplacement.',
  },
  'host.no-space': {
    en: 'The disk is full. Nothing half-written was left. Make room, then try again.',
    fr: 'Le disque est plein. Rien d’inachevé n’a été laissé. Libérez de la place, puis réessayez.',
  },
  'host.read-only': {
    en: 'Postil may not write there. Choose another place.',
    fr: 'Postil ne peut pas écrire à cet endroit. Choisissez-en un autre.',
  },
  'host.cancelled': {
    en: 'Cancelled. Nothing was left behind.',
    fr: 'Annulé. Rien n’a été laissé.',
  },
  'host.proof-failed': {
    en: 'The written file does not say what was tagged, so it was not kept.',
    fr: 'Le fichier écrit ne correspond pas aux balises\u00a0; il n’a pas été gardé.',
  },
  'host.folder-missing': {
    en: 'The folder {location} is not there. Connect its drive or open another folder.',
    fr: 'Le dossier {location} est introuvable. Branchez son disque ou ouvrez un autre dossier.',
  },
  'host.internal': {
    en: 'Something went wrong inside Postil. What is shown as saved is saved. Try again, or restart Postil.',
    fr: 'Postil a rencontré un défaut. Ce qui est indiqué comme enregistré l’est. Réessayez, ou redémarrez Postil.',
  },
  'host.inside-corpus': {
    en: 'That lies inside the folder of the articles, which Postil never writes to. Choose another place.',
    fr: 'Cet endroit est dans le dossier des articles, où Postil n’écrit jamais. Choisissez-en un autre.',
  },
  'host.not-a-dataset': {
    en: 'What stands there is not a dataset of Postil’s ({name}), so it is not replaced. Choose another name.',
    fr: 'Ce qui s’y trouve n’est pas un jeu de données de Postil ({name})\u00a0; il n’est donc pas remplacé. Choisissez un autre nom.',
  },
  'host.not-a-folder': {
    en: 'That is a file. Drop or choose the folder that holds the articles.',
    fr: 'C’est un fichier. Déposez ou choisissez le dossier qui contient les articles.',
  },
  'host.not-printed': {
    en: 'It could not be printed: {reason}. Save it as PDF instead.',
    fr: 'L’impression a échoué : {reason}. Enregistrez plutôt un PDF.',
  },
  'deed.tag': {
    en: 'tag',
    fr: 'balise',
  },
  'deed.tag-identical': {
    en: 'identical mentions',
    fr: 'mentions identiques',
  },
  'deed.accept-candidate': {
    en: 'accepted candidate',
    fr: 'candidat accepté',
  },
  'deed.reject-candidate': {
    en: 'rejected candidate',
    fr: 'candidat refusé',
  },
  'deed.relabel': {
    en: 'change of label',
    fr: 'changement d’étiquette',
  },
  'deed.move-edge': {
    en: 'moved edge',
    fr: 'bord déplacé',
  },
  'deed.tag-sentence': {
    en: 'tagged sentence',
    fr: 'phrase balisée',
  },
  'deed.add-piece': {
    en: 'added piece',
    fr: 'morceau ajouté',
  },
  'deed.remove-piece': {
    en: 'removed piece',
    fr: 'morceau retiré',
  },
  'deed.untag': {
    en: 'deleted tag',
    fr: 'balise supprimée',
  },
  'deed.set-attribute': {
    en: 'attribute',
    fr: 'attribut',
  },
  'deed.set-note': {
    en: 'note',
    fr: 'note',
  },
  'deed.set-entity': {
    en: 'entity',
    fr: 'entité',
  },
  'deed.relate': {
    en: 'relation',
    fr: 'relation',
  },
  'deed.unrelate': {
    en: 'deleted relation',
    fr: 'relation supprimée',
  },
  'deed.set-state': {
    en: 'state',
    fr: 'état',
  },
  'deed.set-document-labels': {
    en: 'document labels',
    fr: 'étiquettes du document',
  },
  'deed.edit-schema': {
    en: 'change of the schema',
    fr: 'modification du schéma',
  },
  'deed.edit-document': {
    en: 'document’s data',
    fr: 'données du document',
  },
  'deed.import': {
    en: 'import',
    fr: 'importation',
  },
  'deed.adjudicate': {
    en: 'decision',
    fr: 'décision',
  },
  'deed.judge': { en: 'review of a tag', fr: 'relecture d’une balise' },
  'deed.accept-remark': { en: 'change that a reviewer proposed', fr: 'modification proposée à la relecture' },
  'deed.comment': {
    en: 'comment',
    fr: 'commentaire',
  },
  'deed.repair': {
    en: 'repair',
    fr: 'réparation',
  },
  'deed.restore': {
    en: 'restored tags',
    fr: 'balises restaurées',
  },
  'deed.reanchor': {
    en: 'tags moved to the changed text',
    fr: 'balises déplacées vers le texte modifié',
  },
  'deed.rename-file': {
    en: 'renamed file',
    fr: 'fichier renommé',
  },
  'deed.of-tag': { en: '{what} {tag}', fr: '{what} {tag}' },
  'deed.of-tag-apart': { en: '{what}, {tag}', fr: '{what}, {tag}' },
  'deed.of-tags': { en: '{what}, {n} tags: {tag}, …', fr: '{what}, {n} balises\u00a0: {tag}, …' },
  'deed.of-attribute': { en: '{what} “{name}”, {tag}', fr: '{what} «\u00a0{name}\u00a0», {tag}' },
  'deed.of-relation': {
    en: '{what} {type}, “{from}” → “{to}”',
    fr: '{what} {type}, «\u00a0{from}\u00a0» → «\u00a0{to}\u00a0»',
  },
  'deed.of-relations': { en: '{what}, {n} relations: {type}, …', fr: '{what}, {n} relations\u00a0: {type}, …' },
  'deed.of-comment': { en: '{what} “{text}”', fr: '{what} «\u00a0{text}\u00a0»' },
  'deed.of-state': { en: '{what}: {from} → {to}', fr: '{what}\u00a0: {from} → {to}' },
  'deed.of-fields': { en: '{what}: {names}', fr: '{what}\u00a0: {names}' },
  'deed.schema-added': { en: 'new in the schema: {names}', fr: 'nouveau dans le schéma\u00a0: {names}' },
  'deed.schema-removed': { en: 'removed from the schema: {names}', fr: 'supprimé du schéma\u00a0: {names}' },
  'deed.schema-renamed': { en: 'rename {from} → {to}', fr: 'renommer {from} → {to}' },
  'deed.schema-retired': { en: 'retire {names}', fr: 'retirer {names}' },
  'deed.schema-offered': { en: 'offer {names} again', fr: 'proposer de nouveau {names}' },
  'deed.schema-merged': { en: 'merge {from} → {to}', fr: 'fusionner {from} → {to}' },
  'deed.schema-split': { en: 'split {from} → {to}', fr: 'scinder {from} → {to}' },
  'deed.schema-attributes': { en: 'attributes of {names}', fr: 'attributs de {names}' },
  'deed.schema-changed': { en: 'change of {names}', fr: 'modification de {names}' },
  'deed.schema-several': { en: 'change of the schema: {names}', fr: 'modification du schéma\u00a0: {names}' },
  'session.undone': { en: 'Undone: {what}', fr: 'Annulé\u00a0: {what}' },
  'session.redone': { en: 'Done again: {what}', fr: 'Rétabli\u00a0: {what}' },
  'session.undone-in': { en: 'Undone: {what} · {title}', fr: 'Annulé\u00a0: {what} · {title}' },
  'session.redone-in': { en: 'Done again: {what} · {title}', fr: 'Rétabli\u00a0: {what} · {title}' },
  'session.undone-many': { en: 'Undone: {what}, in {n} documents', fr: 'Annulé\u00a0: {what}, dans {n} documents' },
  'session.redone-many': {
    en: 'Done again: {what}, in {n} documents',
    fr: 'Rétabli\u00a0: {what}, dans {n} documents',
  },
  'session.read-only': {
    en: 'This project is open to read only: nothing was changed.',
    fr: 'Ce projet est ouvert en lecture seule : rien n’a été modifié.',
  },
  'session.nothing-to-undo': {
    en: 'There is nothing to undo.',
    fr: 'Il n’y a rien à annuler.',
  },
  'session.out-of-step': {
    en: 'That cannot be taken back step by step: the tags are not as it left them. Nothing was changed; the history (Ctrl+H) puts the document back to any moment.',
    fr: 'Cette étape ne peut pas être défaite : les balises ne sont plus comme elle les a laissées. Rien n’a été modifié ; l’historique (Ctrl+H) ramène le document à tout moment.',
  },
  'session.nothing-to-redo': {
    en: 'There is nothing to do again.',
    fr: 'Il n’y a rien à rétablir.',
  },
  'session.text-changed': {
    en: 'The file {id} has changed since it was tagged. You see the text that your tags belong to.',
    fr: 'Le fichier {id} a changé depuis qu’il a été balisé. Vous voyez le texte auquel vos balises appartiennent.',
  },
  'session.try-again': {
    en: 'Try again',
    fr: 'Réessayer',
  },
  'session.save-conflict': {
    en: 'What is stored is not what is on screen, so nothing was overwritten. Read the project again.',
    fr: 'Ce qui est enregistré diffère de l’écran\u00a0; rien n’a été écrasé. Relisez le projet.',
  },
  'session.reload': {
    en: 'Read again',
    fr: 'Relire',
  },
  'session.save-read-only': {
    en: 'This project is open to read only: nothing can be changed here.',
    fr: 'Ce projet est ouvert en lecture seule\u00a0: rien ne peut y être modifié.',
  },
  'session.save-full': {
    en: 'The disk is full: the last change is on screen but not saved. Make room, then try again.',
    fr: 'Le disque est plein\u00a0: la dernière modification est à l’écran mais pas enregistrée. Libérez de la place, puis réessayez.',
  },
  'session.save-closed': {
    en: 'The project’s storage was closed: the last change is not saved. Try again, or restart Postil.',
    fr: 'Le stockage du projet s’est fermé\u00a0: la dernière modification n’est pas enregistrée. Réessayez, ou redémarrez Postil.',
  },
  'session.save-failed': {
    en: 'The last change could not be saved. Try again; if it stays so, restart Postil.',
    fr: 'La dernière modification n’a pas pu être enregistrée. Réessayez\u00a0; si cela persiste, redémarrez Postil.',
  },
  'open.locked': {
    en: 'Another window of Postil has this folder open and writes to it. Use that one, or close it and open the folder again.',
    fr: 'Une autre fenêtre de Postil a ouvert ce dossier et y écrit. Utilisez-la, ou fermez-la puis rouvrez le dossier.',
  },
  'open.full': {
    en: 'The disk is full, so the project could not be opened. Make room, then try again.',
    fr: 'Le disque est plein\u00a0; le projet n’a pas pu être ouvert. Libérez de la place, puis réessayez.',
  },
  'open.closed': {
    en: 'The project’s storage was closed while it was being opened. Try again.',
    fr: 'Le stockage du projet s’est fermé pendant l’ouverture. Réessayez.',
  },
  'open.not-kept': {
    en: 'An older Postil wrote these annotations. Before they are brought up to date a snapshot is made, and that failed. Nothing was changed; make room on the disk, then try again.',
    fr: 'Une version plus ancienne de Postil a écrit ces annotations. Un instantané précède leur mise à jour, et il n’a pas pu être fait. Rien n’a été modifié\u00a0; libérez de la place sur le disque, puis réessayez.',
  },
  'open.failed': {
    en: 'The project’s storage could not be opened. Try again, or restart Postil.',
    fr: 'Le stockage du projet n’a pas pu être ouvert. Réessayez, ou redémarrez Postil.',
  },
  'go.last': { en: 'This is the last document of the list.', fr: 'C’est le dernier document de la liste.' },
  'go.first': { en: 'This is the first document of the list.', fr: 'C’est le premier document de la liste.' },
  'go.all-touched': {
    en: 'Every document of the list has been begun.',
    fr: 'Tous les documents de la liste sont commencés.',
  },
  'go.all-done': {
    en: 'Done. No open document is left in the list.',
    fr: 'Terminé. Il ne reste aucun document ouvert dans la liste.',
  },
  'go.from-top': {
    en: 'That was the last one below. On from the top of the list.',
    fr: 'C’était le dernier plus bas. On reprend en haut de la liste.',
  },
  'open.title': { en: 'The folder could not be opened', fr: 'Le dossier n’a pas pu être ouvert' },
  'app.reader-failed': {
    en: 'This article could not be shown. Your tags are safe.',
    fr: 'Cet article n’a pas pu être affiché. Vos balises sont en sûreté.',
  },
} as const satisfies Messages
