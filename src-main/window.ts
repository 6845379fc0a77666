import { BrowserWindow, nativeTheme, screen } from 'electron'
import { errorCode } from './files/error-code.ts'
import type { Kept } from './files/kept.ts'
import { SMALLEST, visibleBounds, type Placement } from './placement.ts'
import type { Home } from './policy.ts'
import { WEB_PREFERENCES } from './security.ts'

/** The page's own surface, so that nothing flashes before it is painted. */
const BACKGROUND = { light: '#ffffff', dark: '#1b1d21' }
const REMEMBER_MS = 400
/** How long a page that has not saved yet, and says nothing, may hold the window open. */
const PATIENCE_MS = 5000

export interface WindowPlan {
  readonly home: Home
  readonly preload: string
  readonly icon: string
  readonly placement: Kept<Placement>
  /** Asks the page to save what is under way. */
  readonly askToClose: () => void
  readonly report: (error: unknown) => void
}

/** The one window: where it stands, when it shows, and how it goes. */
export class MainWindow {
  readonly window: BrowserWindow
  readonly #plan: WindowPlan
  #loaded = false
  #asked = false
  #mayClose = false
  #patience: NodeJS.Timeout | undefined

  constructor(plan: WindowPlan) {
    this.#plan = plan
    this.window = open(plan)
    this.#rememberPlace()
    this.window.on('close', (event) => this.#close(event))
    this.window.webContents.on('did-finish-load', () => (this.#loaded = true))
  }

  async load(): Promise<void> {
    this.#loaded = false
    try {
      await this.window.loadURL(this.#plan.home.url)
    } catch (error) {
      // Another load, or the end of the window, has overtaken this one.
      if (!this.window.isDestroyed() && errorCode(error) !== 'ERR_ABORTED') this.#plan.report(error)
    }
  }

  /** The page is alive and not done yet. */
  hold(): void {
    if (this.#asked) this.#wait()
  }

  /** The page has saved everything, or is beyond saving. */
  close(): void {
    clearTimeout(this.#patience)
    this.#mayClose = true
    if (!this.window.isDestroyed()) this.window.close()
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore()
    this.window.focus()
  }

  paintBackground(): void {
    this.window.setBackgroundColor(background())
  }

  #close(event: { preventDefault(): void }): void {
    if (this.#mayClose || !this.#loaded || this.window.webContents.isCrashed()) return
    event.preventDefault()
    if (this.#asked) return
    this.#asked = true
    this.#plan.askToClose()
    this.#wait()
  }

  #wait(): void {
    clearTimeout(this.#patience)
    this.#patience = setTimeout(() => this.close(), PATIENCE_MS)
  }

  #rememberPlace(): void {
    let timer: NodeJS.Timeout | undefined
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => this.#keepPlace(), REMEMBER_MS)
    }
    this.window.on('resize', later)
    this.window.on('move', later)
    this.window.on('close', () => this.#keepPlace())
    this.window.on('closed', () => clearTimeout(timer))
  }

  #keepPlace(): void {
    if (this.window.isDestroyed()) return
    const placement = { bounds: this.window.getNormalBounds(), maximised: this.window.isMaximized() }
    this.#plan.placement.change(() => placement).catch(this.#plan.report)
  }
}

function open({ preload, icon, placement }: WindowPlan): BrowserWindow {
  const { bounds, maximised } = placement.value
  const window = new BrowserWindow({
    ...visibleBounds(
      bounds,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Postil',
    backgroundColor: background(),
    webPreferences: { ...WEB_PREFERENCES, preload },
    ...(process.platform === 'linux' ? { icon } : {}),
  })
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  return window
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light
}
