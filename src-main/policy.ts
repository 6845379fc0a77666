export const APP_SCHEME = 'app'
export const APP_HOST = 'postil'
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What every answer of the page's own scheme carries. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
}

/** Where the page lives: built into the app, or on the development server. */
export interface Home {
  readonly url: string
  readonly dev: boolean
}

/** The development server is believed only by an app that is not packaged. */
export function homeOf(packaged: boolean, devServer: string | undefined): Home {
  return !packaged && devServer ? { url: devServer, dev: true } : { url: APP_URL, dev: false }
}

/** Whether a URL belongs to the page. `URL.origin` would not do: it is `null` for every scheme that Node does not know. */
export function isHome(home: Home, url: string): boolean {
  if (!URL.canParse(url)) return false
  const [ours, theirs] = [new URL(home.url), new URL(url)]
  return ours.protocol === theirs.protocol && ours.host === theirs.host
}

/** Whether a request may be made at all: the page's own, its development server's, and the developer tools' own pages. */
export function mayLoad(home: Home, url: string): boolean {
  if (isHome(home, url) || url.startsWith('devtools://')) return true
  return home.dev && isHome({ ...home, url: home.url.replace(/^http/, 'ws') }, url)
}

/** Parts of Chromium that speak to the network by themselves, or listen to it. */
const SILENT_FEATURES = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'Reporting',
  'SafeBrowsing',
  'SpareRendererForSitePerProcess',
  'Translate',
  'WebRtcHideLocalIpsWithMdns',
] as const

/**
 * Command line switches (name, value) that keep Chromium off the network: nothing in Postil asks for it, and no name or
 * address resolves for what is left.
 */
export function silence(home: Home): readonly (readonly [string, string?])[] {
  const exceptions = home.dev ? ` , EXCLUDE ${new URL(home.url).hostname}` : ''
  return [
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
    ['disable-client-side-phishing-detection'],
    ['disable-default-apps'],
    ['disable-sync'],
    ['disable-breakpad'],
    ['no-pings'],
    ['no-proxy-server'],
    ['dns-prefetch-disable'],
    ['host-resolver-rules', `MAP * ~NOTFOUND${exceptions}`],
    ['disable-features', SILENT_FEATURES.join(',')],
  ]
}
