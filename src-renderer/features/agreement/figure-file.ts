/** Pixels over the picture, for its heading. */
const HEAD = 32

/**
 * A picture as a file of its own that any viewer shows: under a heading that says what it is of, on white, with the
 * colours of the light theme written out and nothing left of what the screen needs.
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
  const { width, height } = picture.viewBox.baseVal
  copy.setAttribute('viewBox', `0 ${-HEAD} ${width} ${height + HEAD}`)
  copy.setAttribute('height', String(height + HEAD))
  const ground = part('rect', { x: '0', y: String(-HEAD), width: '100%', height: '100%', fill: '#ffffff' })
  const heading = part('text', { x: '4', y: '-14', fill: 'var(--ink)', 'text-anchor': 'start', 'font-weight': '600' })
  heading.textContent = title
  const name = part('title', {})
  name.textContent = title
  copy.prepend(name, ground, heading)
  const text = new XMLSerializer().serializeToString(copy)
  return `${text.replace(/var\((--[\w-]+)\)/gu, (_, token: string) => lightColor(token))}\n`
}

function part(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
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
