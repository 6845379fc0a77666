import { defineConfig } from '@playwright/test'

const isCI = process.env['CI'] === 'true'

// `npm run e2e` starts this with POSTIL_ELECTRON naming the program (scripts/electron finds or fetches it) and a display.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: false,
  forbidOnly: isCI,
  retries: 0,
  workers: 1,
  timeout: isCI ? 180_000 : 90_000,
  expect: { timeout: isCI ? 20_000 : 10_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
