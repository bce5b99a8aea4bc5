/**
 * A URL from a server, fit to be offered to a person: http(s), without user-info, and where `origins` are given, on one
 * of them. Undefined otherwise. Relative ones count from `base`.
 *
 * @example
 * vetUrl('/login', 'https://app.example/api') // 'https://app.example/login'
 */
export function vetUrl(url: string, base: string, origins?: readonly string[]): string | undefined {
  try {
    const vetted = new URL(url, base)
    if (
      (vetted.protocol !== 'https:' && vetted.protocol !== 'http:') ||
      vetted.username !== '' ||
      vetted.password !== ''
    ) {
      return undefined
    }
    return origins === undefined || origins.includes(vetted.origin) ? vetted.href : undefined
  } catch {
    return undefined
  }
}
