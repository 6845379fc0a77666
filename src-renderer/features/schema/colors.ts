import { linearOf, oklabOf } from '../../ui/color.ts'
import { LABEL_PALETTE } from '../../ui/label-colors.ts'

/** The colour of the palette that is farthest, to the eye (in OKLab), from all that are used. */
export function farthestColor(used: readonly string[]): string {
  const places = used.map((color) => oklabOf(linearOf(color)))
  const room = (color: string) => {
    const here = oklabOf(linearOf(color))
    return Math.min(Infinity, ...places.map((there) => Math.hypot(...here.map((value, i) => value - (there[i] ?? 0)))))
  }
  return LABEL_PALETTE.reduce((best, color) => (room(color) > room(best) ? color : best))
}
