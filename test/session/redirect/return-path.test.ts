import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { returnPath } from 'why401/session'

afterEach(() => vi.unstubAllGlobals())

const ORIGIN = 'https://app.example'
const login = (path: string): string => `${ORIGIN}/login?returnTo=${encodeURIComponent(path)}`

describe('the way back', () => {
  it.each([
    '/',
    '/reports',
    '/reports/2026?sort=name&dir=up#row-3',
    '/a?returnTo=//evil.example',
    '/a#//evil.example',
    '/a//b',
    '/käse?q=ü',
    '/a%20b',
    '/%2e%2e',
    '/a?b=https://evil.example/',
    '/@evil.example',
    '/:80',
    '/javascript:alert(1)',
    '/?',
    '/%',
  ])('%s is kept: path, query and fragment', (path) => {
    const url = new URL(path, ORIGIN)
    expect(returnPath(login(path))).toBe(url.pathname + url.search + url.hash)
  })

  it.each([
    '',
    'reports',
    '//evil.example',
    '///evil.example',
    '////evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\\/evil.example',
    '/a\\b',
    'https://evil.example',
    'https:/evil.example',
    'https:evil.example',
    'http://evil.example',
    '//evil.example/%2f..',
    '//app.example@evil.example',
    '//user:pass@app.example/',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '\tjavascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://app.example/x',
    'file:///etc',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\u0000/evil.example',
    '/a\u007f',
    '\u0000/a',
    `${ORIGIN}/reports`,
    '/\t\\evil.example',
    '?a',
    '#a',
    '@evil.example',
    '.',
    '..//evil.example',
    '%2Fa',
    '%2F%2Fevil.example',
    '／／evil.example',
    '⁄⁄evil.example',
    '\ufeff//evil.example',
    '//[',
    'null',
    'undefined',
  ])('%j leads to the fallback', (path) => {
    expect(returnPath(login(path))).toBe('/')
    expect(returnPath(login(path), { fallback: '/home' })).toBe('/home')
  })

  it.each([
    // What only looks like a trick: it stays on this origin, as a path.
    ['/.//evil.example', '/evil.example'],
    ['/..//evil.example', '/evil.example'],
    ['/a/..//evil.example', '/evil.example'],
    ['/.///evil.example', '/evil.example'],
    ['/%2e//evil.example', '/evil.example'],
    ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/%252F%252Fevil.example', '/%252F%252Fevil.example'],
    ['/%5Cevil.example', '/%5Cevil.example'],
    ['/%09/evil.example', '/%09/evil.example'],
    ['/／evil.example', '/%EF%BC%8Fevil.example'],
    ['/\u2044evil.example', '/%E2%81%84evil.example'],
    ['/ /evil.example', '/%20/evil.example'],
  ])('%j becomes %s', (path, expected) => {
    const result = returnPath(login(path))
    expect(result).toBe(expected)
    expect(new URL(result, ORIGIN).origin).toBe(ORIGIN)
  })

  it('decodes once, and no more', () => {
    expect(returnPath(`${ORIGIN}/login?returnTo=%2F%2Fevil.example`)).toBe('/')
    expect(returnPath(`${ORIGIN}/login?returnTo=%252F%252Fevil.example`)).toBe('/')
    expect(returnPath(`${ORIGIN}/login?returnTo=/%252F%252Fevil.example`)).toBe('/%2F%2Fevil.example')
  })

  it('the first of several counts, another parameter may be named, and none is the fallback', () => {
    expect(returnPath(`${ORIGIN}/login?returnTo=/a&returnTo=/b`)).toBe('/a')
    expect(returnPath(`${ORIGIN}/login?next=/a&returnTo=/b`, { param: 'next' })).toBe('/a')
    expect(returnPath(`${ORIGIN}/login`, { fallback: '/home' })).toBe('/home')
    expect(returnPath(new URL('/login?returnTo=%2Fa', ORIGIN))).toBe('/a')
  })

  it('a URL without a scheme needs a page', () => {
    expect(() => returnPath('/login?returnTo=/a')).toThrow(TypeError)
    vi.stubGlobal('location', new URL(`${ORIGIN}/x`))
    expect(returnPath('/login?returnTo=/a')).toBe('/a')
  })

  it('of an opaque origin there is no way back', () => {
    expect(returnPath('file:///login?returnTo=/a')).toBe('/')
    expect(returnPath('data:text/html,x?returnTo=/a')).toBe('/')
  })

  it('whatever is given, it is a path that resolves to this origin', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '//',
      '.',
      '..',
      '%2f',
      '%5c',
      '%2e',
      '\t',
      '\n',
      '\r',
      '\0',
      ' ',
      ':',
      '@',
      'evil.example',
      'javascript:',
      'https:',
      '?',
      '#',
      '%',
      '[',
      '\u2044',
      '／',
      '\u00a0',
      '\ufeff',
      '\ud800',
      'a',
    )
    const path = fc.oneof(
      fc.array(piece, { maxLength: 10 }).map((list) => list.join('')),
      fc.array(piece, { maxLength: 10 }).map((list) => `/${list.join('')}`),
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(path, fc.boolean(), (text, raw) => {
        const url = raw
          ? `${ORIGIN}/login?returnTo=${text.replaceAll('#', '')}`
          : `${ORIGIN}/login?${new URLSearchParams({ returnTo: text.toWellFormed() })}`
        const result = returnPath(url)
        const target = new URL(result, `${ORIGIN}/login/deep`)
        // Also not something that becomes another thing when it is read again.
        return (
          /^\/(?![/\\])/.test(result) &&
          target.origin === ORIGIN &&
          target.username + target.password === '' &&
          target.pathname + target.search + target.hash === result
        )
      }),
      { numRuns: 2_000, seed: 401 },
    )
  })
})
