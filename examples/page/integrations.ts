import { auth } from '../client/auth.ts'
import { madeKey } from '../client/break/controls.ts'
import { failureOf } from '../client/failure.ts'
import { forecast, NoAnswer, storeKey } from '../client/meteo.ts'
import { onUserGone } from '../client/user.ts'
import { act, forgetWithUser } from './action.ts'
import { byId } from './element.ts'

const output = byId('meteo-output', HTMLOutputElement)
const pill = byId('meteo-state', HTMLSpanElement)
const form = byId('store-key', HTMLFormElement)
const field = byId('meteo-key', HTMLInputElement)
const error = byId('meteo-key-error', HTMLParagraphElement)

const states = { connected: 'connected', reconnect: 'needs a new key' }

function show(state: keyof typeof states): void {
  pill.dataset.state = state
  pill.textContent = states[state]
}

/** Another user may have another key. */
function forget(): void {
  if (auth.integrations.get().has('meteo')) return
  delete pill.dataset.state
  pill.textContent = 'not asked yet'
}

async function getForecast(): Promise<string> {
  try {
    const weather = await forecast()
    show('connected')
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
    await storeKey(field.value)
    form.reset()
    show('connected')
    output.textContent = 'The key is stored.'
    output.dataset.outcome = 'done'
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
    if (broken.has('meteo')) show('reconnect')
    else show('connected')
  })
  onUserGone(forget)
  forgetWithUser(output)
  // EXAMPLE ONLY: the key that Meteo made.
  madeKey.subscribe((key) => {
    field.value = key ?? ''
  })
  // The server's `manageUrl` leads here.
  if (location.pathname === '/integrations/meteo') field.focus()
}
