import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

const HEARTBEAT_MS = 5_000
const SILENT_MS = 60_000

/**
 * Runs `work` while no other process holds the lock file. A lock left by a process that is gone, or that has been
 * silent for a minute (another machine on the same home folder, a recycled process number), is taken over.
 *
 * The lock saves doing the work twice; it is not what keeps the result whole. Two processes that both find a stale lock
 * may for a moment both hold it, so the work itself must end in an atomic step.
 *
 * @template Result
 * @param {string} file
 * @param {() => Promise<Result>} work
 * @param {{ onWait?: (holder: string) => void, pollMs?: number }} [options]
 * @returns {Promise<Result>}
 */
export async function withLock(file, work, { onWait, pollMs = 500 } = {}) {
  for (let told = false; !(await take(file)); await pause(pollMs)) {
    if (await isStale(file)) {
      await rm(file, { force: true })
    } else if (!told) {
      told = true
      onWait?.(await holderOf(file))
    }
  }
  const heartbeat = setInterval(() => void touch(file), HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    await rm(file, { force: true })
  }
}

/** @param {string} file */
async function take(file) {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(`${process.pid} ${os.hostname()}\n`)
    await handle.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
async function isStale(file) {
  const [holder, status] = await Promise.all([holderOf(file), stat(file).catch(() => undefined)])
  if (status === undefined) return false
  const [pid = '', host = ''] = holder.split(' ')
  if (host === os.hostname() && !isRunning(Number(pid))) return true
  return Date.now() - status.mtimeMs > SILENT_MS
}

/** @param {string} file */
async function holderOf(file) {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim()
}

/** @param {number} pid */
export function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} file */
async function touch(file) {
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
}
