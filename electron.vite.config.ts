import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { readdirSync } from 'node:fs'
import path from 'node:path'

// The stand-in Electron (33) is the oldest program the code runs on, so it sets the targets.
const NODE = 'node20.18'
const CHROME = 'chrome130'

// All packages are devDependencies and end up inside the bundles: nothing but electron and Node's own modules is required at run time.
export default defineConfig({
  main: {
    build: {
      target: NODE,
      sourcemap: true,
      rolldownOptions: {
        input: { main: 'src-main/main.ts', postil: 'src-main/cli/postil.ts', ...workers('src-main') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      rolldownOptions: {
        input: { preload: 'src-main/preload.ts' },
        // a sandboxed preload cannot be an ES module
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte({ configFile: '../svelte.config.js' })],
    build: {
      target: CHROME,
      sourcemap: true,
      minify: true,
      // a data: URL would be refused by the content security policy
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: path.resolve('src-renderer/index.html'),
        // What the first picture needs is one file, and what opening a folder needs another: a file of its own for every
        // shared module costs the start more than it saves.
        output: {
          codeSplitting: {
            groups: [
              { name: 'start', tags: ['$initial'], priority: 2 },
              { name: 'folder', test: /[\\/](?:open-project\.ts|LibraryView\.svelte)$/, priority: 1 },
            ],
          },
        },
      },
    },
    worker: { format: 'es' },
  },
})

/** Every thread of the main process is an entry of its own beside main.js: `src-main/corpus/scan-worker.ts` is `scan-worker.js`. */
function workers(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('worker.ts'))
  return Object.fromEntries(files.map((name) => [path.parse(name).name, path.join(folder, name)]))
}
