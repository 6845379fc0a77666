import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { Pool } from '../work/pool.ts'

/** Gives the tests of a file real threads, on the worker as it is built. */
export function useThreads(size: number): () => Pool {
  const folder = mkdtempSync(join(tmpdir(), 'postil-worker-'))
  const pool = new Pool(() => new Worker(join(folder, 'worker.mjs')), size)
  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, '../work/worker.ts'),
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'worker.mjs', chunkFileNames: '[name].mjs' } },
      },
    })
  })
  afterAll(async () => {
    await pool.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return () => pool
}
