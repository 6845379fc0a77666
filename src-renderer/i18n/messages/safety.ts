import type { Messages } from '../message.ts'

/** Snapshots, projects that cannot be opened, refused losses, the doctor. */
export const safety = {
  'action.make-snapshot': { en: 'Make a snapshot now', fr: 'Faire un instantané maintenant' },
  'action.snapshots': { en: 'Snapshots…', fr: 'Instantanés…' },
  'action.doctor': { en: 'Examine the project…', fr: 'Examiner le projet…' },

  'safety.snapshot-made': {
    en: { one: 'Snapshot made and proved: {n} tag.', other: 'Snapshot made and proved: {n} tags.' },
    fr: { one: 'Instantané fait et vérifié : {n} balise.', other: 'Instantané fait et vérifié : {n} balises.' },
  },
  'safety.snapshot-failed': {
    en: 'No snapshot could be made; what is shown as saved is saved. {reason}',
    fr: 'Aucun instantané n’a pu être fait ; ce qui est indiqué comme enregistré l’est. {reason}',
  },
  'safety.snapshot-copy-failed': {
    en: 'The snapshot is made, but nothing was copied to the second folder. {reason}',
    fr: 'L’instantané est fait, mais rien n’a été copié dans le second dossier. {reason}',
  },
  'safety.snapshot-second-refused': {
    en: 'Copies cannot go to that folder. {reason}',
    fr: 'Les copies ne peuvent pas aller dans ce dossier. {reason}',
  },
  'safety.snapshot-failed.unproved': {
    en: 'What was read back was not what was written. Check the disk.',
    fr: 'La relecture n’a pas donné ce qui avait été écrit. Vérifiez le disque.',
  },
  'safety.snapshot-failed.inconsistent': {
    en: 'What is stored does not add up, so it would be no good copy. Examine the project (Ctrl+K): it can be repaired.',
    fr: 'Ce qui est enregistré ne concorde pas ; ce ne serait pas une bonne copie. Examinez le projet (Ctrl+K) : il peut être réparé.',
  },
  'safety.snapshot-failed.full': {
    en: 'The disk is full. Make room, then make one by the menu.',
    fr: 'Le disque est plein. Libérez de la place, puis faites-en un par le menu.',
  },
  'safety.snapshot-failed.closed': {
    en: 'The project’s storage was closed meanwhile.',
    fr: 'Le stockage du projet s’est fermé entre-temps.',
  },
  'safety.snapshot-failed.failed': {
    en: 'The project’s storage could not be read. Examine the project.',
    fr: 'Le stockage du projet n’a pas pu être lu. Examinez le projet.',
  },
  'safety.leaving': { en: 'A snapshot is being made', fr: 'Un instantané est en cours' },
  'safety.leaving.why': {
    en: 'All your tags are saved. Before the folder is closed, Postil makes a proved copy of them; in a large project that takes a while.',
    fr: 'Toutes vos balises sont enregistrées. Avant de fermer le dossier, Postil en fait une copie vérifiée ; pour un grand projet, cela prend un moment.',
  },
  'safety.leaving.writing': { en: 'Written: {size}', fr: 'Écrit : {size}' },
  'safety.leaving.proving': { en: 'Read back and counted: {size}', fr: 'Relu et compté : {size}' },
  'safety.leaving.otherwise': {
    en: 'If you leave without it, it is made the next time that you open this folder.',
    fr: 'Si vous partez sans lui, il sera fait à la prochaine ouverture de ce dossier.',
  },
  'safety.leaving.skip': { en: 'Leave without it', fr: 'Partir sans lui' },
  'safety.restored': {
    en: { one: 'Restored: {n} tag, counted.', other: 'Restored: {n} tags, counted.' },
    fr: { one: 'Restauré : {n} balise, recomptée.', other: 'Restauré : {n} balises, recomptées.' },
  },
  'safety.restoring': { en: 'A snapshot is being put back', fr: 'Un instantané est remis en place' },
  'safety.restoring.why': {
    en: 'It is written beside what is there, counted, and takes its place only when it is complete.',
    fr: 'Il est écrit à côté de ce qui est là, compté, et n’en prend la place qu’une fois complet.',
  },
  'safety.restoring.keeping': {
    en: 'First a snapshot of how it is now: {size}',
    fr: 'D’abord un instantané de l’état actuel : {size}',
  },
  'safety.restoring.restoring': {
    en: 'Written and counted: {size} of {total}',
    fr: 'Écrit et compté : {size} sur {total}',
  },
  'safety.restoring.call-off': { en: 'Cancel, restore nothing', fr: 'Annuler, ne rien restaurer' },
  'safety.restore-called-off': {
    en: 'Nothing was restored: the project is as it was.',
    fr: 'Rien n’a été restauré : le projet est comme il était.',
  },
  'safety.restore-broken-off': {
    en: 'Putting back a snapshot was broken off last time. The project is as it was before; choose the snapshot again if you still want it.',
    fr: 'La remise en place d’un instantané a été interrompue la dernière fois. Le projet est comme il était avant ; choisissez l’instantané de nouveau si vous le voulez encore.',
  },
  'safety.restore-failed.not-a-snapshot': {
    en: 'That file is not a snapshot. Nothing was changed; choose another.',
    fr: 'Ce fichier n’est pas un instantané. Rien n’a été modifié ; choisissez-en un autre.',
  },
  'safety.restore-failed.newer-snapshot': {
    en: 'A newer Postil made that snapshot. Update Postil; nothing was changed.',
    fr: 'Une version plus récente de Postil a fait cet instantané. Mettez Postil à jour ; rien n’a été modifié.',
  },
  'safety.restore-failed.cut-off': {
    en: 'That snapshot is cut off at the end. Nothing was changed; choose another.',
    fr: 'Cet instantané est tronqué. Rien n’a été modifié ; choisissez-en un autre.',
  },
  'safety.restore-failed.damaged-snapshot': {
    en: 'That snapshot is damaged. Nothing was changed; choose another.',
    fr: 'Cet instantané est endommagé. Rien n’a été modifié ; choisissez-en un autre.',
  },
  'safety.restore-failed.inconsistent-snapshot': {
    en: 'That snapshot does not add up. Nothing was changed; choose another.',
    fr: 'Le contenu de cet instantané ne concorde pas. Rien n’a été modifié ; choisissez-en un autre.',
  },
  'safety.restore-failed.full': {
    en: 'The disk is full. Nothing was changed; make room, then try again.',
    fr: 'Le disque est plein. Rien n’a été modifié ; libérez de la place, puis réessayez.',
  },
  'safety.restore-failed.closed': {
    en: 'The storage was closed meanwhile. Nothing was changed; try again.',
    fr: 'Le stockage s’est fermé entre-temps. Rien n’a été modifié ; réessayez.',
  },
  'safety.restore-failed.failed': {
    en: 'The storage could not be written. Nothing was changed; restart Postil and try again.',
    fr: 'Le stockage n’a pas pu être écrit. Rien n’a été modifié ; redémarrez Postil et réessayez.',
  },
  'safety.restore-failed.locked': {
    en: 'Another window has this project open. Close it, then try again.',
    fr: 'Une autre fenêtre a ouvert ce projet. Fermez-la, puis réessayez.',
  },
  'safety.restore-failed.unreachable': {
    en: 'The snapshot cannot be read any more. Nothing was changed; choose another.',
    fr: 'L’instantané n’est plus lisible. Rien n’a été modifié ; choisissez-en un autre.',
  },

  'safety.restore-failed.not-begun': {
    en: 'The project could not be begun again. Nothing was changed; make room on the disk or restart Postil.',
    fr: 'Le projet n’a pas pu être recommencé. Rien n’a été modifié ; libérez de la place sur le disque ou redémarrez Postil.',
  },

  'recovery.title.locked': { en: 'Open in another window', fr: 'Ouvert dans une autre fenêtre' },
  'recovery.title.missing': { en: 'The annotations are missing', fr: 'Les annotations sont introuvables' },
  'recovery.title.shortfall': { en: 'Tags are missing', fr: 'Il manque des balises' },
  'recovery.title.damaged': { en: 'The annotations are damaged', fr: 'Les annotations sont endommagées' },
  'recovery.title.newer-version': { en: 'Made by a newer Postil', fr: 'Fait par un Postil plus récent' },
  'recovery.text.missing': {
    en: 'The annotations of this folder were expected and are not there. Nothing was begun in their place.',
    fr: 'Les annotations de ce dossier devraient exister et sont introuvables. Rien n’a été commencé à leur place.',
  },
  'recovery.text.shortfall': {
    en: 'Of the {expected} tags counted before, {found} are there. Nothing was changed.',
    fr: 'Balises comptées auparavant : {expected} ; présentes : {found}. Rien n’a été modifié.',
  },
  'recovery.text.damaged': {
    en: 'The stored annotations cannot be read. Nothing was overwritten.',
    fr: 'Les annotations enregistrées sont illisibles. Rien n’a été écrasé.',
  },
  'recovery.text.newer-version': {
    en: 'A newer Postil wrote these annotations. Update Postil to open them, or go back to a snapshot that this one can read.',
    fr: 'Une version plus récente de Postil a écrit ces annotations. Mettez Postil à jour, ou revenez à un instantané que celle-ci sait lire.',
  },
  'recovery.searching': { en: 'Looking for the newest good snapshot…', fr: 'Recherche du dernier instantané sain…' },
  'recovery.found': { en: 'The newest good snapshot', fr: 'Le dernier instantané sain' },
  'recovery.counts': {
    en: { one: '{n} tag in {documents}', other: '{n} tags in {documents}' },
    fr: { one: '{n} balise dans {documents}', other: '{n} balises dans {documents}' },
  },
  'recovery.proved': { en: 'Read to its end, every seal proved.', fr: 'Lu jusqu’au bout, chaque sceau vérifié.' },
  'recovery.bad': {
    en: {
      one: '{n} newer snapshot is damaged and was passed over.',
      other: '{n} newer snapshots are damaged and were passed over.',
    },
    fr: {
      one: '{n} instantané plus récent, endommagé, a été écarté.',
      other: '{n} instantanés plus récents, endommagés, ont été écartés.',
    },
  },
  'recovery.none': {
    en: 'There is no good snapshot here. If copies go to a second folder, choose it; if not, the folder’s backup may hold Postil’s profile.',
    fr: 'Il n’y a pas d’instantané sain ici. Si des copies vont dans un second dossier, choisissez-le ; sinon, votre sauvegarde contient peut-être le profil de Postil.',
  },
  'recovery.restore': { en: 'Restore this snapshot', fr: 'Restaurer cet instantané' },
  'recovery.restore-with-changes': {
    en: 'Restore this snapshot and the changes',
    fr: 'Restaurer cet instantané et les changements',
  },
  'recovery.restore-changes': { en: 'Restore the changes', fr: 'Restaurer les changements' },
  'recovery.found-changes': { en: 'What was changed since the beginning', fr: 'Ce qui a changé depuis le début' },
  'recovery.later': {
    en: {
      one: 'and {n} change made after it, on {when}',
      other: 'and {n} changes made after it, the last on {when}',
    },
    fr: {
      one: 'et {n} changement fait depuis : {when}',
      other: 'et {n} changements faits depuis, le dernier : {when}',
    },
  },
  'recovery.from-the-beginning': {
    en: {
      one: 'There is no snapshot yet, but {n} change was kept: {when}',
      other: 'There is no snapshot yet, but {n} changes since the beginning were kept, the last on {when}',
    },
    fr: {
      one: 'Il n’y a pas encore d’instantané, mais {n} changement a été gardé : {when}',
      other:
        'Il n’y a pas encore d’instantané, mais {n} changements depuis le début ont été gardés, le dernier : {when}',
    },
  },
  'recovery.beyond': {
    en: {
      one: '{n} change after them is kept too, but one before it is missing: it cannot be made again.',
      other: '{n} changes after them are kept too, but one before them is missing: they cannot be made again.',
    },
    fr: {
      one: '{n} changement ultérieur est gardé aussi, mais il en manque un avant lui : il ne peut pas être refait.',
      other:
        '{n} changements ultérieurs sont gardés aussi, mais il en manque un avant eux : ils ne peuvent pas être refaits.',
    },
  },
  'recovery.all-again': {
    en: { one: 'The later change was made again.', other: 'All {n} later changes were made again.' },
    fr: { one: 'Le changement plus récent a été refait.', other: 'Les {n} changements plus récents ont été refaits.' },
  },
  'recovery.not-all-again': {
    en: 'Only {again} of {of} later changes could be made again: the others do not follow from what was restored.',
    fr: 'Seuls {again} des {of} changements plus récents ont pu être refaits : les autres ne suivent pas ce qui a été restauré.',
  },
  'recovery.restoring': { en: 'Restoring…', fr: 'Restauration…' },
  'recovery.second': { en: 'Choose the second folder…', fr: 'Choisir le second dossier…' },
  'recovery.read-only': { en: 'Open read-only', fr: 'Ouvrir en lecture seule' },
  'recovery.as-it-is': { en: 'Open with what is left', fr: 'Ouvrir avec ce qui reste' },
  'recovery.begin-again': { en: 'Set them aside and begin again', fr: 'Les mettre de côté et recommencer' },
  'recovery.beginning': { en: 'Setting the files aside…', fr: 'Mise de côté des fichiers…' },
  'recovery.set-aside': {
    en: 'Begun again without tags. The files that could not be read lie in {location}.',
    fr: 'Recommencé sans balises. Les fichiers illisibles sont dans {location}.',
  },
  'recovery.anew': { en: 'Begin again without tags', fr: 'Recommencer sans balises' },

  'snapshots.title': { en: 'Snapshots', fr: 'Instantanés' },
  'snapshots.hint': {
    en: 'Postil makes one after ten minutes of change and when you quit, reads it back and counts it. The last ten stay, one an hour for a day, one a day for a month.',
    fr: 'Postil en fait un après dix minutes de changements et à la fermeture, le relit et le recompte. Les dix derniers restent, un par heure pendant un jour, un par jour pendant un mois.',
  },
  'snapshots.none': { en: 'There is no snapshot of this project yet.', fr: 'Ce projet n’a pas encore d’instantané.' },
  'snapshots.list': { en: 'Snapshots, the newest first', fr: 'Instantanés, du plus récent au plus ancien' },
  'snapshots.tags': {
    en: { one: '{n} tag', other: '{n} tags' },
    fr: { one: '{n} balise', other: '{n} balises' },
  },
  'snapshots.reason.automatic': { en: 'automatic', fr: 'automatique' },
  'snapshots.reason.quit': { en: 'on leaving', fr: 'à la fermeture' },
  'snapshots.reason.manual': { en: 'by hand', fr: 'à la main' },
  'snapshots.reason.migration': { en: 'before an update', fr: 'avant une mise à jour' },
  'snapshots.reason.restore': { en: 'before a restore', fr: 'avant une restauration' },
  'snapshots.place.second': { en: 'copy', fr: 'copie' },
  'snapshots.restore': { en: 'Restore…', fr: 'Restaurer…' },
  'snapshots.restore-of': { en: 'Restore the snapshot of {time}', fr: 'Restaurer l’instantané du {time}' },
  'snapshots.ask': {
    en: {
      one: 'Put the whole project back to {time}, with {n} tag? What it holds now becomes a snapshot first.',
      other: 'Put the whole project back to {time}, with {n} tags? What it holds now becomes a snapshot first.',
    },
    fr: {
      one: 'Ramener tout le projet au {time}, avec {n} balise ? Son état actuel devient d’abord un instantané.',
      other: 'Ramener tout le projet au {time}, avec {n} balises ? Son état actuel devient d’abord un instantané.',
    },
  },
  'snapshots.make': { en: 'Make one now', fr: 'En faire un maintenant' },
  'snapshots.making': { en: 'Writing and proving…', fr: 'Écriture et vérification…' },
  'snapshots.second': { en: 'Copies', fr: 'Copies' },
  'snapshots.second.none': { en: 'None outside the profile.', fr: 'Aucune hors du profil.' },
  'snapshots.second.pick': { en: 'Choose a folder…', fr: 'Choisir un dossier…' },
  'snapshots.second.clear': { en: 'Stop copying', fr: 'Ne plus copier' },
  'snapshots.second.away': {
    en: 'The copies cannot be seen now: is the drive connected?',
    fr: 'Les copies sont invisibles : le disque est-il branché ?',
  },

  'tripwire.title': { en: 'Many tags would be lost', fr: 'Beaucoup de balises seraient perdues' },
  'tripwire.project': {
    en: 'The last change would remove {lost} of the project’s {of} tags, and nothing you did asks for that. It is not saved.',
    fr: 'La dernière modification retirerait {lost} des {of} balises du projet, et rien de ce que vous avez fait ne le demande. Elle n’est pas enregistrée.',
  },
  'tripwire.document': {
    en: 'The last change would remove {lost} of {of} tags of {document}, and nothing you did asks for that. It is not saved.',
    fr: 'La dernière modification retirerait {lost} des {of} balises de {document}, et rien de ce que vous avez fait ne le demande. Elle n’est pas enregistrée.',
  },
  'tripwire.lost': { en: 'What would be lost', fr: 'Ce qui serait perdu' },
  'tripwire.more': {
    en: { one: '… and {n} more', other: '… and {n} more' },
    fr: { one: '… et {n} autre', other: '… et {n} autres' },
  },
  'tripwire.keep': { en: 'Keep the tags', fr: 'Garder les balises' },
  'tripwire.meant': { en: 'It is meant: remove them', fr: 'C’est voulu : les retirer' },
} as const satisfies Messages
