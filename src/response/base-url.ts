/**
 * What `fetch` resolves a relative URL against (HTML §4.2.3, Fetch §5.6): `<base href>` counts in a page; a worker has its
 * own address; elsewhere there is none.
 *
 * @example
 * const url = new URL('/api/reports', baseUrl())
 */
export function baseUrl(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href
}

/**
 * Origin and path; '' where there is no such URL.
 *
 * @example
 * bareUrl('https://app.example/reports?token=x') // 'https://app.example/reports'
 */
export function bareUrl(url: string): string {
  try {
    const { origin, pathname } = new URL(url, baseUrl())
    return origin === 'null' ? '' : origin + pathname
  } catch {
    return ''
  }
}
