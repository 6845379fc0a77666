/**
 * A reason to stop that a person can act on: the message says what is wrong and what to do next.
 * Anything else that is thrown is a bug and keeps its stack.
 */
export class Stop extends Error {}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/**
 * Runs a script's whole work and turns its end into an exit code: the number it gives, 1 for a `Stop` or a bug.
 * @param {() => Promise<number | void>} work
 */
export async function runScript(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(
      `\n${error instanceof Stop ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
  }
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
