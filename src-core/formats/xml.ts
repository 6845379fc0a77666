/** Text as XML character data: markup characters and carriage returns as references, so that a parser gives it back. */
export function xmlText(text: string): string {
  return text.replace(/[&<>\r]/g, reference)
}

/** Text as an attribute value between double quotes; line ends and tabs survive normalisation as references. */
export function xmlAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, reference)
}

function reference(character: string): string {
  return NAMED[character] ?? `&#${character.charCodeAt(0)};`
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
