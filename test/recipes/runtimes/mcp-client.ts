import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Auth } from 'why401'

// #region recipe
/** @throws AuthError (as a rejection, here and from each call of the client) when the server refused */
export async function connect(auth: Auth, server: URL): Promise<Client> {
  const client = new Client({ name: 'app', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(server, { fetch: auth.strictFetch }))
  return client
}
// #endregion
