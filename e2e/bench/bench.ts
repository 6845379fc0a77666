/**
 * What a bench gets. A file `e2e/bench/*.bench.ts` exports functions `(bench: Bench) => Promise<readonly Measured[]>`;
 * `npm run bench` calls them one after the other, alone on the machine, and sums their samples up.
 */
export interface Bench {
  /** The Electron to start. */
  readonly program: string
  /** The checkout, which is also the built app: `[root, '--user-data-dir=…', folder]` starts it. */
  readonly root: string
  /** An empty folder of the bench's own, removed afterwards. */
  readonly scratch: string
}

/** One row of the table. */
export interface Measured {
  readonly name: string
  readonly unit: 'ms' | 'MB' | '×' | '%'
  /** Every sample that was taken; none is thrown away. */
  readonly samples: readonly number[]
  /** What should not be exceeded by the median or, where that is said, by 95 of 100 samples or by any. */
  readonly atMost?: number
  readonly limits?: 'median' | 'p95' | 'max'
}
