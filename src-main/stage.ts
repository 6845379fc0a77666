import type { WebContents } from 'electron'
import type { EventName, Events } from './ipc/contract.ts'
import { EVENT_CHANNEL } from './ipc/names.ts'
import type { MainWindow } from './window.ts'

/** The window that there is, if there is one. */
export class Stage {
  main: MainWindow | null = null

  get contents(): WebContents | null {
    return this.main && !this.main.window.isDestroyed() ? this.main.window.webContents : null
  }

  /** Tells the page; nobody hears it when there is none. */
  send<N extends EventName>(name: N, event: Events[N]): void {
    this.contents?.send(EVENT_CHANNEL, name, event)
  }
}
