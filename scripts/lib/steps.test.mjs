import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, tallyOf } from './steps.mjs'

const count = () => ({ passed: 3, failed: 0, skipped: 0 })

describe('tallyOf', () => {
  it.each([
    ['all passed', 0, {}, count, 0],
    ['the runner failed though no test did: an unhandled rejection', 1, {}, count, 1],
    ['the runner crashed before its report', 1, undefined, count, 1],
    ['no report though all seemed well', 0, undefined, count, 1],
    ['no test was found', 0, {}, () => ({ passed: 0, failed: 0, skipped: 0 }), 1],
    ['a test failed', 1, {}, () => ({ passed: 3, failed: 2, skipped: 0 }), 2],
  ])('%s', (_name, code, report, counted, failed) => {
    expect(tallyOf(code, report, counted).failed).toBe(failed)
  })
})

describe('countVitest', () => {
  it('counts a file that could not even be loaded as a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'passed', assertionResults: [{}] },
      ],
    }
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 })
  })
})

describe('countPlaywright', () => {
  it('counts a flaky story as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 }
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 2, skipped: 1 })
  })

  it('counts an error outside every story, such as a file that does not compile', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }
    expect(countPlaywright({ stats, errors: [{ message: 'SyntaxError' }] })).toEqual({
      passed: 4,
      failed: 1,
      skipped: 0,
    })
  })
})
