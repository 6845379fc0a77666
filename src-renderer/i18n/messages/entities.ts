import type { Messages } from '../message.ts'

/** Who and what the tags name. */
export const entities = {
  'action.entities': { en: 'Entities', fr: 'Entités' },
  'entities.title': { en: 'Entities', fr: 'Entités' },
  'entities.count': {
    en: { one: '{n} entity', other: '{n} entities' },
    fr: { one: '{n} entité', other: '{n} entités' },
  },
  'entities.close': { en: 'Close the entities', fr: 'Fermer les entités' },
  'entities.none': { en: 'No tag names an entity yet.', fr: 'Aucune balise ne désigne encore d’entité.' },
  'entities.none-text': {
    en: 'Take a tag in hand, then press Enter and E: the same entity may be named in many ways and in many articles.',
    fr: 'Choisissez une balise, puis tapez Entrée et E\u00a0: une même entité peut être nommée de bien des façons, dans bien des articles.',
  },
  'entities.filter': { en: 'Filter the entities', fr: 'Filtrer les entités' },
  'entities.choose': { en: 'Choose an entity.', fr: 'Choisissez une entité.' },
  'entities.name': { en: 'Name', fr: 'Nom' },
  'entities.rename': { en: 'Rename', fr: 'Renommer' },
  'entities.merge': { en: 'Merge', fr: 'Fusionner' },
  'entities.merge-hint': {
    en: '“{name}” exists: the two become one.',
    fr: '«\u00a0{name}\u00a0» existe déjà\u00a0: les deux n’en feront qu’une.',
  },
  'entities.own-only': {
    en: 'This changes your own tags. Your colleagues’ layers are theirs and stay as they are.',
    fr: 'Seules vos propres balises changent. Les couches de vos collègues leur appartiennent et restent telles quelles.',
  },
  'entities.remove': { en: 'Take off all tags', fr: 'Retirer de toutes les balises' },
  'entities.mentions': {
    en: { one: '{n} mention', other: '{n} mentions, documents: {documents}' },
    fr: { one: '{n} mention', other: '{n} mentions, documents\u00a0: {documents}' },
  },
  'entities.mentions-list': { en: 'Mentions', fr: 'Mentions' },
  'entities.said-renamed': {
    en: { one: '{n} tag now names {to}', other: '{n} tags now name {to}' },
    fr: { one: '{n} balise désigne désormais {to}', other: '{n} balises désignent désormais {to}' },
  },
  'entities.said-merged': {
    en: { one: '{from} is now {to}: {n} tag', other: '{from} is now {to}: {n} tags' },
    fr: {
      one: '{from} devient {to}\u00a0: {n} balise',
      other: '{from} devient {to}\u00a0: {n} balises',
    },
  },
  'entities.said-removed': {
    en: { one: '{from} was taken off {n} tag', other: '{from} was taken off {n} tags' },
    fr: { one: '{from} a été retirée de {n} balise', other: '{from} a été retirée de {n} balises' },
  },
} as const satisfies Messages
