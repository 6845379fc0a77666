import type { Bridge } from '../src-main/ipc/contract.ts'
import type { seed, seedTags } from '../src-renderer/store/testing/seed.ts'

declare global {
  interface Window {
    readonly postil: Bridge
    /** Put into the page by the bench, as is the next. */
    postilSeed?: { readonly seed: typeof seed; readonly seedTags: typeof seedTags }
    postilFelt?: Promise<number>
  }
}
