import { storeKey } from '../meteo.ts'
import { beAda } from './people.ts'
import type { Scenario } from './scenario.ts'

export const deadKey: Scenario = {
  id: 'dead-key',
  title: 'Dead integration key',
  lead: 'A third party’s key dies; Ada stays signed in.',
  play: async ({ say, press, fail, begin }) => {
    await say('Ada is signed in, and has stored a key for Meteo, a third party.')
    await beAda()
    const key = await fail('create-integration-key')
    if (key !== undefined) await storeKey(key)
    await begin()
    await fail('revoke-integration-key')
    await say('Meteo revokes the key.')
    const { isDone } = await press('forecast', 'meteo')
    await say(
      isDone
        ? 'Meteo accepted the key after all.'
        : 'Meteo refused the stored key. The page asks for a new one, once; Ada is signed in as before.',
    )
  },
}
