import { isNetworkError, type Options } from 'ky'
import { api, auth } from './auth.ts'
import { manner } from './break/manner.ts'
import { stopSignal } from './stop.ts'

/**
 * The request got no answer. Chromium hides a 407 from the page, so the key may have been refused; the page cannot
 * know.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'

  constructor(cause: unknown) {
    super(
      'No answer could be read. If the connection is fine, the server may have refused Meteo’s key with 407, which this browser keeps to itself: store the key once more.',
      { cause },
    )
  }
}

/** Asks our backend about Meteo. */
async function ask(path: string, options: Options = {}): Promise<Response> {
  // EXAMPLE ONLY: the way in which the backend relays Meteo's refusals.
  const { relay } = manner.get()
  try {
    return await api(path, { signal: stopSignal(), ...options, searchParams: { relay } })
  } catch (error) {
    throw isNetworkError(error) ? new NoAnswer(error) : error
  }
}

export async function forecast(): Promise<string> {
  const response = await ask('integrations/meteo/forecast')
  const { place, celsius, sky }: { place: string; celsius: number; sky: string } = await response.json()
  return `${place}: ${celsius} °C, ${sky}`
}

/** The backend tries the key before it stores it. */
export async function storeKey(key: string): Promise<void> {
  await ask('integrations/meteo', { method: 'put', json: { key } })
  auth.integrationFixed('meteo')
}
