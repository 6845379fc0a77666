import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

const PROJECTS = [
  'tsconfig.json',
  'src-core/tsconfig.json',
  'src-core/tsconfig.test.json',
  'src-main/tsconfig.json',
  'src-renderer/tsconfig.json',
  'src-renderer/tsconfig.test.json',
  'e2e/tsconfig.json',
  'scripts/tsconfig.json',
]

const TYPED = ['**/*.ts', '**/*.mjs', '**/*.js', '**/*.svelte']
const TESTS = ['**/*.test.ts', '**/*.test.mjs', '**/testing/**', 'e2e/**']

const DOUBLE_ASSERTION = {
  selector: 'TSAsExpression > TSAsExpression',
  message: 'No double assertion: parse the value instead.',
}

const BARRELS = ['ExportAllDeclaration', 'ExportNamedDeclaration[source]'].map((selector) => ({
  selector,
  message: 'No barrel files: import the file that holds the thing.',
}))

export default defineConfig(
  {
    ignores: [
      '**/.*/',
      'node_modules/',
      'out/',
      'dist/',
      'test-results/',
      'bench-results/',
      '.dependency-cruiser.cjs',
      'e2e/hold.cjs',
      'scripts/electron/launcher/',
      'e2e/bench/empty-app/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    files: TYPED,
    languageOptions: {
      parserOptions: { project: PROJECTS, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser, svelteConfig } },
    // big data lives in `$state.raw` or under a version signal: a reactive map would be a proxy per entry
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: TYPED,
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-restricted-syntax': ['error', ...BARRELS, DOUBLE_ASSERTION],
      'max-lines-per-function': ['error', { max: 80, skipComments: true, skipBlankLines: true }],
      'max-lines': ['error', { max: 500, skipBlankLines: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // a handler that returns nothing may be written as an expression, and reading a signal for its sake as `void this.#version`
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // spreading a string gives code points, which is what is meant wherever it is done here
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // a brand or a schema's type parameter often stands alone in a signature
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      // the markup and script of a component are one "program" and a snippet is no function
      'max-lines-per-function': 'off',
      // what comes out of another component or a snippet is `any` to ESLint; svelte-check does know its type
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      'svelte/button-has-type': 'error',
      'svelte/no-unused-props': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/no-inspect': 'error',
      'svelte/no-unused-svelte-ignore': 'error',
      'svelte/require-each-key': 'error',
      'svelte/prefer-style-directive': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      // `let { a } = $props()` is what Svelte's own documentation writes
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$state', '$derived'] }],
    },
  },
  {
    files: TESTS,
    rules: {
      // a fixture file hands Playwright's `expect` on with its own `test`
      'no-restricted-syntax': ['error', DOUBLE_ASSERTION],
      'max-lines-per-function': 'off',
      '@typescript-eslint/require-await': 'off',
      // `expect.any(Number)` and the JSON that was just written are `any`
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // the command and the scripts speak to a terminal; scripts are plain JavaScript with JSDoc types over untyped JSON
    files: ['scripts/**', 'src-main/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', '*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
)
