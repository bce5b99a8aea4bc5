import type { SessionSnapshot } from './renewal-options.js'

/**
 * A request that was made as one user is not sent as another. Nobody is signed in after a mere sign-out.
 *
 * @throws DOMException `AbortError` when another user may be signed in than at the snapshot
 */
export function assertSameLogin(
  { barrier, user }: Pick<SessionSnapshot, 'barrier' | 'user'>,
  state: { readonly barrier: number; readonly login: string },
  now: string | undefined,
): void {
  const isKnown = user !== undefined && now !== undefined
  const isOther = isKnown ? user !== now : barrier !== state.barrier && state.login !== 'signed-out'
  if (isOther) throw new DOMException('The user changed before the request was sent', 'AbortError')
}
