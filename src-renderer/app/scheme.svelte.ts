import type { Settings } from '../../src-main/ipc/contract.ts'
import type { Theme } from '../ui/label-colors.ts'

/** The theme in force: the one chosen, else the system's as it is now. */
export class Scheme {
  #dark = $state(false)

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#dark = query.matches
    query.addEventListener('change', () => (this.#dark = query.matches))
  }

  theme(chosen: Settings['theme']): Theme {
    if (chosen !== 'system') return chosen
    return this.#dark ? 'dark' : 'light'
  }
}
