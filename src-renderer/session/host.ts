import type { Bridge, EventName, Events, HostError, RequestName, Requests } from '../../src-main/ipc/contract.ts'

/** The main process met a problem that a person can be told; the interface has a sentence for each code. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure'
  readonly error: HostError

  constructor(error: HostError) {
    super(error.code)
    this.error = error
  }
}

/** The only way from the window to the operating system. */
export class Host {
  readonly #bridge: Bridge

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  /** @throws HostFailure when the main process refuses or cannot. */
  async ask<N extends RequestName>(name: N, argument: Requests[N][0]): Promise<Requests[N][1]> {
    const result = await this.#bridge.request(name, argument)
    if (!result.ok) throw new HostFailure(result.error)
    return result.value
  }

  /** Subscribes to an event; the answer stops it. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    return this.#bridge.on(name, listener)
  }

  /** @throws HostFailure when what was dropped is not a folder that can be opened. */
  async drop(file: File) {
    const result = await this.#bridge.drop(file)
    if (!result.ok) throw new HostFailure(result.error)
    return result.value
  }

  /** A dropped dataset; null for a folder that is to be opened as one of articles. @throws HostFailure as {@link drop}. */
  async dropDataset(file: File) {
    const result = await this.#bridge.dropDataset(file)
    if (!result.ok) throw new HostFailure(result.error)
    return result.value
  }
}
