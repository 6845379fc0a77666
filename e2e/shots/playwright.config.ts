import { defineConfig } from '@playwright/test'

// `npm run shots`: the README's pictures, taken from the real app on the sample articles.
export default defineConfig({ testDir: '.', testMatch: '*.shots.ts', workers: 1, reporter: 'line', timeout: 90_000 })
