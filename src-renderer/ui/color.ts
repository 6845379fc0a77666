/** A colour in the OKLCH space (Ottosson 2020): lightness 0–1, chroma from 0, hue in radians. */
export interface Oklch {
  readonly l: number
  readonly c: number
  readonly h: number
}

type Triple = readonly [number, number, number]

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours, 1–21. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** WCAG 2.2 relative luminance of `#rrggbb`, 0–1. */
function luminance(hex: string): number {
  const [r, g, b] = linearOf(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Linear-light sRGB of `#rrggbb`, each 0–1; black where it is no such colour. */
export function linearOf(hex: string): Triple {
  const value = /^#[\da-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0
  return [toLinear(value >> 16), toLinear((value >> 8) & 255), toLinear(value & 255)]
}

/** OKLab of linear-light sRGB. */
export function oklabOf([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export function oklchOf(hex: string): Oklch {
  const [l, a, b] = oklabOf(linearOf(hex))
  return { l, c: Math.hypot(a, b), h: Math.atan2(b, a) }
}

/** `#rrggbb` of a colour; chroma is lowered until it lies within sRGB. */
export function hexOf(color: Oklch): string {
  for (let c = color.c; c > 0; c -= 0.004) {
    const rgb = linearFrom({ ...color, c })
    if (rgb.every((value) => value >= -0.0005 && value <= 1.0005)) return hexFrom(rgb)
  }
  return hexFrom(linearFrom({ ...color, c: 0 }))
}

/** The colour itself if it satisfies, else the nearest darker (or lighter) one of its hue that does. */
export function lightnessWhere(
  color: Oklch,
  direction: 'darker' | 'lighter',
  satisfies: (hex: string) => boolean,
): string {
  const step = direction === 'darker' ? -0.01 : 0.01
  for (let l = color.l; l > 0 && l < 1; l += step) {
    const hex = hexOf({ ...color, l })
    if (satisfies(hex)) return hex
  }
  return direction === 'darker' ? '#000000' : '#ffffff'
}

function linearFrom({ l, c, h }: Oklch): Triple {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ]
}

function hexFrom(rgb: Triple): string {
  return `#${rgb.map((value) => toByte(value).toString(16).padStart(2, '0')).join('')}`
}

function toLinear(byte: number): number {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function toByte(linear: number): number {
  const value = Math.min(1, Math.max(0, linear))
  return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055))
}
