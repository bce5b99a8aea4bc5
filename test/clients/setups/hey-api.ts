import { batch, secretQuery, type Setup, wrongLogin } from '../setup.ts'
// #region setup
import type { Auth } from 'why401'
import { client } from '../generated/hey-api/client.gen'

export function connectClient(auth: Auth, base: string): void {
  client.setConfig({ baseUrl: base, fetch: auth.strictFetch, throwOnError: true })
}
// #endregion
import * as sdk from '../generated/hey-api/sdk.gen'

async function dataOf(result: Promise<{ data: unknown }>): Promise<unknown> {
  return (await result).data
}

const throwOnError = true

export const setup: Setup = {
  name: 'hey-api',
  page: 'generated',
  package: '@hey-api/openapi-ts',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    connectClient(auth, base)
    return {
      loadReports: () => dataOf(sdk.getReports({ throwOnError })),
      signIn: () => dataOf(sdk.signIn({ body: wrongLogin, throwOnError })),
      loadAudit: () => dataOf(sdk.getAudit({ throwOnError })),
      loadForecast: () => dataOf(sdk.getForecast({ throwOnError })),
      loadLegacy: () => dataOf(sdk.getLegacyReports({ throwOnError })),
      loadSecret: () => dataOf(sdk.query({ body: secretQuery, throwOnError })),
      sendBatch: () => dataOf(sdk.sendBatch({ body: batch, throwOnError })),
    }
  },
}
