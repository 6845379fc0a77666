import type { MeasureId } from './measure.ts'

export type Language = 'en' | 'fr'

/** What each measure is called in a sentence; the first word is one that can stand at its beginning. */
export const NAMES: Readonly<Record<MeasureId, Readonly<Record<Language, string>>>> = {
  'f1-strict': {
    en: 'the strict span F1 (same borders and label)',
    fr: 'la F1 stricte des empans (mêmes bornes et même étiquette)',
  },
  'f1-exact': { en: 'the exact span F1 (same borders)', fr: 'la F1 exacte des empans (mêmes bornes)' },
  'f1-partial': {
    en: 'the partial span F1 (overlap counts half)',
    fr: 'la F1 partielle des empans (un chevauchement compte pour moitié)',
  },
  'f1-type': {
    en: 'the type span F1 (overlap with the same label)',
    fr: 'la F1 de type des empans (chevauchement avec la même étiquette)',
  },
  'cohen-kappa': { en: 'Cohen’s κ on tokens', fr: 'le κ de Cohen sur les mots' },
  'cohen-kappa-bio': {
    en: 'Cohen’s κ on tokens with BIO labels',
    fr: 'le κ de Cohen sur les mots avec étiquettes BIO',
  },
  'fleiss-kappa': { en: 'Fleiss’ κ on tokens', fr: 'le κ de Fleiss sur les mots' },
  'alpha-nominal': { en: 'Krippendorff’s nominal α on tokens', fr: 'l’α nominal de Krippendorff sur les mots' },
  'u-alpha': { en: 'Krippendorff’s unitizing uα', fr: 'l’uα d’unitisation de Krippendorff' },
  'u-alpha-binary': { en: 'Krippendorff’s binary |uα', fr: 'le |uα binaire de Krippendorff' },
  'cu-alpha': { en: 'Krippendorff’s coding cuα', fr: 'le cuα de codage de Krippendorff' },
  'ku-alpha': { en: 'Krippendorff’s (k)uα', fr: 'le (k)uα de Krippendorff' },
  gamma: {
    en: 'the γ of Mathet, Widlöcher and Métivier (2015)',
    fr: 'le γ de Mathet, Widlöcher et Métivier (2015)',
  },
  'alpha-attributes': {
    en: 'the nominal α on attributes of identical spans',
    fr: 'l’α nominal sur les attributs des empans identiques',
  },
  'f1-relations': { en: 'the F1 of relations', fr: 'la F1 des relations' },
}

const TOKENS = { en: 'tokens', fr: 'mots' }
const SPANS = { en: 'spans, paired or not', fr: 'empans, appariés ou non' }
const CHARACTERS = { en: 'characters', fr: 'caractères' }

/** What each measure counts. */
export const UNITS: Readonly<Record<MeasureId, Readonly<Record<Language, string>>>> = {
  'f1-strict': SPANS,
  'f1-exact': SPANS,
  'f1-partial': SPANS,
  'f1-type': SPANS,
  'cohen-kappa': TOKENS,
  'cohen-kappa-bio': TOKENS,
  'fleiss-kappa': TOKENS,
  'alpha-nominal': TOKENS,
  'u-alpha': CHARACTERS,
  'u-alpha-binary': CHARACTERS,
  'cu-alpha': CHARACTERS,
  'ku-alpha': CHARACTERS,
  gamma: { en: 'spans', fr: 'empans' },
  'alpha-attributes': { en: 'values', fr: 'valeurs' },
  'f1-relations': { en: 'relations', fr: 'relations' },
}

const FRENCH_REASONS: Readonly<Record<string, string>> = {
  'one-annotator': 'nul document n’a été annoté par deux personnes',
  'nothing-to-compare': 'rien n’a été marqué, le rapport serait 0/0',
  'single-category': 'la même catégorie a été employée partout, le rapport serait 0/0',
  'overlapping-spans': 'des empans d’une même personne se chevauchent',
  'incomplete-documents': 'nul document n’a été annoté par tout le monde',
  'no-common-units': 'nul passage n’a été marqué par deux personnes',
  'no-expected-disorder': 'le désordre attendu est nul',
  'too-many-alignments': 'certains passages sont trop densément annotés pour un alignement exact',
  'no-pair-defined': 'la valeur n’est définie pour aucune paire',
}

const ENGLISH_REASONS: Readonly<Record<string, string>> = {
  'one-annotator': 'no document was annotated by two people',
  'nothing-to-compare': 'nothing was marked, the ratio would be 0/0',
  'single-category': 'one single category was used, the ratio would be 0/0',
  'overlapping-spans': 'spans of one annotator overlap',
  'incomplete-documents': 'no document was annotated by everybody',
  'no-common-units': 'no passage was marked by two people',
  'no-expected-disorder': 'the expected disorder is zero',
  'too-many-alignments': 'a passage is annotated too densely for an exact alignment',
  'no-pair-defined': 'the value is undefined for every pair',
}

interface Words {
  corpus(annotators: number, compared: number, documents: number, labels: number): string
  treatment(inProgress: boolean): string
  value(name: string, value: string, details: readonly string[]): string
  undefined(names: readonly string[], reason: string): string
  reason(code: string): string
  items(items: number, unit: string): string
  range(low: string, high: string): string
  meanOfPairs(pairs: number): string
  withoutOutside(value: string): string
  gamma(weights: readonly string[], samples: number, seed: number): string
  plusMinus(value: string): string
  tokens(name: string, used: boolean): string
  interval(resamples: number | null, seed: number): string
  leftOut(documents: number): string
  software(name: string): string
}

