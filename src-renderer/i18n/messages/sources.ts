import type { Messages } from '../message.ts'

/** What is known of a file, what is left out of it, and what happens when it changes. */
export const sources = {
  'reader.action.exclude': { en: 'Leave out, or take in again', fr: 'Écarter, ou reprendre' },
  'reader.action.fold': { en: 'Fold what is left out', fr: 'Replier ce qui est écarté' },
  'sources.said-left-out': {
    en: 'Left out of candidates, search and agreement.',
    fr: 'Écarté des candidats, de la recherche et de l’accord.',
  },
  'sources.said-taken-in': { en: 'Taken in again.', fr: 'Repris.' },
  'sources.unfold': {
    en: { one: 'Show {n} more line that is left out', other: 'Show {n} more lines that are left out' },
    fr: { one: 'Montrer {n} autre ligne écartée', other: 'Montrer {n} autres lignes écartées' },
  },
  'sources.fold': { en: 'Fold the lines that are left out', fr: 'Replier les lignes écartées' },
  'sources.facts': { en: 'About this article', fr: 'À propos de cet article' },
  'sources.field.title': { en: 'Title', fr: 'Titre' },
  'sources.field.date': { en: 'Date', fr: 'Date' },
  'sources.field.time': { en: 'Time', fr: 'Heure' },
  'sources.field.source': { en: 'Source', fr: 'Source' },
  'sources.field.place': { en: 'Place', fr: 'Lieu' },
  'sources.field.author': { en: 'Author', fr: 'Auteur' },
  'sources.field.section': { en: 'Section', fr: 'Rubrique' },
  'sources.field.url': { en: 'Address', fr: 'Adresse' },
  'sources.field.byline': { en: 'Byline', fr: 'Signature' },
  'sources.details': { en: 'Details', fr: 'Détails' },
  'sources.field.hint-date': { en: 'e.g. 2024-04-30 or 2024-04', fr: 'p. ex. 2024-04-30 ou 2024-04' },
  'sources.field.wrong-date': {
    en: 'Write a date as 2024-04-30, 2024-04 or 2024.',
    fr: 'Écrivez une date comme 2024-04-30, 2024-04 ou 2024.',
  },
  'sources.field.restore': {
    en: 'Take back what the text says: {value}',
    fr: 'Reprendre ce que dit le texte\u00a0: {value}',
  },
  'sources.field.corrected': { en: 'corrected by hand', fr: 'corrigé à la main' },
  'sources.more': { en: 'All fields', fr: 'Tous les champs' },
  'sources.language': { en: 'Language', fr: 'Langue' },
  'sources.language-detected': { en: 'Detected: {name}', fr: 'Détectée\u00a0: {name}' },
  'sources.language-unknown': { en: 'unknown', fr: 'inconnue' },
  'sources.encoding': { en: 'Encoding', fr: 'Encodage' },
  'sources.encoding-detected': { en: 'Detected: {name}', fr: 'Détecté\u00a0: {name}' },
  'sources.encoding-folder': {
    en: 'Read all such files of the folder so',
    fr: 'Lire ainsi tous ces fichiers du dossier',
  },
  'sources.encoding-folder-detect': {
    en: 'The folder’s files are read as {name}. Detect again',
    fr: 'Les fichiers du dossier sont lus en {name}. Détecter de nouveau',
  },
  'sources.left-out': { en: 'Left out', fr: 'Écarté' },
  'sources.left-out-none': { en: 'Nothing is left out of this article.', fr: 'Rien n’est écarté de cet article.' },
  'sources.reason.boilerplate': { en: 'repeats across the folder', fr: 'se répète dans le dossier' },
  'sources.reason.furniture': { en: 'around the article', fr: 'autour de l’article' },
  'sources.reason.person': { en: 'by hand', fr: 'à la main' },
  'sources.keep': { en: 'Keep here', fr: 'Garder ici' },
  'sources.keep-everywhere': {
    en: 'Keep in the whole folder: {line}',
    fr: 'Garder dans tout le dossier\u00a0: {line}',
  },
  'sources.as-proposed': { en: 'Leave out what is proposed again', fr: 'Écarter de nouveau ce qui est proposé' },
  'sources.propose-again': {
    en: 'Take fields and passages as proposed',
    fr: 'Reprendre les champs et passages proposés',
  },
  'action.propose-again': {
    en: 'Propose again what the folder’s articles leave out',
    fr: 'Proposer de nouveau ce qui est écarté dans le dossier',
  },
  'reanchor.changed': {
    en: 'The file has changed. You see the text that your tags belong to.',
    fr: 'Le fichier a changé. Vous voyez le texte auquel vos balises appartiennent.',
  },
  'reanchor.changed-untagged': { en: 'The file has changed.', fr: 'Le fichier a changé.' },
  'reanchor.follow': { en: 'Move the tags to the new text', fr: 'Déplacer les balises vers le nouveau texte' },
  'reanchor.show': { en: 'Show the new text', fr: 'Montrer le nouveau texte' },
  'action.strays': { en: 'Tags without a place…', fr: 'Balises sans place…' },
  'reanchor.moved': {
    en: {
      one: '{n} article changed on disk: {kept} tags moved with it, {asking} ask where to go, {lost} are not in it any more.',
      other:
        '{n} articles changed on disk: {kept} tags moved with them, {asking} ask where to go, {lost} are not in them any more.',
    },
    fr: {
      one: '{n} article a changé sur le disque\u00a0: {kept} balises l’ont suivi, {asking} demandent où aller, {lost} n’y sont plus.',
      other:
        '{n} articles ont changé sur le disque\u00a0: {kept} balises les ont suivis, {asking} demandent où aller, {lost} n’y sont plus.',
    },
  },
  'reanchor.waiting': {
    en: { one: '{n} tag waits for a place', other: '{n} tags wait for a place' },
    fr: { one: '{n} balise attend une place', other: '{n} balises attendent une place' },
  },
  'reanchor.look': { en: 'Look', fr: 'Voir' },
  'reanchor.title': { en: 'Tags without a place', fr: 'Balises sans place' },
  'reanchor.intro': {
    en: 'These texts changed, and Postil does not guess. Each tag stays here, with all that hangs on it, until you decide.',
    fr: 'Ces textes ont changé, et Postil ne devine pas. Chaque balise reste ici, avec tout ce qui s’y rattache, jusqu’à votre décision.',
  },
  'reanchor.none': { en: 'Every tag has its place.', fr: 'Chaque balise a sa place.' },
  'reanchor.before': { en: 'Before', fr: 'Avant' },
  'reanchor.now': { en: 'Now', fr: 'Maintenant' },
  'reanchor.nowhere': { en: 'Nothing like it is left in the text.', fr: 'Il ne reste rien de tel dans le texte.' },
  'reanchor.place': { en: 'Here', fr: 'Ici' },
  'reanchor.shelve': { en: 'Put aside', fr: 'Mettre de côté' },
  'reanchor.drop': { en: 'Delete the tag', fr: 'Supprimer la balise' },
  'reanchor.tray': { en: 'Put aside', fr: 'Mises de côté' },
  'reanchor.close': { en: 'Back to the text', fr: 'Retour au texte' },
} as const satisfies Messages
