import { act, failureOf } from './action.ts'
import { auth } from './auth.ts'
import { byId } from './element.ts'
import { forecast, NoAnswer, storeKey } from './meteo.ts'

const output = byId('meteo-output', HTMLOutputElement)
const pill = byId('meteo-state', HTMLSpanElement)
const form = byId('store-key', HTMLFormElement)
const field = byId('meteo-key', HTMLInputElement)
const error = byId('meteo-key-error', HTMLParagraphElement)

function show(state: 'connected' | 'reconnect', text: string): void {
  pill.dataset.state = state
  pill.textContent = text
}

/** What went wrong with a key, beside its field. */
export function keyFailureOf(thrown: unknown): string {
  return thrown instanceof NoAnswer ? thrown.message : failureOf(thrown)
}

async function getForecast(): Promise<string> {
  try {
    const weather = await forecast()
    show('connected', 'connected')
    return weather
  } catch (thrown) {
    if (!(thrown instanceof NoAnswer)) throw thrown
    field.focus()
    return thrown.message
  }
}

async function store(): Promise<void> {
  error.textContent = ''
  field.removeAttribute('aria-invalid')
  try {
    await storeKey(field.value)
    form.reset()
    show('connected', 'connected')
    output.textContent = 'The key is stored.'
  } catch (thrown) {
    field.setAttribute('aria-invalid', 'true')
    error.textContent = keyFailureOf(thrown)
  }
}

export function startIntegrations(): void {
  byId('forecast', HTMLButtonElement).addEventListener('click', () => void act(output, getForecast))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void store()
  })
  auth.integrations.subscribe((broken) => {
    if (broken.has('meteo')) show('reconnect', 'needs a new key')
    else show('connected', 'connected')
  })
  // Where the server's `manageUrl` leads.
  if (location.pathname === '/integrations/meteo') field.focus()
}
