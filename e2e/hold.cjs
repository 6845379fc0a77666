/**
 * Loaded before the app (`electron -r`): it becomes ready when Playwright listens, and not before. Playwright calls
 * `__playwright_run` then; a window that was opened earlier could load its page while Playwright attached to it, which
 * Playwright 1.65 never noticed: one start in thirty hung.
 */
const { app } = require('electron')

const ready = app.whenReady()
const listening = Promise.withResolvers()
app.whenReady = () => listening.promise
globalThis.__playwright_run = () => void ready.then(listening.resolve)
