import type { LabelSchema } from '../../../../src-core/annotation/schema.ts'
import { labelShades, type LabelShades } from '../../../ui/label-colors.ts'

/** The class that carries a label's colours as custom properties. */
export function labelClass(index: number): string {
  return `label-${index}`
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
}`
}
