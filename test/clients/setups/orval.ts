import * as api from '../generated/orval.ts'
import { batch, secretQuery, type Setup, wrongLogin } from '../setup.ts'
import { setAuth, setBase } from './orval-fetch.ts'

async function dataOf(result: Promise<{ data: unknown }>): Promise<unknown> {
  return (await result).data
}

export const setup: Setup = {
  name: 'orval',
  page: 'generated',
  package: 'orval',
  ways: ['strictFetch', 'fetch'],
  connect: ({ auth, base }) => {
    setAuth(auth)
    setBase(base)
    return {
      loadReports: () => dataOf(api.getReports()),
      signIn: () => dataOf(api.signIn(wrongLogin)),
      loadAudit: () => dataOf(api.getAudit()),
      loadForecast: () => dataOf(api.getForecast()),
      loadLegacy: () => dataOf(api.getLegacyReports()),
      loadSecret: () => dataOf(api.query(secretQuery)),
      sendBatch: () => dataOf(api.sendBatch(batch)),
    }
  },
}
