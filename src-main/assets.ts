import { extname, join, sep } from 'node:path'

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** The media type of a file of the page; what is not listed is only bytes. */
export function mediaType(path: string): string {
  return MEDIA_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
}

/** The file that a URL's path means, `/` being the page itself; null for one that is malformed or leads out of the folder. */
export function assetPath(folder: string, pathname: string): string | null {
  const name = decode(pathname)
  if (name === null || /[\0\\:]/.test(name)) return null
  const path = join(folder, name.endsWith('/') ? `${name}index.html` : name)
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : null
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}
