import { auth } from '../client/auth.ts'
import { failureOf } from '../client/failure.ts'
import { forecast, NoAnswer, storeKey } from '../client/meteo.ts'
import { act } from './action.ts'
import { byId } from './element.ts'

const output = byId('meteo-output', HTMLOutputElement)
const pill = byId('meteo-state', HTMLSpanElement)
const form = byId('store-key', HTMLFormElement)
const field = byId('meteo-key', HTMLInputElement)
const error = byId('meteo-key-error', HTMLParagraphElement)
const relay = byId('relay', HTMLSelectElement)

function show(state: 'connected' | 'reconnect', text: string): void {
  pill.dataset.state = state
  pill.textContent = text
}

/** Stores a key; the backend tries it first, and relays a refusal in the way that the page has chosen. */
export const store = (key: string): Promise<void> => storeKey(key, relay.value)

async function getForecast(): Promise<string> {
  try {
    const weather = await forecast(relay.value)
    show('connected', 'connected')
    return weather
  } catch (thrown) {
    if (thrown instanceof NoAnswer) field.focus()
    throw thrown
  }
}

async function storeFirst(): Promise<void> {
  error.textContent = ''
  field.removeAttribute('aria-invalid')
  try {
    await store(field.value)
    form.reset()
    show('connected', 'connected')
    output.textContent = 'The key is stored.'
  } catch (thrown) {
    field.setAttribute('aria-invalid', 'true')
    error.textContent = failureOf(thrown)
  }
}

export function startIntegrations(): void {
  byId('forecast', HTMLButtonElement).addEventListener('click', () => void act(output, getForecast))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void storeFirst()
  })
  auth.integrations.subscribe((broken) => {
    if (broken.has('meteo')) show('reconnect', 'needs a new key')
    else show('connected', 'connected')
  })
  // The server's `manageUrl` leads here.
  if (location.pathname === '/integrations/meteo') field.focus()
}
