/** How a person likes to read, as far as it is set here. */
export interface ReadingLook {
  readonly font: 'serif' | 'sans' | 'mono'
  readonly sizePx: number
  /** Line height, times the size. */
  readonly leading: number
  /** Characters a line, about. */
  readonly measureCh: number
  /** How thick the lanes of tags are and how far apart. */
  readonly lanes: 'dense' | 'normal' | 'wide'
}
