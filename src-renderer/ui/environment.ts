import { createContext } from 'svelte'
import type { Platform } from './keys.ts'
import type { Theme } from './label-colors.ts'

/** What the interface stands in. Give an object with getters, so that a change of theme is seen. */
interface Environment {
  /** Whose keys are printed. */
  readonly platform: Platform
  /** The theme in force, never `system`. */
  readonly theme: Theme
}

export const [getEnvironment, setEnvironment] = createContext<Environment>()
