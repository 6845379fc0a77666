import type { PhraseCode } from '../../../src-core/formats/phrase.ts'
import type { ProblemCode } from '../../../src-core/formats/problem.ts'
import type { Messages } from '../message.ts'

/**
 * What can be wrong with a dataset that somebody else wrote. What stands in the parameters is the file's own, or a
 * phrase.
 */
export const problems = {
  'problem.bad-json': {
    en: 'This is not JSON ({detail}). Write one complete JSON value here.',
    fr: 'Ce n’est pas du JSON ({detail}). Écrivez ici une valeur JSON complète.',
  },
  'problem.bad-xml': {
    en: 'This is not well-formed XML ({detail}). Repair the markup.',
    fr: 'Ce XML est mal formé ({detail}). Réparez le balisage.',
  },
  'problem.bad-yaml': {
    en: 'The YAML head cannot be read ({detail}). Repair the lines between the two ---.',
    fr: 'L’en-tête YAML est illisible ({detail}). Réparez les lignes entre les deux ---.',
  },
  'problem.bad-bundle': {
    en: 'The file of layers is refused ({detail}). Ask for it again.',
    fr: 'Le fichier de couches est refusé ({detail}). Redemandez-le.',
  },
  'problem.bad-line': {
    en: 'The line has not the form of this format ({detail}). Expected: {expected}.',
    fr: 'La ligne n’a pas la forme de ce format ({detail}). Attendu : {expected}.',
  },
  'problem.byte-order-mark': {
    en: 'The file begins with a byte order mark. Save it as UTF-8 without BOM.',
    fr: 'Le fichier commence par un indicateur d’ordre des octets. Enregistrez-le en UTF-8 sans BOM.',
  },
  'problem.not-utf8': {
    en: 'The bytes are not UTF-8. Save the file as UTF-8.',
    fr: 'Les octets ne sont pas de l’UTF-8. Enregistrez le fichier en UTF-8.',
  },
  'problem.too-large': {
    en: 'It is larger than {limit} MB, which is the most that is read at once. Split it, or convert it to Postil JSONL.',
    fr: 'Il dépasse {limit} Mo, le maximum lu d’un coup. Divisez-le, ou convertissez-le en Postil JSONL.',
  },
  'problem.too-deep': {
    en: 'The value is nested more than {limit} levels deep. Flatten it.',
    fr: 'La valeur compte plus de {limit} niveaux d’imbrication. Aplatissez-la.',
  },
  'problem.too-many': {
    en: 'There are more than {limit} of them. Split the file.',
    fr: 'Il y en a plus de {limit}. Divisez le fichier.',
  },
  'problem.missing': { en: 'It is missing. Add it: {expected}.', fr: 'Il manque. Ajoutez-le : {expected}.' },
  'problem.wrong-type': {
    en: 'It is {found}. Expected: {expected}.',
    fr: 'Trouvé : {found}. Attendu : {expected}.',
  },
  'problem.wrong-value': {
    en: '{found} is not allowed. Use {expected}.',
    fr: '{found} n’est pas permis. Attendu : {expected}.',
  },
  'problem.out-of-bounds': {
    en: '{found} lies outside the text, which ends at {length}. Count in {unit} of the text as it stands.',
    fr: '{found} sort du texte, qui finit à {length}. Comptez en {unit} dans le texte tel qu’il est.',
  },
  'problem.inside-character': {
    en: '{found} lies inside a character. Count in {unit}, to a border between characters.',
    fr: '{found} tombe dans un caractère. Comptez en {unit}, jusqu’à une limite de caractère.',
  },
  'problem.empty-span': {
    en: 'The tag from {start} to {end} is empty. Let its end be greater than its start.',
    fr: 'La balise de {start} à {end} est vide. Sa fin doit dépasser son début.',
  },
  'problem.bad-ranges': {
    en: 'The pieces are not in text order, overlap, or do not fill the tag. Sort and join them.',
    fr: 'Les morceaux ne suivent pas le texte, se chevauchent ou ne remplissent pas la balise. Triez-les et joignez-les.',
  },
  'problem.text-mismatch': {
    en: 'The text there is {found}, not {expected}. Check the unit of the offsets and whether the text was changed.',
    fr: 'Le texte y est {found}, et non {expected}. Vérifiez l’unité des positions et si le texte a changé.',
  },
  'problem.duplicate': {
    en: '{id} stands here twice. Give each its own.',
    fr: '{id} figure ici deux fois. Donnez à chacun le sien.',
  },
  'problem.dangling': {
    en: 'Nothing has the id {id}. Name a tag that is in the file, or remove the reference.',
    fr: 'Rien ne porte l’identifiant {id}. Nommez une balise du fichier, ou retirez le renvoi.',
  },
  'problem.no-text': {
    en: 'The text is left out, and the folder has no such article with the same bytes. Export it with texts.',
    fr: 'Le texte manque, et le dossier n’a pas cet article avec les mêmes octets. Exportez-le avec les textes.',
  },
  'problem.no-documents': {
    en: 'No document is in it. Check that this is the right file and format.',
    fr: 'Il ne contient aucun document. Vérifiez le fichier et le format.',
  },
  'problem.unknown-format': { en: 'No format fits what is in it.', fr: 'Aucun format ne correspond à son contenu.' },
  'problem.doubtful-format': {
    en: 'Several formats fit what is in it.',
    fr: 'Plusieurs formats correspondent à son contenu.',
  },
  'problem.unreadable-format': {
    en: 'The format {format} is only written. Give one that is read: {formats}.',
    fr: 'Le format {format} s’écrit seulement. Donnez-en un qui se lit : {formats}.',
  },
  'problem.declared-entity': {
    en: 'The document type declares entities, which are never expanded. Remove the DOCTYPE.',
    fr: 'Le type de document déclare des entités, qui ne sont jamais développées. Retirez le DOCTYPE.',
  },
  'problem.unsafe-path': {
    en: 'The path {path} leaves its folder. Use a relative path without .. and without a drive.',
    fr: 'Le chemin {path} sort de son dossier. Utilisez un chemin relatif sans .. ni lecteur.',
  },
  'problem.order': {
    en: 'The line stands behind {previous}. Sort lines by id, then annotator.',
    fr: 'La ligne vient après {previous}. Triez les lignes par identifiant, puis par annotateur.',
  },
  'problem.file-missing': {
    en: 'The folder has no file {path}.',
    fr: 'Le dossier n’a pas de fichier {path}.',
  },
  'problem.file-changed': {
    en: 'The file has the hash {found}, not {expected}. Export again from the file as it is now.',
    fr: 'Le fichier a l’empreinte {found}, et non {expected}. Refaites l’export depuis le fichier actuel.',
  },
  'problem.text-changed': {
    en: 'The text is not what the file says ({detail}). Export again from the file as it is now.',
    fr: 'Le texte n’est pas celui du fichier ({detail}). Refaites l’export depuis le fichier actuel.',
  },
  'problem.repaired-tag': {
    en: 'The tag {found} continues nothing and was read as a beginning.',
    fr: 'L’étiquette {found} ne continue rien et a été lue comme un début.',
  },
  'problem.repaired-offset': {
    en: 'The offset was {found} and was read as {expected}.',
    fr: 'La position était {found} et a été lue comme {expected}.',
  },
  'problem.repaired-place': {
    en: 'The tag is at {found}, and its words {words} stand once, at {expected}: it goes there.',
    fr: 'La balise est à {found}, et ses mots {words} ne figurent qu’à {expected} : elle y va.',
  },
  'problem.repaired-id': {
    en: '{found} stands here twice; this one becomes {expected}.',
    fr: '{found} figure deux fois ; celui-ci devient {expected}.',
  },
  'problem.repaired-relation': {
    en: 'Nothing has the id {id}; the relation is left out.',
    fr: 'Rien ne porte l’identifiant {id} ; la relation est retirée.',
  },
  'problem.assumed-unit': {
    en: 'An emoji or the like stands before a tag, and the file cannot say in what it counts: {unit} are taken. Compare a tag behind it.',
    fr: 'Un émoji ou un signe semblable précède une balise, et le fichier ne peut dire en quoi il compte : ce sont des {unit} ici. Comparez une balise qui le suit.',
  },
  'problem.skipped': { en: 'Not read: {what}.', fr: 'Non lu : {what}.' },
  'problem.fails-policy': {
    en: '{count} tags {what}, which {format} cannot hold.',
    fr: '{count} balises que {format} ne peut contenir : {what}.',
  },

  'phrase.object': { en: 'an object', fr: 'un objet' },
  'phrase.list': { en: 'a list', fr: 'une liste' },
  'phrase.string': { en: 'a string', fr: 'une chaîne' },
  'phrase.filled-string': { en: 'a string that is not empty', fr: 'une chaîne non vide' },
  'phrase.plain-value': {
    en: 'a string, number, boolean, list of strings or null',
    fr: 'une chaîne, un nombre, un booléen, une liste de chaînes ou null',
  },
  'phrase.whole-number': { en: 'a whole number, 0 or more', fr: 'un nombre entier, 0 ou plus' },
  'phrase.number': { en: 'a number up to 1.7e308', fr: 'un nombre jusqu’à 1.7e308' },
  'phrase.huge-number': { en: 'a number beyond range', fr: 'un nombre hors limites' },
  'phrase.nothing': { en: 'nothing', fr: 'rien' },
  'phrase.other-value': { en: 'another value', fr: 'une autre valeur' },
  'phrase.instant': { en: 'an instant such as {example}', fr: 'un instant comme {example}' },
  'phrase.hash': { en: '64 lower-case hexadecimal digits', fr: '64 chiffres hexadécimaux en minuscules' },
  'phrase.from-to': { en: '{start} to {end}', fr: '{start} à {end}' },
  'phrase.in': { en: '{position} {unit}', fr: '{position} {unit}' },
  'phrase.codepoints': { en: 'code points', fr: 'points de code' },
  'phrase.utf16-units': { en: 'UTF-16 code units', fr: 'unités UTF-16' },
  'phrase.bytes': { en: 'bytes', fr: 'octets' },
  'phrase.json-end': { en: 'it ends too early', fr: 'il finit trop tôt' },
  'phrase.json-at': { en: 'at character {position}', fr: 'au caractère {position}' },
  'phrase.json-token': { en: 'unexpected “{token}”', fr: '« {token} » inattendu' },
  'phrase.unreadable': { en: 'it cannot be read', fr: 'illisible' },
  'phrase.xml-at': { en: 'line {line}, column {column}', fr: 'ligne {line}, colonne {column}' },
  'phrase.yaml-at': { en: 'line {line}, column {column}', fr: 'ligne {line}, colonne {column}' },
  'phrase.columns': {
    en: { one: '{n} column', other: '{n} columns' },
    fr: { one: '{n} colonne', other: '{n} colonnes' },
  },
  'phrase.cells': { en: { one: '{n} cell', other: '{n} cells' }, fr: { one: '{n} cellule', other: '{n} cellules' } },
  'phrase.conll-columns': {
    en: '{n} columns, the token first and the tag last',
    fr: '{n} colonnes, le mot d’abord et l’étiquette à la fin',
  },
  'phrase.conllu-columns': {
    en: 'ten columns divided by tabs, the first a number',
    fr: 'dix colonnes séparées par des tabulations, la première un nombre',
  },
  'phrase.tabbed-columns': {
    en: '{n} columns divided by tabs',
    fr: '{n} colonnes séparées par des tabulations',
  },
  'phrase.webanno-columns': {
    en: 'sentence-token, begin-end, token and {n} columns, divided by tabs',
    fr: 'phrase-mot, début-fin, mot et {n} colonnes, séparés par des tabulations',
  },
  'phrase.json-strings': {
    en: 'three JSON strings divided by tabs',
    fr: 'trois chaînes JSON séparées par des tabulations',
  },
  'phrase.bio-tag': { en: 'O, or B-, I-, E-, S- and a label', fr: 'O, ou B-, I-, E-, S- et une étiquette' },
  'phrase.multi-word': { en: 'the range of a multi-word token ({id})', fr: 'l’étendue d’un mot composé ({id})' },
  'phrase.empty-node': { en: 'an empty node ({id})', fr: 'un nœud vide ({id})' },
  'phrase.metonymic-label': { en: 'a metonymic label', fr: 'une étiquette métonymique' },
  'phrase.tags': { en: { one: '{n} tag', other: '{n} tags' }, fr: { one: '{n} étiquette', other: '{n} étiquettes' } },
  'phrase.tags-as-tokens': { en: '{n}, as many as tokens', fr: '{n}, autant que de mots' },
  'phrase.class-names': {
    en: 'the class names, in the head of README.md',
    fr: 'les noms des classes, dans l’en-tête de README.md',
  },
  'phrase.class': { en: 'a class from 0 to {last}', fr: 'une classe de 0 à {last}' },
  'phrase.brat-row': { en: 'an id, a tab, and what it says', fr: 'un identifiant, une tabulation et son contenu' },
  'phrase.brat-span': { en: 'Label start end[;start end]', fr: 'Étiquette début fin[;début fin]' },
  'phrase.text-beside': { en: 'the text beside it, {name}', fr: 'le texte à côté, {name}' },
  'phrase.relation-attribute': { en: 'an attribute of a relation', fr: 'un attribut d’une relation' },
  'phrase.sofa': { en: 'a {type} with its sofaString', fr: 'un {type} avec son sofaString' },
  'phrase.chain-layer': { en: 'the chain layer {type}', fr: 'la couche de chaînes {type}' },
  'phrase.position-selector': { en: 'a TextPositionSelector', fr: 'un TextPositionSelector' },
  'phrase.whole-document': { en: 'an annotation of a whole document', fr: 'une annotation d’un document entier' },
  'phrase.cancelled-annotation': { en: 'a cancelled annotation', fr: 'une annotation annulée' },
  'phrase.html-region': { en: 'a region of HyperText or Paragraphs', fr: 'une région de HyperText ou de Paragraphs' },
  'phrase.text-region': { en: 'a region of a Text tag', fr: 'une région d’un élément Text' },
  'phrase.brat-relation': { en: 'Type Arg1:T1 Arg2:T2', fr: 'Type Arg1:T1 Arg2:T2' },
  'phrase.readable-file': { en: 'a readable file', fr: 'un fichier lisible' },
  'phrase.fault-at': { en: '{code} at {field}', fr: '{code} à {field}' },
  'phrase.left-out': { en: 'left out', fr: 'omise' },
  'phrase.cut-to': {
    en: { one: 'cut to {n} tag', other: 'cut to {n} tags' },
    fr: { one: 'coupée : il reste {n} balise', other: 'coupée en {n} balises' },
  },
  'phrase.became': {
    en: { one: 'became {n} tag', other: 'became {n} tags' },
    fr: { one: 'devenue {n} balise', other: 'devenue {n} balises' },
  },
  'phrase.joined-lines': { en: 'joined over a line end', fr: 'jointe par-dessus une fin de ligne' },
  'phrase.replaced-characters': { en: 'replaced by U+FFFD', fr: 'remplacés par U+FFFD' },
  'phrase.changed-line-ends': { en: 'CR and CRLF became LF', fr: 'CR et CRLF devenus LF' },
  'phrase.comments': { en: 'comments', fr: 'commentaires' },
  'phrase.labels': { en: 'labels of the document', fr: 'étiquettes du document' },
  'phrase.excluded': { en: 'passages left out', fr: 'passages écartés' },
  'phrase.decisions': { en: 'decisions of the review', fr: 'décisions de la relecture' },
  'phrase.meta': { en: 'facts such as date and title', fr: 'faits tels que date et titre' },
  'phrase.extra': { en: 'keys that other tools added', fr: 'clés ajoutées par d’autres outils' },
  'phrase.state': { en: 'state', fr: 'état' },
  'phrase.overlapping-spans': {
    en: 'overlap others or are discontinuous',
    fr: 'elles en chevauchent d’autres ou sont discontinues',
  },
  'phrase.other-text': {
    en: 'another line of the document has another text',
    fr: 'une autre ligne du document a un autre texte',
  },
  'phrase.answered-line': { en: 'a line with the answer {answer}', fr: 'une ligne dont la réponse est {answer}' },
} as const satisfies Messages & Record<`problem.${ProblemCode}` | `phrase.${PhraseCode}`, unknown>
