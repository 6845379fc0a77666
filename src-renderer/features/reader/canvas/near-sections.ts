import type { Section, TextPage } from './text-page.ts'

/** How far beyond the window sections count as near, in viewports. */
const MARGIN = '60%'

/**
 * Tells which sections come near the viewport and which go; at most one section enters a frame, nearest first, so that
 * scrolling stays smooth. Returns a function that stops it.
 */
export function watchNearSections(
  page: TextPage,
  scroller: HTMLElement,
  enter: (section: Section) => void,
  leave: (section: Section) => void,
): () => void {
  const byElement = new Map<Element, Section>(page.sections.map((section) => [section.element, section]))
  const waiting = new Set<Section>()
  let frame = 0

  function enterNext(): void {
    frame = 0
    const [next] = waiting
    if (!next) return
    waiting.delete(next)
    enter(next)
    if (waiting.size) frame = requestAnimationFrame(enterNext)
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio } of entries) {
        const section = byElement.get(target)
        if (!section) continue
        waiting.delete(section)
        if (!isIntersecting) leave(section)
        else if (intersectionRatio > 0 && waiting.size === 0 && !frame) enter(section)
        else waiting.add(section)
      }
      if (waiting.size && !frame) frame = requestAnimationFrame(enterNext)
    },
    { root: scroller, rootMargin: `${MARGIN} 0px` },
  )
  for (const section of page.sections) observer.observe(section.element)
  return () => {
    observer.disconnect()
    cancelAnimationFrame(frame)
  }
}
