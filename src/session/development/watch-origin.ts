import type { Session } from '../session.js'

declare const process: { readonly env?: { readonly NODE_ENV?: string } } | undefined

/**
 * A request went to an origin that is not listed: in development, a developer is told once when that was refused. The answer is
 * only looked at.
 */
export function watchUnlisted(
  session: Pick<Session, 'options' | 'origins' | 'hint'>,
  url: string,
  answer: Promise<Response>,
): void {
  // Bundlers replace `process.env.NODE_ENV`, and leave out the rest in production. In a page without one there is no `process`.
  if (typeof process === 'undefined' || !process.env || process.env.NODE_ENV === 'production') return
  const { options, origins } = session
  const hasOrigins = options.origins !== undefined || origins.size > 0
  const warn = (status: number): void => session.hint((engine) => engine.warnOfOrigin(hasOrigins, url, status))
  if (!hasOrigins) return warn(0)
  answer.then(
    ({ status }) => {
      // What says "sign in", whichever server it comes from.
      if (/^(?:401|419|440|498)$/.test(`${status}`)) warn(status)
    },
    () => {},
  )
}
