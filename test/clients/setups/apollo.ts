import { overGraphql, type Setup } from '../setup.ts'
// #region setup
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import type { Auth } from 'why401'

export function createApollo(auth: Auth, uri: string): ApolloClient {
  return new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri, fetch: auth.strictFetch }) })
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
    const client = overGraphql(send)
    return {
      ...client,
      pollReports: async (enough) => {
        let newest: unknown
        const polled = apollo
          .watchQuery({ query: gql('query Reports { reports { id } }'), pollInterval: 5, fetchPolicy: 'network-only' })
          .subscribe(({ error }) => {
            newest = error ?? newest
          })
        await enough
        polled.unsubscribe()
        throw newest
      },
    }
  },
}
