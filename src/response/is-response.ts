/**
 * Whether a value can be read as a `Response`, by its shape: other realms, polyfills and tests have classes of their own.
 *
 * @example
 * isResponse({ status: 401 }) // false: there are no headers
 */
export function isResponse(value: unknown): value is Response {
  const { status, clone, headers } = (value ?? {}) as { readonly [name in 'status' | 'clone' | 'headers']?: unknown }
  if (typeof status !== 'number' || typeof clone !== 'function') return false
  const { get, [Symbol.iterator]: iterate } = (headers ?? {}) as { get?: unknown; [Symbol.iterator]?: unknown }
  return typeof get === 'function' && typeof iterate === 'function'
}
