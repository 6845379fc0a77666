/**
 * A picture as a file of its own that any viewer shows: on white, with the colours of the light theme written out and
 * nothing left of what the screen needs.
 */
export function svgFile(picture: SVGSVGElement, title: string): string {
  const copy = picture.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new Error('A copy of a picture is a picture')
  for (const shape of copy.querySelectorAll('[tabindex]')) shape.removeAttribute('tabindex')
  for (const shape of copy.querySelectorAll('[role]')) shape.removeAttribute('role')
  copy.removeAttribute('style')
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('role', 'img')
  copy.setAttribute('color', 'var(--ink-soft)')
  copy.setAttribute('font-family', 'system-ui, sans-serif')
  copy.setAttribute('font-size', '12')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', '#ffffff'],
  ] as const)
    ground.setAttribute(name, value)
  const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  name.textContent = title
  copy.prepend(name, ground)
  const text = new XMLSerializer().serializeToString(copy)
  return `${text.replace(/var\((--[\w-]+)\)/gu, (_, token: string) => lightColor(token))}\n`
}

/** What a colour of `tokens.css` is in the light theme. */
function lightColor(token: string): string {
  const probe = document.createElement('span')
  probe.style.colorScheme = 'light'
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
