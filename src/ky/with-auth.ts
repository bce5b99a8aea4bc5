import { type Hooks, isHTTPError, type KyInstance } from 'ky'
import { type Auth, fetchWith, verdictOf } from '../fetch/index.js'
import { AuthError } from '../session/index.js'
import { takeOverTimeout, withTimeout } from './timeout.js'

type Fetch = typeof globalThis.fetch
type Init = NonNullable<Hooks['init']>[number]

/** Fetches that join a session already. */
const ours = new WeakSet<Fetch>()

/**
 * Attaches a session to a ky instance: refusals renew, replay and emit, and what is thrown for them is an `AuthError`
 * whose `cause` is ky's `HTTPError`. ky's `timeout` (ms) bounds each attempt; waiting for a person is not charged to it.
 *
 * @throws TypeError when `ky` is not a ky instance, or `auth` does not come from `createAuth`
 * @example
 * const api = withAuth(ky.create({ prefix: '/api' }), auth)
 * const reports = await api.get('reports').json()
 */
export function withAuth(ky: KyInstance, auth: Auth): KyInstance {
  if (typeof ky?.extend !== 'function') throw new TypeError('withAuth: `ky` must be a ky instance')
  const join = (own: Fetch | undefined): Fetch => {
    const joined = fetchWith(
      auth,
      withTimeout((input, init) => (own ?? globalThis.fetch)(input, init)),
    )
    ours.add(joined)
    return joined
  }
  // A fetch that is given later, to `extend` or to one call, is a carrier too.
  const rejoin: Init = (options) => {
    if (options.fetch === undefined || !ours.has(options.fetch)) options.fetch = join(options.fetch)
  }
  return ky.extend((parent) => ({
    fetch: join(parent.fetch),
    hooks: { init: [rejoin, takeOverTimeout], beforeError: [toAuthError] },
  }))
}

const toAuthError: NonNullable<Hooks['beforeError']>[number] = ({ error }) => {
  if (!isHTTPError(error)) return error
  const verdict = verdictOf(error.response)
  return verdict === undefined || verdict.kind === 'none'
    ? error
    : new AuthError(verdict, { cause: error, response: error.response })
}
