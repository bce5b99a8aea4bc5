/** Under which query parameter the way back is kept where the app names none. */
export const RETURN_PARAM = 'returnTo'

/**
 * The way back that a login page was given: a path of this origin with query and fragment, or `fallback` where there is
 * none, or one that leads elsewhere (`//evil.example`, `/\evil.example`, `javascript:`, user-info, controls).
 *
 * @throws TypeError when `url` is not a URL
 * @see RFC 9700 §4.11 (open redirectors)
 * @example
 * location.assign(returnPath(location.href)) // after signing in
 */
export function returnPath(
  url: string | URL,
  { param = RETURN_PARAM, fallback = '/' }: { readonly param?: string; readonly fallback?: string } = {},
): string {
  const own = new URL(url, globalThis.location?.href)
  return safePath(own.searchParams.get(param) ?? '', own.origin) ?? fallback
}

/** A path of this origin, whatever a browser makes of slashes, backslashes, tabs and schemes; undefined for all else. */
export function safePath(path: string, origin: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- browsers drop these, and what is left may lead elsewhere
  if (!path.startsWith('/') || /^[/\\]{2}|[\\\u0000-\u001f\u007f]/.test(path)) return undefined
  if (!URL.canParse(path, origin)) return undefined
  const target = new URL(path, origin)
  return target.origin === origin ? target.pathname.replace(/^\/{2,}/, '/') + target.search + target.hash : undefined
}
