import type { Chapter, Section, TextPage } from './text-page.ts'

/** How far beyond the window sections count as near, in viewports. */
const MARGIN_VIEWS = 0.6
/** The same of chapters: far enough that their sections are watched before they are near. */
const CHAPTER_MARGIN_VIEWS = 2

/**
 * Tells which sections come near the viewport and which go; at most one section enters a frame, nearest first, so that
 * scrolling stays smooth. Only the sections of near chapters are watched: the browser looks at each that is, each frame.
 * Returns a function that stops it.
 */
export function watchNearSections(
  page: TextPage,
  scroller: HTMLElement,
  enter: (section: Section) => void,
  leave: (section: Section) => void,
): () => void {
  const byElement = new Map<Element, Section>()
  const chapters = new Map<Element, Chapter>(page.chapters.map((chapter) => [chapter.element, chapter]))
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

  function come(section: Section, overlaps: boolean): void {
    if (overlaps && waiting.size === 0 && !frame) enter(section)
    else waiting.add(section)
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio } of entries) {
        const section = byElement.get(target)
        if (!section) continue
        waiting.delete(section)
        if (isIntersecting) come(section, intersectionRatio > 0)
        else leave(section)
      }
      if (waiting.size && !frame) frame = requestAnimationFrame(enterNext)
    },
    { root: scroller, rootMargin: `${MARGIN_VIEWS * 100}% 0px` },
  )

  function watch({ sections }: Chapter): void {
    for (const section of sections) {
      byElement.set(section.element, section)
      observer.observe(section.element)
    }
  }

  function forget({ sections }: Chapter): void {
    for (const section of sections) {
      if (!byElement.delete(section.element)) continue
      observer.unobserve(section.element)
      waiting.delete(section)
      leave(section)
    }
  }

  const chapterObserver = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chapter = chapters.get(target)
        if (chapter) (isIntersecting ? watch : forget)(chapter)
      }
    },
    { root: scroller, rootMargin: `${CHAPTER_MARGIN_VIEWS * 100}% 0px` },
  )
  const [first, ...others] = page.chapters
  // The first is on screen at once: its sections are not to wait for a frame.
  if (first) watch(first)
  for (const { element } of first ? [first, ...others] : []) chapterObserver.observe(element)
  return () => {
    observer.disconnect()
    chapterObserver.disconnect()
    cancelAnimationFrame(frame)
  }
}
