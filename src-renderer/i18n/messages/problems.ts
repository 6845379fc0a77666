import type { ProblemCode } from '../../../src-core/formats/problem.ts'
import type { Messages } from '../message.ts'

/** What can be wrong with a dataset that somebody else wrote. What stands in the parameters is the file's own. */
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
  'problem.skipped': { en: 'Not read: {what}.', fr: 'Non lu : {what}.' },
  'problem.fails-policy': {
    en: '{count} tags {what}, which {format} cannot hold.',
    fr: '{count} balises que {format} ne peut contenir : {what}.',
  },
} as const satisfies Messages & Record<`problem.${ProblemCode}`, unknown>
