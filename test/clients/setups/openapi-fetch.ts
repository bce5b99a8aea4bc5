import { overRest, type Setup } from '../setup.ts'
// #region setup
import createClient, { type Client } from 'openapi-fetch'
import type { Auth } from 'why401'
import type { paths } from '../generated/paths.ts' // by openapi-typescript

export function createApi(auth: Auth, base: string): Client<paths> {
  return createClient<paths>({ baseUrl: base, fetch: auth.strictFetch })
}
// #endregion

/** A result with an error is what the app catches. */
async function dataOf(result: Promise<{ data?: unknown; error?: unknown; response: Response }>): Promise<unknown> {
  const { data, error, response } = await result
  if (!response.ok || error !== undefined) throw { error, response }
  return data
}

export const setup: Setup = {
  name: 'openapi-fetch',
  page: 'openapi-fetch',
  package: 'openapi-fetch',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    const api = createApi(auth, base)
    return overRest({
      get: (path) => dataOf(api.GET(path)),
      post: (path, body) => dataOf(api.request('post', path, { body: body as never })),
    })
  },
}
