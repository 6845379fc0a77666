import type { Messages } from '../message.ts'

/** Who annotates what. */
export const assignments = {
  'action.assignments': { en: 'Split the work among people', fr: 'Répartir le travail' },
  'assign.title': { en: 'Who annotates what', fr: 'Qui annote quoi' },
  'assign.close': { en: 'Close', fr: 'Fermer' },
  'assign.lead': {
    en: 'Each person gets a starter file. Opened in Postil beside the same folder, it shows what they are asked to annotate, with your labels.',
    fr: 'Chacun reçoit un fichier de départ. Ouvert dans Postil à côté du même dossier, il montre ce qu’il y a à annoter, avec vos étiquettes.',
  },
  'assign.people': { en: 'People', fr: 'Personnes' },
  'assign.name': { en: 'Name of person {n}', fr: 'Nom de la personne {n}' },
  'assign.add': { en: 'Add a person', fr: 'Ajouter une personne' },
  'assign.remove': { en: 'Remove {name}', fr: 'Retirer {name}' },
  'assign.how': { en: 'How the folder is split', fr: 'Comment le dossier est réparti' },
  'assign.overlap': { en: 'Documents that several annotate', fr: 'Documents annotés par plusieurs' },
  'assign.percent': { en: '{n}%', fr: '{n} %' },
  'assign.readers': { en: 'People for each of them', fr: 'Personnes pour chacun d’eux' },
  'assign.order': { en: 'Order to work in', fr: 'Ordre de travail' },
  'assign.order.shared-first': { en: 'Shared first', fr: 'Communs d’abord' },
  'assign.order.path': { en: 'By name', fr: 'Par nom' },
  'assign.order.random': { en: 'Random', fr: 'Au hasard' },
  'assign.seed': { en: 'Seed', fr: 'Graine' },
  'assign.seed-hint': {
    en: 'The same number gives the same split again.',
    fr: 'Le même nombre redonne la même répartition.',
  },
  'assign.listed': {
    en: 'Only the {n} documents that the list shows now',
    fr: 'Seulement les {n} documents que la liste montre',
  },
  'assign.documents': {
    en: { one: '{n} document', other: '{n} documents' },
    fr: { one: '{n} document', other: '{n} documents' },
  },
  'assign.sum': {
    en: '{n} documents, {shared} of them for several people.',
    fr: '{n} documents, dont {shared} pour plusieurs personnes.',
  },
  'assign.fault.no-annotators': { en: 'Add at least one person.', fr: 'Ajoutez au moins une personne.' },
  'assign.fault.overlap-needs-two': {
    en: 'Documents can be shared among two people or more only.',
    fr: 'Des documents communs demandent au moins deux personnes.',
  },
  'assign.fault.wrong-overlap': {
    en: 'The share must lie between 0 and 100%.',
    fr: 'La part doit être entre 0 et 100 %.',
  },
  'assign.fault.repeated-name': {
    en: 'A document or a person is listed twice.',
    fr: 'Un document ou une personne figure deux fois.',
  },
  'assign.fault.no-documents': { en: 'There are no documents to split.', fr: 'Il n’y a aucun document à répartir.' },
  'assign.fault.nameless': { en: 'Give every person a name.', fr: 'Donnez un nom à chaque personne.' },
  'assign.fault.named-alike': {
    en: 'Two people have the same name: tell them apart.',
    fr: 'Deux personnes ont le même nom : distinguez-les.',
  },
  'assign.save': { en: 'Save the starter files…', fr: 'Enregistrer les fichiers de départ…' },
  'assign.saved': {
    en: { one: '{n} starter file saved: {location}', other: '{n} starter files saved: {location}' },
    fr: {
      one: '{n} fichier de départ enregistré : {location}',
      other: '{n} fichiers de départ enregistrés : {location}',
    },
  },
  'assign.anew': { en: 'Split anew…', fr: 'Répartir à nouveau…' },
  'assign.made': {
    en: 'Split on {date}: {n} documents, {shared} of them for several people, seed {seed}.',
    fr: 'Réparti le {date} : {n} documents, dont {shared} pour plusieurs personnes, graine {seed}.',
  },
  'assign.progress': { en: 'How far everybody is', fr: 'Où chacun en est' },
  'assign.progress-of': { en: '{name}: {done} of {n} done', fr: '{name} : {done} sur {n} faits' },
  'assign.who': { en: 'Person', fr: 'Personne' },
  'assign.count': { en: 'Documents', fr: 'Documents' },
  'assign.shared': { en: 'Shared', fr: 'Communs' },
  'assign.nothing-back': { en: 'nothing back yet', fr: 'rien reçu encore' },
  'assign.blind': { en: 'Blind annotation', fr: 'Annotation en aveugle' },
  'assign.blind-hint': {
    en: 'Colleagues’ tags of a document stay hidden until one’s own is done. The starter files carry this on.',
    fr: 'Les balises des collègues restent cachées tant que son propre document n’est pas fait. Les fichiers de départ le transmettent.',
  },
  'assign.own': {
    en: {
      one: '{by} asked you for {n} document on {date}.',
      other: '{by} asked you for {n} documents on {date}.',
    },
    fr: {
      one: '{by} vous a demandé {n} document le {date}.',
      other: '{by} vous a demandé {n} documents le {date}.',
    },
  },
  'assign.give-back': { en: 'Give them back', fr: 'Y renoncer' },
  'library.asked': { en: 'Asked of me', fr: 'Demandés' },
  'go.all-asked': {
    en: 'You have begun everything that was asked of you.',
    fr: 'Vous avez commencé tout ce qui vous était demandé.',
  },
} as const satisfies Messages
