import type { Messages } from '../message.ts'

/** What the write path refuses or reports; one sentence a refusal code, saying what to do next. */
export const session = {
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
    fr: 'L’étiquette « {label} » est retirée : ses balises restent, les nouvelles en prennent une autre.',
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
    fr: 'Cette balise est celle d’un collègue. Sa couche reste telle quelle ; balisez le passage dans la vôtre.',
  },
  'refusal.unknown-attribute': {
    en: 'This label has no attribute “{name}”.',
    fr: 'Cette étiquette n’a pas d’attribut « {name} ».',
  },
  'refusal.wrong-value': {
    en: 'That value does not fit the attribute “{name}”. The old one was kept.',
    fr: 'Cette valeur ne convient pas à l’attribut « {name} ». L’ancienne est gardée.',
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
} as const satisfies Messages
