import type { Messages } from '../message.ts'

/** Other words that a person may look for a command by; they are searched and not shown. */
export const also = {
  'also.agreement': { en: 'kappa alpha gamma F1 reliability', fr: 'kappa alpha gamma F1 fiabilité' },
  'also.assignments': { en: 'assign annotators overlap starter', fr: 'affecter annotateurs recouvrement départ' },
  'also.concordance': { en: 'concordance kwic find', fr: 'concordancier kwic rechercher' },
  'also.doctor': { en: 'check repair verify doctor', fr: 'vérifier réparer contrôler' },
  'also.entities': { en: 'aliases names', fr: 'alias noms' },
  'also.export': { en: 'save write JSONL CSV CoNLL', fr: 'sauver écrire JSONL CSV CoNLL' },
  'also.history': { en: 'journal versions restore', fr: 'journal versions restaurer' },
  'also.import': { en: 'load JSONL CoNLL brat doccano', fr: 'charger JSONL CoNLL brat doccano' },
  'also.keyboard-map': { en: 'shortcuts help', fr: 'raccourcis aide' },
  'also.make-snapshot': { en: 'backup', fr: 'sauvegarde' },
  'also.open-layers': { en: 'bundle merge receive', fr: 'paquet fusionner recevoir' },
  'also.open-samples': { en: 'example demo', fr: 'démonstration' },
  'also.propose-again': { en: 'boilerplate', fr: 'répétitions' },
  'also.rescan': { en: 'refresh reload', fr: 'actualiser recharger' },
  'also.review': { en: 'review adjudicate disagreements gold', fr: 'révision arbitrer désaccords gold' },
  'also.review-layer': { en: 'review approve reject', fr: 'révision approuver rejeter' },
  'also.review-own': { en: 'feedback answers comments', fr: 'retours réponses commentaires' },
  'also.schema': { en: 'labels guideline tagset attributes', fr: 'consignes catégories attributs' },
  'also.settings': { en: 'preferences language font name', fr: 'préférences langue police nom' },
  'also.share-layers': { en: 'bundle send', fr: 'paquet envoyer' },
  'also.snapshots': { en: 'backups restore', fr: 'sauvegardes restaurer' },
  'also.strays': { en: 'lost orphans re-anchor', fr: 'perdues orphelines réancrer' },
  'also.tour': { en: 'help tutorial', fr: 'aide tutoriel' },
  'also.trash': { en: 'trash bin restore', fr: 'corbeille restaurer' },
} satisfies Messages
