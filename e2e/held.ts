import { join } from 'node:path'

/**
 * How to start a program so that Playwright is there before its first window. Playwright sees to that itself for the
 * Electron of `node_modules`, but not for a program that is named to it.
 */
export function held(program: string | undefined): {
  readonly executablePath?: string
  readonly args: readonly string[]
} {
  return program ? { executablePath: program, args: ['-r', join(import.meta.dirname, 'hold.cjs')] } : { args: [] }
}
