import type { Bridge } from '../src-main/ipc/contract.ts'
import type { seed } from '../src-renderer/store/testing/seed.ts'

declare global {
  interface Window {
    readonly postil: Bridge
    /** Put into the page by the bench. */
    postilSeed?: typeof seed
  }
}
