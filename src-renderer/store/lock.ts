/** The part of `navigator.locks` that is needed. */
export interface Locks {
  request(
    name: string,
    options: { readonly mode: 'exclusive'; readonly ifAvailable: true },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>
}

/** Takes the one writer's place of a project; answers how to give it back, or null when another holds it. */
export function becomeWriter(locks: Locks, projectId: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(`postil-project-${projectId}`, { mode: 'exclusive', ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null)
          return Promise.resolve()
        }
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}
