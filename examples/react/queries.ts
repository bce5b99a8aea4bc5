import { type Query, QueryClient, useQueryClient } from '@tanstack/react-query'
import { isAuthError, type Kind } from 'why401'
import { useAuthEvent } from 'why401/react'
import { user } from '../client/user.ts'

// #region client
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused is not granted for being asked again; why401 repeats what is worth it.
      retry: (count, error) => !isAuthError(error) && count < 2,
      staleTime: Infinity,
      // A sign-in that was declined would be asked for again whenever the window is looked at.
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
  },
})
// #endregion

// #region refetch
/** What was refused for want of a login is read again after a sign-in; what was refused for a key, once that is replaced. */
export function useRefetchAfterAuth(): void {
  const queryClient = useQueryClient()
  useAuthEvent('signed-in', () => {
    void queryClient.invalidateQueries({
      predicate: (query) => failedFor(query, 'reauthenticate') || failedFor(query, 'forbidden'),
    })
  })
  useAuthEvent('integration-fixed', ({ integration }) => {
    void queryClient.invalidateQueries({
      queryKey: ['integrations', integration],
      predicate: (query) => failedFor(query, 'third-party-key-invalid'),
    })
  })
}

/** What waits for the sign-in goes on by itself, and is no failure. */
function failedFor({ state: { fetchStatus, error } }: Query, kind: Kind): boolean {
  return fetchStatus === 'idle' && isAuthError(error) && error.verdict.kind === kind
}
// #endregion

// #region user
// What was read for one user is not for the eyes of the next. What waits for an answer keeps waiting: it settles by itself.
let username = user.get()?.username
user.subscribe((current) => {
  const before = username
  username = current?.username
  if (before === undefined || before === username) return
  for (const query of queryClient.getQueryCache().getAll()) {
    query.setState({ data: undefined, error: null, status: 'pending' })
  }
  if (username !== undefined) void queryClient.invalidateQueries({ fetchStatus: 'idle' })
})
// #endregion
