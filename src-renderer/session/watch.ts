import type { Host } from './host.ts'
import type { OpenFolder } from './open-folder.ts'

/** The first scan waits so long for the watch, so that nothing that changes between the two goes unseen. */
const PATIENCE_MS = 150

/** Follows the open folder: what changes in it is read, and a folder that went comes back by itself. */
export class FolderFollower {
  readonly #project: OpenFolder
  readonly #host: Host
  readonly #stopListening: () => void
  /** Resolves when the main process listens, or has had time enough to begin. */
  readonly ready: Promise<void>
  #listens = false
  #due = false
  #running = false
  #stopped = false

  constructor(project: OpenFolder, host: Host) {
    this.#project = project
    this.#host = host
    let begin = (): void => undefined
    this.ready = new Promise((resolve) => {
      begin = resolve
      setTimeout(resolve, PATIENCE_MS)
    })
    this.#stopListening = host.on('corpus.changed', ({ grant }) => {
      if (grant !== project.grant.id) return
      const first = !this.#listens
      this.#listens = true
      begin()
      // What changed before anybody listened is seen by the first scan, unless that has begun already.
      if (!first || project.catalogue.scan.running || project.scanned) void this.#follow()
    })
    void host.ask('corpus.watch', project.grant.id).catch(() => null)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#stopListening()
    await this.#host.ask('corpus.watch', null).catch(() => null)
  }

  /** One scan at a time; what changes meanwhile asks for one more. */
  async #follow(): Promise<void> {
    this.#due = true
    if (this.#running) return
    this.#running = true
    try {
      while (this.#due && !this.#stopped) {
        this.#due = false
        await this.#project.scan()
      }
    } finally {
      this.#running = false
    }
  }
}
