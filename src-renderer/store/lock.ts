/** The part of `navigator.locks` that is needed. */
export interface Locks {
  request(
    name: string,
    options: { readonly mode: 'exclusive'; readonly ifAvailable: true },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>
}

/** Gives the place back; resolves when another can take it. */
export type Release = () => Promise<void>

/** Takes the one writer's place of a project; answers how to give it back, or null when another holds it. */
export function becomeWriter(locks: Locks, projectId: string): Promise<Release | null> {
  return new Promise((resolve, reject) => {
    const over = locks.request(`postil-project-${projectId}`, { mode: 'exclusive', ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(null)
        return Promise.resolve()
      }
      return new Promise<void>((letGo) => {
        resolve(async () => {
          letGo()
          await over
        })
      })
    })
    over.catch(reject)
  })
}
