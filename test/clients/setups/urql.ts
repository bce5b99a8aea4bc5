import { notePartial } from '../cell.ts'
import { overGraphql, type Setup } from '../setup.ts'
// #region setup
import { Client, fetchExchange } from '@urql/core'
import type { Auth } from 'why401'

export function createUrql(auth: Auth, url: string): Client {
  return new Client({ url, exchanges: [fetchExchange], fetch: auth.fetch, preferGetMethod: false })
}
// #endregion

export const setup: Setup = {
  name: 'urql',
  page: 'graphql',
  package: '@urql/core',
  ways: ['fetch', 'strictFetch'],
  connect: ({ auth, base }) => {
    const urql = createUrql(auth, `${base}/graphql`)
    return overGraphql(async (operation) => {
      const sent = operation.startsWith('mutation') ? urql.mutation(operation, {}) : urql.query(operation, {})
      const { data, error } = await sent.toPromise()
      if (error) throw notePartial(error, data)
      return data as unknown
    })
  },
}
