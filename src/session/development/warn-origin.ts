import { inDevelopment, warnOnce } from './warn.js'

/**
 * Tells a developer once that answers do not count: there is no origin at all, as in node, or a server that is not listed
 * refused. `status` is that of the answer.
 */
export function warnOfOrigin(hasOrigins: boolean, url: string, status: number): void {
  inDevelopment(() => {
    if (!hasOrigins) return warnOnce('no-origin')
    const origin = URL.canParse(url) ? new URL(url).origin : 'null'
    if (origin !== 'null') warnOnce('origin-not-listed', `${origin} answered ${status}`)
  })
}
