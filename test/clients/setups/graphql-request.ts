import { overGraphql, type Setup } from '../setup.ts'
// #region setup
import { GraphQLClient } from 'graphql-request'
import type { Auth } from 'why401'

export function createApi(auth: Auth, url: string): GraphQLClient {
  return new GraphQLClient(url, { fetch: auth.strictFetch })
}
// #endregion

export const setup: Setup = {
  name: 'graphql-request',
  page: 'graphql',
  package: 'graphql-request',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createApi(auth, `${base}/graphql`)
    return overGraphql((operation) => api.request(operation))
  },
}
