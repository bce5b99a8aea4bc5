import { overGraphql, operations, type Setup } from '../setup.ts'
// #region setup
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import type { Auth } from 'why401'

export function createApollo(auth: Auth, uri: string): ApolloClient {
  const apollo = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri, fetch: auth.strictFetch }) })
  auth.on('signed-in', () => void apollo.refetchQueries({ include: 'active' }))
  return apollo
}
// #endregion

export const setup: Setup = {
  name: 'Apollo Client',
  page: 'graphql',
  package: '@apollo/client',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const apollo = createApollo(auth, `${base}/graphql`)
    const send = async (operation: string): Promise<unknown> => {
      const { data, error } = operation.startsWith('mutation')
        ? await apollo.mutate({ mutation: gql(operation) })
        : await apollo.query({ query: gql(operation), fetchPolicy: 'network-only' })
      if (error) throw error
      return data
    }
    const watched = (pollInterval: number) =>
      apollo.watchQuery({ query: gql(operations.loadReports), pollInterval, fetchPolicy: 'network-only' })
    return {
      ...overGraphql(send),
      pollReports: async (enough) => {
        let newest: unknown
        const polled = watched(5).subscribe(({ error }) => {
          newest = error ?? newest
        })
        await enough
        polled.unsubscribe()
        throw newest
      },
      reloadReports: (signIn) =>
        new Promise((resolve) => {
          watched(0).subscribe(({ data, error }) => {
            if (error) signIn()
            if (data) resolve(data)
          })
        }),
    }
  },
}
