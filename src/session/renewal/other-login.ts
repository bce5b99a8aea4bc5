import type { SessionSnapshot } from './renewal-options.js'

/** Whether another user may be signed in than at `snapshot`; nobody is signed in after a mere sign-out. */
export function isAnotherLogin(
  { barrier, user }: Pick<SessionSnapshot, 'barrier' | 'user'>,
  state: { readonly barrier: number; readonly login: string },
  now: string | undefined,
): boolean {
  if (user !== undefined && now !== undefined) return user !== now
  return barrier !== state.barrier && state.login !== 'signed-out'
}

/** What a request rejects with that was made as one user, and would be sent as another. */
export function otherLoginError(): DOMException {
  return new DOMException('The user changed before the request was sent', 'AbortError')
}
