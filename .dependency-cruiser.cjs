/** The walls of the house: imports point one way. See ARCHITECTURE.md. */

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const TESTS = '(\\.test\\.ts$|/testing/)'
const outside = (/** @type {string} */ allowed) => ({
  path: '^(src-|e2e/|scripts/|resources/|electron\\.vite)',
  pathNot: allowed,
})

module.exports = {
  forbidden: [
    forbid('no-cycle', 'A cycle has no bottom to start reading from.', {}, { circular: true }),
    forbid(
      'not-to-unresolvable',
      'The file or package does not exist.',
      {},
      { couldNotResolve: true, pathNot: '\\.svelte$' },
    ),

    forbid('core-sees-only-core', 'src-core is pure.', { path: '^src-core/' }, outside('^(src-core/|resources/)')),
    forbid(
      'core-without-platform',
      'src-core knows no Node, Electron, Svelte or Dexie.',
      { path: '^src-core/', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'core-without-platform-packages',
      'src-core knows no Node, Electron, Svelte or Dexie.',
      { path: '^src-core/', pathNot: TESTS },
      {
        path: 'node_modules/(electron|svelte|@sveltejs|dexie|bits-ui|@lucide|@tanstack|chokidar|commander|vite|vitest)/',
      },
    ),
    forbid(
      'main-sees-core',
      'src-main imports src-core.',
      { path: '^src-main/' },
      outside('^(src-core|src-main|resources)/'),
    ),
    forbid(
      'main-without-renderer-packages',
      'The interface libraries belong to the renderer.',
      { path: '^src-main/' },
      { path: 'node_modules/(svelte|dexie|bits-ui|@lucide|@tanstack)/' },
    ),
    forbid(
      'cli-without-electron',
      'The command runs on plain Node.',
      { path: '^src-main/cli/' },
      { path: 'node_modules/electron/' },
    ),
    forbid(
      'main-meets-renderer-in-types',
      'src-renderer shares only the types of the contract with src-main.',
      { path: '^src-renderer/' },
      { path: '^src-main/', pathNot: '^src-main/ipc/contract\\.ts$' },
    ),
    forbid(
      'contract-is-types-only',
      'The contract is imported with `import type`.',
      { path: '^src-renderer/' },
      { path: '^src-main/ipc/contract\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'renderer-sees-core',
      'src-renderer imports src-core.',
      { path: '^src-renderer/' },
      outside('^(src-core/|src-renderer/|resources/|src-main/ipc/contract\\.ts$)'),
    ),
    forbid(
      'renderer-without-node',
      'The renderer is sandboxed.',
      { path: '^src-renderer/', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'renderer-without-electron',
      'The renderer is sandboxed.',
      { path: '^src-renderer/' },
      { path: 'node_modules/(electron|chokidar|commander)/' },
    ),

    forbid(
      'store-at-the-bottom',
      'store and workers stand on src-core alone.',
      { path: '^src-renderer/(store|workers)/' },
      { path: '^src-renderer/(session|features|app|ui)/' },
    ),
    forbid(
      'session-below-features',
      'session stands on store and workers.',
      { path: '^src-renderer/session/' },
      { path: '^src-renderer/(features|app)/' },
    ),
    forbid(
      'features-apart',
      'No feature imports another; what they share lives below them.',
      { path: '^src-renderer/features/([^/]+)/' },
      { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    ),
    forbid(
      'features-below-app',
      'Only the shell composes.',
      { path: '^src-renderer/features/' },
      { path: '^src-renderer/app/' },
    ),
    forbid(
      'ui-knows-no-domain',
      'A primitive knows no domain.',
      { path: '^src-renderer/ui/' },
      { path: '^src-renderer/(store|workers|session|features|app)/' },
    ),
    forbid(
      'i18n-beside',
      'Words know nothing of what shows them.',
      { path: '^src-renderer/i18n/' },
      { path: '^src-renderer/(store|workers|session|features|app|ui)/' },
    ),
    forbid(
      'only-store-knows-dexie',
      'store is the only importer of Dexie.',
      { path: '^src-', pathNot: '^src-renderer/store/' },
      { path: 'node_modules/dexie/' },
    ),
    forbid(
      'product-without-tests',
      'What is shipped imports no test help.',
      { path: '^src-', pathNot: TESTS },
      { path: '(\\.test\\.ts$|/testing/|node_modules/(vitest|fast-check|fake-indexeddb)/)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|test-results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
    },
  },
}
