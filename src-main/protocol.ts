import { protocol, type ProtocolResponse, type Session } from 'electron'
import { assetPath, mediaType } from './assets.ts'
import { APP_HOST, APP_SCHEME, HEADERS } from './policy.ts'

/** Chromium's number for a file that is not there. */
const FILE_NOT_FOUND = -6

/** Must run before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }])
}

/** Serves the built page, and nothing outside its folder. */
export function serveApp({ protocol: scheme }: Session, folder: string): void {
  // Why not `protocol.handle`: docs/decisions/0012-page-files.md.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  scheme.registerFileProtocol(APP_SCHEME, ({ url, method }, respond) => respond(answer(folder, url, method)))
}

function answer(folder: string, requested: string, method: string): ProtocolResponse {
  const { host, pathname } = new URL(requested)
  const path = host === APP_HOST && method === 'GET' ? assetPath(folder, pathname) : null
  if (path === null) return { error: FILE_NOT_FOUND }
  return { path, headers: { ...HEADERS, 'Content-Type': mediaType(path) } }
}
