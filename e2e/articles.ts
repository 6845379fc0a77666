import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Articles written for these stories, with the troubles of scraped French press: French quotes with no-break spaces,
 * elisions with both apostrophes, an odd header, leftovers of a comment form, CRLF, an emoji, a decomposed accent, a
 * missing space after a full stop, near-duplicate coverage with contradicting figures.
 */
export const ARTICLES: Readonly<Record<string, string>> = {
  '2021/grève-port.txt':
    ' date 2021-12 Les dockers de Port-Aubrac ont cessé le travail jeudi. L’intersyndicale, conduite par Maëlle Quintin, ' +
    'réclame 4 % de hausse.Ce mouvement touche aussi l’arsenal d’Orvault.\n\n' +
    '«\u00a0Nous ne céderons pas\u00a0», a dit Maëlle Quintin devant 1\u202f200 grévistes. Le préfet Anselme Tardieu parle de ' +
    '«\u00a0quelques dizaines\u00a0» de personnes. Aujourd’hui, dit-il, le port tourne.\n\n' +
    'Selon la Compagnie des Docks, Maëlle Quintin refuse de négocier depuis le 2 décembre 2021.\n',
  '2021/grève-port-2.txt':
    'mardi, 7 décembre 2021 05:59\r\n\r\nPort-Aubrac : la grève s’étend, QUINTIN maintient la pression\r\n\r\nLes plus lus\r\n\r\n' +
    'Gazette du Littoral/ Port-Aubrac/ Yvon Le Braz\r\nMaëlle QUINTIN l’a répété lundi : « rien n’est signé ». ' +
    'La préfecture compte 300 grévistes, l’intersyndicale 1 500.\r\n\r\nLAISSER UN COMMENTAIRE\r\n\r\nEntrez votre nom ici\r\n',
  '2022/barrage.txt':
    "Le barrage de Sainte-Ozanne cède 😀 un peu plus chaque hiver, d'après l'ingénieure Noe\u0301mie Vasseur. " +
    '"Il faut vider la retenue", répète-t-elle depuis le 14 février 2022. L\'Agence des Eaux n\'a pas répondu.\n',
  '2022/recomptage.md':
    '# Recomptage à Valmoury\n\nJean-Luc Ferrand l’emporte de 12 voix. La commission électorale, présidée par ' +
    'Mme Solange N’diaye, a rouvert 31 urnes le 3 mars 2022.\n',
  '2022/vide.txt': '',
  '2022/article-10.txt': 'Dixième article : rien à signaler.\n',
  '2022/article-9.txt': 'Neuvième article : rien à signaler.\n',
  '2022/injection.txt':
    'Une page cassée : <img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script> et {{ 7*7 }}.\n',
  'notes.pdf': '%PDF-1.4 pas un article\n',
  '.cache/secret.txt': 'caché\n',
}

/** Writes the articles below a folder and returns it. */
export function writeArticles(folder: string, articles: Readonly<Record<string, string>> = ARTICLES): string {
  for (const [path, text] of Object.entries(articles)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}

/** An article with what a hand meets when it tags: elisions, quotes, letters of two parts, an emoji of three, two paragraphs. */
export const GRANARY = [
  'grenier.txt',
  'date 2022-03-10 Les greniers de Sorbière\n\n' +
    'Awa Keïta préside la coopérative de Sorbière depuis 2019. «\u00a0Les greniers sont pleins\u00a0», a dit ' +
    'l’ambassadeur Paul Ndiaye à Awa Keïta. Le ministère des Rivières n’a rien dit.\n\n' +
    'La famille 👩\u200d👩\u200d👧 de Noe\u0301mie Sall attend\u00a0: «\u00a0Paul Ndiaye reviendra le 14 mars 2022\u00a0», ' +
    'répète-t-elle. La Banque du Fleuve prêtera à Awa Keïta, et AWA KEÏTA rendra',
] as const
