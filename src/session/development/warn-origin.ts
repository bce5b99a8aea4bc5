import { warnOnce } from './warn.js'

/**
 * Tells a developer once that answers do not count: there is no origin at all, as in node, or a server that is not listed
 * refused. `status` is that of the answer.
 */
export function warnOfOrigin(hasOrigins: boolean, url: string, status: number): void {
  if (!hasOrigins) {
    return warnOnce(
      'no-origin',
      'there is no page here, and so no origin of its own: no answer counts, and no credential is sent. Give createAuth the option `origins`',
    )
  }
  const origin = URL.canParse(url) ? new URL(url).origin : 'null'
  if (origin === 'null') return
  warnOnce(
    'origin-not-listed',
    `${origin} answered ${status}, and nothing follows, because the option \`origins\` does not list it`,
  )
}
