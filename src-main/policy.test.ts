import { describe, expect, it } from 'vitest'
import { APP_URL, HEADERS, homeOf, isHome, mayLoad, silence } from './policy.ts'

const HOME = homeOf(true, undefined)
const DEV = homeOf(false, 'http://localhost:5173')

it('believes a development server only while it is developed', () => {
  expect(DEV).toEqual({ url: 'http://localhost:5173', dev: true })
  expect(homeOf(true, 'http://localhost:5173')).toEqual({ url: APP_URL, dev: false })
})

describe('a request', () => {
  it.each([
    ['app://postil/', true],
    ['app://postil/assets/index.js?v=1', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['app://postil.evil/', false],
    ['app://evil/', false],
    ['https://postil/', false],
    ['http://localhost:5173/', false],
    ['file:///etc/passwd', false],
    ['ws://localhost/', false],
    ['not a url', false],
  ])('for %s passes: %s', (url, passes) => {
    expect(mayLoad(HOME, url)).toBe(passes)
  })

  it.each([
    ['http://localhost:5173/app/main.ts', true],
    ['ws://localhost:5173/', true],
    ['http://localhost:5174/', false],
    ['https://example.org/', false],
  ])('for %s passes in development: %s', (url, passes) => {
    expect(mayLoad(DEV, url)).toBe(passes)
  })
})

it('is at home on its own pages only', () => {
  expect(isHome(HOME, 'app://postil/index.html#x')).toBe(true)
  expect(isHome(HOME, 'app://postil@evil/')).toBe(false)
  expect(isHome(HOME, 'about:blank')).toBe(false)
})

it('lets no directive of the policy run what is inline, evaluated or foreign', () => {
  const policy = HEADERS['Content-Security-Policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*|blob:/)
})

it('resolves no name at all, but the development server’s in development', () => {
  const rules = (home: typeof HOME) => silence(home).find(([name]) => name === 'host-resolver-rules')?.[1]
  expect(rules(HOME)).toBe('MAP * ~NOTFOUND')
  expect(rules(DEV)).toBe('MAP * ~NOTFOUND , EXCLUDE localhost')
})
