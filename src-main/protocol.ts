import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { errorCode } from './files/errors.ts'
import { assetPath, mediaType } from './assets.ts'
import { APP_HOST, APP_SCHEME, HEADERS } from './policy.ts'

/** Must run before the app is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }])
}

/** Serves the built page, and nothing outside its folder. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url)
    const path = url.host === APP_HOST && request.method === 'GET' ? assetPath(folder, url.pathname) : null
    return path === null ? notFound() : answer(path)
  })
}

async function answer(path: string): Promise<Response> {
  try {
    const body = await readFile(path)
    return new Response(body, { headers: { ...HEADERS, 'Content-Type': mediaType(path) } })
  } catch (error) {
    if (!errorCode(error)) throw error
    return notFound()
  }
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { ...HEADERS, 'Content-Type': 'text/plain' } })
}
