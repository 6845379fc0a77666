/**
 * Lines that news sites print around an article: comment forms, share bars, teasers, subscription and cookie notices.
 * Each is the whole line as {@link lineKey} folds it; `*` at the end means "begins with".
 */
const FRENCH = `
les plus lus|les plus recents|les plus populaires|plus d'articles|lire aussi*|a lire aussi*|lire la suite*|voir aussi*
a voir aussi*|sur le meme sujet|dans la meme rubrique|articles similaires|articles lies|articles recents|a la une
article precedent|article suivant|laisser un commentaire|laissez un commentaire|laisser une reponse|annuler la reponse
s'il vous plait entrez votre commentaire|s'il vous plait entrez votre nom ici|commentaire|commentaires|nom|e-mail
votre adresse e-mail ne sera pas publiee*|les champs obligatoires sont indiques avec*|enregistrer mon nom*|site web
cliquez sur*|cliquez ici*|partager|partager cet article|partager sur*|partagez*|imprimer|imprimer cet article|envoyer par e-mail|suivez-nous*
abonnez-vous*|s'abonner|inscrivez-vous*|newsletter|publicite|annonce|accueil|mentions legales|tous droits reserves*
retour a l'accueil|nous utilisons des cookies*|accepter les cookies|politique de confidentialite|tags|mots-cles
aucun commentaire|ajouter un commentaire|poster un commentaire|publier un commentaire|connectez-vous*|se connecter`

const ENGLISH = `
most read|most recent|most popular|trending|trending now|read more*|read also*|also read*|see also*|related articles
related posts|related stories|recommended|recommended for you|you may also like*|previous article|next article|top stories
leave a comment|leave a reply|cancel reply|post a comment|add a comment|comment|comments|name|email|website|no comments
your email address will not be published*|required fields are marked*|save my name, email*|please enter your comment
please enter your name here|share|share this|share this article|share on*|print|print this article|follow us*|tweet
subscribe*|sign up*|advertisement|sponsored|home|all rights reserved*|we use cookies*|accept cookies|accept all cookies
privacy policy|terms of use|back to top|load more|facebook|twitter|whatsapp|telegram|linkedin|pinterest|messenger|x`

const PHRASES = [...`${FRENCH}|${ENGLISH}`.split(/[|\n]/)].map((phrase) => phrase.trim()).filter((phrase) => phrase)
const WHOLE = new Set(PHRASES.filter((phrase) => !phrase.endsWith('*')))
const BEGINNINGS = PHRASES.filter((phrase) => phrase.endsWith('*')).map((phrase) => phrase.slice(0, -1))
const LONGEST_LINE = 160

/**
 * A line as it is compared with others: trimmed, spaces collapsed, lower case, without accents, straight apostrophes,
 * no punctuation at its ends.
 */
export function lineKey(line: string): string {
  const folded = line
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’ʼ]/g, "'")
    .toLowerCase()
  return folded.replace(/\s+/g, ' ').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

/** Whether a line, without its line break, is one that news sites print around articles. */
export function isFurniture(line: string): boolean {
  return line.length <= LONGEST_LINE && isFurnitureKey(lineKey(line), line)
}

/** The same of a short line whose key is known. */
export function isFurnitureKey(key: string, line: string): boolean {
  if (WHOLE.has(key)) return true
  return BEGINNINGS.some((beginning) => key.startsWith(beginning)) && !(CALL.test(key) && NAME.test(line))
}

/** A caption that asks to click may name whom it shows: then it says something that belongs to the article. */
const CALL = /^cliquez /
const NAME = /\s(?:[ldn]['’])?\p{Lu}/u
