#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { run } from './run.ts'

// A reader that closes the pipe early (head) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

// Leaving through exit lets whatever is half written be taken away.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

const { stdin, stdout, stderr } = process
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, version: ownVersion() })

/** Two folders up both in the source and in what is built from it. */
function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return known ? String(manifest.version) : '0'
}
