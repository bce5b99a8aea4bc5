import { type Query, QueryClient, useQueryClient } from '@tanstack/react-query'
import { isAuthError, type Kind } from 'why401'
import { useAuthEvent } from 'why401/react'
import { Stopped } from '../client/stop.ts'
import { onUserGone, user } from '../client/user.ts'

// #region client
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // No retries: the server refuses an equal request again, and why401 already repeats those that can succeed.
      retry: (count, error) => !isAuthError(error) && !(error instanceof Stopped) && count < 2,
      staleTime: Infinity,
      // With refetches on focus, a user who declined to sign in would be asked again at each focus.
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
  },
})
// #endregion

// #region refetch
/** Reads again after a sign-in what was refused without a login, and after a fix what was refused because of a key. */
export function useRefetchAfterAuth(): void {
  const client = useQueryClient()
  useAuthEvent('signed-in', () => {
    void client.invalidateQueries({
      predicate: (query) => failedFor(query, 'reauthenticate') || failedFor(query, 'forbidden'),
    })
  })
  useAuthEvent('integration-fixed', ({ integration }) => {
    void client.invalidateQueries({
      queryKey: ['integrations', integration],
      predicate: (query) => failedFor(query, 'third-party-key-invalid'),
    })
  })
}

/** A query that waits for the sign-in goes on by itself; it has not failed. */
function failedFor({ state: { fetchStatus, error } }: Query, kind: Kind): boolean {
  return fetchStatus === 'idle' && isAuthError(error) && error.verdict.kind === kind
}
// #endregion

// #region user
// The next user must not see the data of the one before. Queries in flight stay: they settle by themselves.
onUserGone(() => {
  for (const query of queryClient.getQueryCache().getAll()) {
    query.setState({ data: undefined, error: null, status: 'pending' })
  }
  if (user.get() !== undefined) void queryClient.invalidateQueries({ fetchStatus: 'idle' })
})
// #endregion
