import { isDevelopment, warnOnce } from './warn.js'

/** What says "sign in", whichever server it comes from. */
const refusals: ReadonlySet<number> = new Set([401, 419, 440, 498])

/**
 * Tells a developer once that answers do not count: there is no origin at all, as in node, or a server that is not listed
 * refused. `defaults` are the origins where the app named none; undefined where it did. The answer is only looked at.
 */
export function warnOfOrigin(defaults: ReadonlySet<string> | undefined, url: string, answer: Promise<Response>): void {
  if (!isDevelopment()) return
  if (defaults?.size === 0) {
    return warnOnce(
      'no-origin',
      'there is no page here, and so no origin of its own: no answer counts, and no credential is sent. Give createAuth the option `origins`',
    )
  }
  answer.then(
    ({ status }) => {
      const origin = URL.canParse(url) ? new URL(url).origin : 'null'
      if (!refusals.has(status) || origin === 'null') return
      warnOnce(
        'origin-not-listed',
        `${origin} answered ${status}, and nothing follows, because the option \`origins\` does not list it`,
      )
    },
    () => {},
  )
}