function many(count: number, one: string, more: string, language: Language): string {
  return `${count.toLocaleString(language).replaceAll('\u202f', '\u00a0')}\u00a0${count === 1 || (language === 'fr' && count === 0) ? one : more}`
}

const ENGLISH: Words = {
  corpus: (annotators, compared, documents, labels) =>
    `${many(annotators, 'annotator', 'annotators', 'en')} tagged ${many(documents, 'document', 'documents', 'en')} with ${many(labels, 'label', 'labels', 'en')}; ${compared.toLocaleString('en')} of the documents were read by at least two and are compared here.`,
  treatment: (inProgress) =>
    `A document that an annotator did not read is treated as missing, one that was read without finding anything as empty; ${inProgress ? 'documents still in progress are included' : 'documents still in progress are left out'}, excluded passages are cut out, and exact duplicates count once.`,
  value: (name, value, details) => `${capital(name)} was ${value} (${details.join('; ')}).`,
  undefined: (names, reason) => `No value could be computed for ${listed(names, 'and')}, because ${reason}.`,
  reason: (code) => ENGLISH_REASONS[code] ?? code,
  items: (items, unit) => `${Math.round(items).toLocaleString('en')} ${unit}`,
  range: (low, high) => `95% CI ${low} to ${high}`,
  meanOfPairs: (pairs) => `mean over ${many(pairs, 'pair', 'pairs', 'en')} of annotators`,
  withoutOutside: (value) => `${value} without the tokens that both left untagged`,
  gamma: ([alpha = '', beta = '', empty = ''], samples, seed) =>
    `α = ${alpha}, β = ${beta}, Δ∅ = ${empty}, ${many(samples, 'random sample', 'random samples', 'en')}, seed ${seed}`,
  plusMinus: (value) => `±${value} from sampling`,
  tokens: (name, used) => (used && name !== '' ? `Tokens are those of ${name}.` : ''),
  interval: (resamples, seed) =>
    resamples === null
      ? ''
      : `Confidence intervals are percentile intervals of ${many(resamples, 'bootstrap resample', 'bootstrap resamples', 'en')} of documents (seed ${seed}).`,
  leftOut: (documents) =>
    documents === 0
      ? ''
      : `${capital(many(documents, 'document', 'documents', 'en'))} whose text differed between annotators ${documents === 1 ? 'was' : 'were'} left out.`,
  software: (name) => `All values were computed with ${name}.`,
}

const FRENCH: Words = {
  corpus: (annotators, compared, documents, labels) =>
    `${many(annotators, 'personne a annoté', 'personnes ont annoté', 'fr')} ${many(documents, 'document', 'documents', 'fr')} avec ${many(labels, 'étiquette', 'étiquettes', 'fr')}\u00a0; ${many(compared, 'document, lu par au moins deux personnes, est comparé', 'documents, lus par au moins deux personnes, sont comparés', 'fr')} ici.`,
  treatment: (inProgress) =>
    `Un document qu’une personne n’a pas lu est traité comme manquant, un document lu sans rien y trouver comme vide\u00a0; les documents en cours sont ${inProgress ? 'compris' : 'laissés de côté'}, les passages exclus sont retirés et les doublons exacts comptent une fois.`,
  value: (name, value, details) => `${capital(name)} est de ${value} (${details.join('\u00a0; ')}).`,
  undefined: (names, reason) => `Aucune valeur n’a pu être calculée pour ${listed(names, 'et')}, parce que ${reason}.`,
  reason: (code) => FRENCH_REASONS[code] ?? code,
  items: (items, unit) => `${Math.round(items).toLocaleString('fr').replaceAll('\u202f', '\u00a0')}\u00a0${unit}`,
  range: (low, high) => `IC à 95\u00a0%\u00a0: ${low} à ${high}`,
  meanOfPairs: (pairs) => `moyenne sur ${many(pairs, 'paire', 'paires', 'fr')} d’annotateurs`,
  withoutOutside: (value) => `${value} sans les mots que ni l’une ni l’autre n’a étiquetés`,
  gamma: ([alpha = '', beta = '', empty = ''], samples, seed) =>
    `α = ${alpha}, β = ${beta}, Δ∅ = ${empty}, ${many(samples, 'échantillon aléatoire', 'échantillons aléatoires', 'fr')}, graine ${seed}`,
  plusMinus: (value) => `±\u00a0${value} dû à l’échantillonnage`,
  tokens: (name, used) => (used && name !== '' ? `Les mots sont ceux de ${name}.` : ''),
  interval: (resamples, seed) =>
    resamples === null
      ? ''
      : `Les intervalles de confiance sont des intervalles de percentiles sur ${many(resamples, 'rééchantillonnage', 'rééchantillonnages', 'fr')} (bootstrap) des documents (graine ${seed}).`,
  leftOut: (documents) =>
    documents === 0
      ? ''
      : `${many(documents, 'document dont le texte diffère d’une personne à l’autre a été laissé', 'documents dont le texte diffère d’une personne à l’autre ont été laissés', 'fr')} de côté.`,
  software: (name) => `Toutes les valeurs ont été calculées avec ${name}.`,
}

export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH }

function listed(names: readonly string[], and: string): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1) ?? ''}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
