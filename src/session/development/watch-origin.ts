import { isDevelopment } from './is-development.js'

/** Says in development when answers do not count. The answer is only looked at. */
export function watchOrigin(hasOrigins: boolean, answer: Promise<Response>, warn: (status: number) => void): void {
  if (!isDevelopment()) return
  if (!hasOrigins) return warn(0)
  answer.then(
    ({ status }) => {
      // What says "sign in", whichever server it comes from.
      if (/^(?:401|419|440|498)$/.test(`${status}`)) warn(status)
    },
    () => {},
  )
}
