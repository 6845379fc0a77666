import type { LabelSchema } from '../../../../src-core/annotation/schema.ts'
import { labelShades, type LabelShades } from '../../../ui/label-colors.ts'

/** Highlights are told apart by lane up to this one, so that an inner tag's background lies over the outer's. */
const HIGHLIGHT_LANES = 4

/** The class that carries a label's colours as custom properties. */
export function labelClass(index: number): string {
  return `label-${index}`
}

/** The name of the CSS highlight that paints the backgrounds of a label's tags in a lane. */
export function highlightName(index: number, lane: number): string {
  return `postil-${index}-${Math.min(lane, HIGHLIGHT_LANES - 1)}`
}

/**
 * The rules for a schema's colours, adopted by the document until the returned function is called. Constructed style
 * sheets are what the content security policy allows.
 */
export function adoptLabelStyles(schema: LabelSchema): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(schema.labels.map((label, index) => labelRules(label.color, index)).join('\n'))
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
  }
}

function labelRules(color: string, index: number): string {
  const light = labelShades(color, 'light')
  const dark = labelShades(color, 'dark')
  const both = (pick: (shades: LabelShades) => string) => `light-dark(${pick(light)}, ${pick(dark)})`
  return `.${labelClass(index)} {
  --label-soft: ${both((shades) => shades.soft)};
  --label-lane: ${both((shades) => shades.lane)};
  --label-ink: ${both((shades) => shades.ink)};
  --label-solid: ${both((shades) => shades.solid)};
  --label-on-solid: ${both((shades) => shades.onSolid)};
}
${highlightRules(index, light.soft, dark.soft)}`
}

/** Chromium 130 takes the light side of `light-dark()` in a highlight, whatever the theme: so each theme has its rule. */
function highlightRules(index: number, light: string, dark: string): string {
  const names = Array.from({ length: HIGHLIGHT_LANES }, (_, lane) => highlightName(index, lane))
  const rule = (root: string, color: string) =>
    `${names.map((name) => `${root} .page-block::highlight(${name})`).join(', ')} { background-color: ${color}; }`
  return `${rule(':root', light)}
${rule(":root[data-theme='dark']", dark)}
@media (prefers-color-scheme: dark) { ${rule(":root:not([data-theme='light'])", dark)} }`
}
