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

/** A report of 30 mentions of 12 entities: five people, four bodies, three dates; two places that no label takes. */
export const REPORT = [
  'enquete.txt',
  'date 2022-05-20 Port-Aubrac attend son nouveau quai\n\n' +
    'La Compagnie des Docks ouvrira le quai de Port-Aubrac le 12 juin 2022, a promis Solange Ferrand. ' +
    '«\u00a0Nous serons prêts\u00a0», répète Solange Ferrand, que le préfet Anselme Tardieu a reçue.\n\n' +
    'Yvon Le Braz n’y croit pas. Selon Yvon Le Braz, porte-parole de la CGDP, la Compagnie des Docks manque de bras. ' +
    'La CGDP a compté 40 départs, et en attend d’autres avant le 12 juin 2022. Anselme Tardieu a demandé ' +
    'les chiffres à la Compagnie des Docks\u00a0; Solange Ferrand les donnera le 3 juin 2022.\n\n' +
    'La Banque du Fleuve, que dirige Noémie Vasseur, prête 4 millions. D’après Vasseur, la Banque du Fleuve ' +
    'ne craint rien. L’Agence des Eaux, elle, a prévenu Tardieu en janvier 2022\u00a0: le quai bouge. Port-Aubrac ' +
    'le sait, et l’Agence des Eaux aussi. Jean-Luc N’diaye l’a mesuré\u00a0; ce que N’diaye a écrit, ' +
    'Solange Ferrand l’a lu. Jean-Luc N’diaye a envoyé sa note à Yvon Le Braz, à la Banque du Fleuve et à ' +
    'l’Agence des Eaux.\n',
] as const

/** Two articles about one man, who is written in three ways. */
export const MENTIONS = [
  [
    'maire.txt',
    'Un maire pour la vallée\n\nAu marché, le maire Djibril Sow a parlé. Élu le 3 mai 2021, il succède à Fatou Sow. ' +
      'On dit de Djibril Sow qu’il écoute. DJIBRIL SOW, lui, se tait.\n',
  ],
  ['riviere.txt', 'La rivière monte\n\nLa rivière monte encore, et Djibril Sow a fermé le pont.\n'],
] as const

/** An article of claims: who says what, one inside the other, against each other, and when. */
export const CLAIMS = [
  'digue.txt',
  'date 2022-03-10 La digue tiendra-t-elle\u00a0?\n\n' +
    'Mardi dernier, la ministre Odile Karembé a promis que la digue de Sainte-Ozanne tiendra jusqu’au 14 mars 2023. ' +
    'La Ligue des Riverains répond qu’elle cédera avant\u00a0: la Ligue des Riverains de Sainte-Ozanne a compté 12 fissures.\n\n' +
    'La préfecture n’a rien dit. Odile Karembé non plus.\n',
] as const
