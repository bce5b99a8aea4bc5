/**
 * What `fetch` resolves a relative URL against (HTML §4.2.3, Fetch §5.6): `<base href>` counts in a page; a worker has its
 * own address; elsewhere there is none.
 */
export function baseUrl(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href
}
