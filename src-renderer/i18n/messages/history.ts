import type { Messages } from '../message.ts'

/** What happened, the ways back, and the doctor's findings. */
export const history = {
  'action.history': { en: 'History…', fr: 'Historique…' },
  'action.trash': { en: 'Deleted tags…', fr: 'Balises supprimées…' },
  'history.title': { en: 'History', fr: 'Historique' },
  'history.of-document': { en: 'This document', fr: 'Ce document' },
  'history.of-project': { en: 'The project', fr: 'Le projet' },
  'history.scope': { en: 'History of', fr: 'Historique de' },
  'history.list': { en: 'What happened, the newest first', fr: 'Ce qui s’est passé, du plus récent au plus ancien' },
  'history.none': { en: 'Nothing has happened here yet.', fr: 'Rien ne s’est encore passé ici.' },
  'history.more': { en: 'Show earlier ones', fr: 'Montrer les précédents' },
  'history.undo': { en: 'taken back: {what}', fr: 'annulé : {what}' },
  'history.redo': { en: 'done again: {what}', fr: 'rétabli : {what}' },
  'history.documents': {
    en: { one: '{n} document', other: '{n} documents' },
    fr: { one: '{n} document', other: '{n} documents' },
  },
  'history.system': { en: 'Postil', fr: 'Postil' },
  'history.choose': {
    en: 'Choose a moment to see what was there.',
    fr: 'Choisissez un moment pour voir ce qu’il y avait.',
  },
  'history.state': {
    en: { one: '{n} tag right after it', other: '{n} tags right after it' },
    fr: { one: '{n} balise juste après', other: '{n} balises juste après' },
  },
  'history.changes': { en: 'What changed', fr: 'Ce qui a changé' },
  'history.tag-of': { en: '{label} “{text}”', fr: '{label} « {text} »' },
  'history.details-of': { en: '{tag}: its details', fr: '{tag} : ses détails' },
  'history.changed': { en: 'changed since', fr: 'modifiée depuis' },
  'history.gone': { en: 'gone now', fr: 'disparue depuis' },
  'history.restore-tag': { en: 'Restore', fr: 'Restaurer' },
  'history.restore-tag-of': { en: 'Restore “{text}”', fr: 'Restaurer « {text} »' },
  'history.restore-document': { en: 'Put the document back to this', fr: 'Ramener le document à cet état' },
  'history.restore-project': { en: 'Put the project back to this', fr: 'Ramener le projet à cet état' },
  'history.project-hint': {
    en: 'Every document that was changed since is put back as it was right after this. It is one step: undo takes it back.',
    fr: 'Chaque document modifié depuis redevient ce qu’il était juste après. C’est une seule étape : l’annulation la défait.',
  },
  'history.restored': { en: 'Put back. Undo takes it back.', fr: 'C’est restauré. L’annulation le défait.' },
  'history.same': {
    en: 'It is as it was then; nothing was to change.',
    fr: 'Rien n’a changé depuis ; il n’y avait rien à faire.',
  },
  'trash.title': { en: 'Deleted tags', fr: 'Balises supprimées' },
  'trash.hint': {
    en: 'Of the last 90 days, the latest first.',
    fr: 'Des 90 derniers jours, les plus récentes d’abord.',
  },
  'trash.comment': { en: 'Comment', fr: 'Commentaire' },
  'trash.attached': {
    en: { one: 'with {n} relation or comment', other: 'with {n} relations or comments' },
    fr: { one: 'avec {n} relation ou commentaire', other: 'avec {n} relations ou commentaires' },
  },
  'trash.none': { en: 'Nothing was deleted in the last 90 days.', fr: 'Rien n’a été supprimé ces 90 derniers jours.' },
  'trash.restore-all': { en: 'Restore all', fr: 'Tout restaurer' },
  'doctor.title': { en: 'Examine the project', fr: 'Examiner le projet' },
  'doctor.running': { en: 'Looking at every tag…', fr: 'Examen de chaque balise…' },
  'doctor.sound': { en: 'Everything is in order.', fr: 'Tout est en ordre.' },
  'doctor.found': {
    en: { one: '{n} finding', other: '{n} findings' },
    fr: { one: '{n} constat', other: '{n} constats' },
  },
  'doctor.span': { en: '{label}, {start}–{end} of {length}', fr: '{label}, {start}–{end} sur {length}' },
  'doctor.plan': {
    en: 'What repair would do; nothing is changed yet:',
    fr: 'Ce que ferait la réparation ; rien n’est encore modifié :',
  },
  'doctor.plan.rewritten': {
    en: { one: 'Write {n} document anew from what is stored', other: 'Write {n} documents anew from what is stored' },
    fr: {
      one: 'Réécrire {n} document à partir de ce qui est enregistré',
      other: 'Réécrire {n} documents à partir de ce qui est enregistré',
    },
  },
  'doctor.plan.rebuilt': {
    en: { one: 'Write {n} document anew from its history', other: 'Write {n} documents anew from their history' },
    fr: {
      one: 'Réécrire {n} document à partir de son historique',
      other: 'Réécrire {n} documents à partir de leur historique',
    },
  },
  'doctor.plan.totals': { en: 'Count everything again', fr: 'Tout recompter' },
  'doctor.plan.updated': {
    en: { one: 'Keep {n} tag inside its text', other: 'Keep {n} tags inside their texts' },
    fr: { one: 'Ramener {n} balise dans son texte', other: 'Ramener {n} balises dans leurs textes' },
  },
  'doctor.plan.added': {
    en: { one: 'Give {n} tag an id of its own', other: 'Give {n} tags ids of their own' },
    fr: { one: 'Donner à {n} balise son propre identifiant', other: 'Donner à {n} balises leurs propres identifiants' },
  },
  'doctor.plan.removed': {
    en: {
      one: 'Remove {n} tag or relation that points to nothing; you find it under “Deleted tags”',
      other: 'Remove {n} tags or relations that point to nothing; you find them under “Deleted tags”',
    },
    fr: {
      one: 'Retirer {n} balise ou relation qui ne désigne rien ; vous la retrouvez dans « Balises supprimées »',
      other: 'Retirer {n} balises ou relations qui ne désignent rien ; vous les retrouvez dans « Balises supprimées »',
    },
  },
  'doctor.plan.left': {
    en: { one: 'Leave {n} finding for you to decide', other: 'Leave {n} findings for you to decide' },
    fr: { one: 'Laisser {n} constat à votre jugement', other: 'Laisser {n} constats à votre jugement' },
  },
  'doctor.plan.kept': {
    en: 'A snapshot of how it is now is made first, and undo takes back what it does to tags.',
    fr: 'Un instantané de l’état actuel est fait d’abord, et l’annulation défait ce qui touche aux balises.',
  },
  'doctor.repair': { en: 'Repair', fr: 'Réparer' },
  'doctor.repaired': {
    en: 'Repaired. What changed is in the history.',
    fr: 'Réparé. Les modifications sont dans l’historique.',
  },
  'doctor.failed': {
    en: 'The repair could not be saved. Nothing was changed; try again.',
    fr: 'La réparation n’a pas pu être enregistrée. Rien n’a été modifié ; réessayez.',
  },
  'doctor.finding.out-of-bounds': { en: 'A tag reaches beyond the text', fr: 'Une balise dépasse du texte' },
  'doctor.finding.wrong-ranges': {
    en: 'A tag’s pieces are out of order',
    fr: 'Les morceaux d’une balise sont en désordre',
  },
  'doctor.finding.dangling-relation': { en: 'A relation has lost an end', fr: 'Une relation a perdu une extrémité' },
  'doctor.finding.duplicate-id': { en: 'Two records have one id', fr: 'Deux enregistrements ont le même identifiant' },
  'doctor.finding.unknown-label': {
    en: 'A tag’s label is not in the schema',
    fr: 'L’étiquette d’une balise n’est pas dans le schéma',
  },
  'doctor.finding.misplaced': {
    en: 'Records lie in the wrong row',
    fr: 'Des enregistrements sont dans la mauvaise ligne',
  },
  'doctor.finding.wrong-counts': { en: 'Tags are counted wrongly', fr: 'Les balises sont mal comptées' },
  'doctor.finding.unreadable': {
    en: 'A row cannot be read; the history knows what was in it',
    fr: 'Une ligne est illisible ; l’historique sait ce qu’elle contenait',
  },
  'doctor.finding.wrong-totals': { en: 'The totals are wrong', fr: 'Les totaux sont faux' },
  'doctor.finding.text-damaged': {
    en: 'The stored text cannot be read; the file, while it is unchanged, still has it',
    fr: 'Le texte conservé est illisible ; le fichier l’a toujours, tant qu’il n’a pas changé',
  },
  'doctor.finding.text-missing': {
    en: 'The text that was tagged is not stored',
    fr: 'Le texte balisé n’est pas conservé',
  },
} as const satisfies Messages
