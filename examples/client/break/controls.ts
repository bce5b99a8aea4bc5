import ky from 'ky'
import type { Store } from 'why401'
import { createStore } from '../store.ts'

/** Controls that make one part of the server fail; each has a name at the server, and words for its button. */
export interface ControlGroup {
  readonly name: string
  readonly controls: Readonly<Record<string, string>>
}

/** EXAMPLE ONLY: what a visitor can break. A real app has nothing like it. */
export const controlGroups: readonly ControlGroup[] = [
  {
    name: 'Session',
    controls: { 'expire-session': 'Expire my session', 'expire-csrf-token': 'Expire the CSRF token' },
  },
  {
    name: 'Tokens',
    controls: {
      'expire-access-tokens': 'Expire access tokens',
      'revoke-access-tokens': 'Revoke access tokens',
      'revoke-refresh-tokens': 'Revoke refresh tokens',
      'replace-dpop-nonce': 'Replace the nonce',
    },
  },
  {
    name: 'Meteo',
    controls: {
      'revoke-integration-key': 'Meteo revokes my key',
      'create-integration-key': 'Meteo makes a new key',
    },
  },
  { name: 'OpenMRS', controls: { 'expire-openmrs-session': 'Expire the OpenMRS session' } },
]

const made = createStore<string | undefined>(undefined)

/** The newest key that Meteo made, for the field that takes it. */
export const madeKey: Store<string | undefined> = { get: made.get, subscribe: made.subscribe }

/** Makes requests fail at the server; resolves with the new key when the control makes one. */
export async function makeFail(control: string): Promise<string | undefined> {
  const { key } = await ky.post(`/api/debug/${control}`).json<{ key?: string }>()
  return key
}

/** What a visitor presses: as `makeFail`; a new key goes to the field. Resolves with what to say. */
export async function pressControl(control: string, words: string): Promise<string> {
  const key = await makeFail(control)
  if (key === undefined) return `Done: ${words.charAt(0).toLowerCase()}${words.slice(1)}. Now use the app.`
  made.set(key)
  return 'Done: the new key is in the field of the weather.'
}
