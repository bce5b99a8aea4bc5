import type { ThirdPartyKeyInvalid } from 'why401'
import { auth } from '../client/auth.ts'
import { failureOf } from '../client/failure.ts'
import { storeKey } from '../client/meteo.ts'
import { reconnectWords } from '../client/notices/prompt-words.ts'
import { statusOf, user } from '../client/user.ts'
import { byId, copyOf, part } from './element.ts'

/** The integrations for which this page can store a key. */
const names: { readonly [integration: string]: string } = { meteo: 'Meteo' }

/** One prompt for each broken integration until it is fixed. The refusal and the fix may both come from another tab. */
export function startReconnectPrompts(): void {
  let prompted: ReadonlySet<string> = new Set()
  auth.integrations.subscribe((broken) => {
    for (const [name, verdict] of broken) if (!prompted.has(name)) prompt(verdict)
    prompted = new Set(broken.keys())
  })
}

function prompt(verdict: ThirdPartyKeyInvalid): void {
  const { integration = '' } = verdict
  const name = names[integration]
  if (name === undefined) return
  const opener = document.activeElement
  const form = copyOf('reconnect-template', HTMLFormElement)
  const heading = part(form, 'heading', HTMLHeadingElement)
  const label = part(form, 'label', HTMLLabelElement)
  const field = part(form, 'key', HTMLInputElement)
  const error = part(form, 'error', HTMLParagraphElement)
  heading.textContent = `Reconnect ${name}`
  heading.id = `reconnect-title-${integration}`
  form.setAttribute('aria-labelledby', heading.id)
  label.textContent = `New key for ${name}`
  field.id = label.htmlFor = `reconnect-key-${integration}`
  error.id = `reconnect-error-${integration}`
  field.setAttribute('aria-describedby', error.id)

  const undo: (() => void)[] = []
  function close(): void {
    for (const act of undo) act()
    const hadFocus = form.contains(document.activeElement)
    form.remove()
    if (hadFocus && opener instanceof HTMLElement) opener.focus()
  }

  async function save(): Promise<void> {
    error.textContent = ''
    try {
      await storeKey(field.value)
    } catch (thrown) {
      field.setAttribute('aria-invalid', 'true')
      error.textContent = failureOf(thrown)
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void save()
  })
  part(form, 'later', HTMLButtonElement).addEventListener('click', close)
  undo.push(auth.on('integration-fixed', (fixed) => fixed.integration === integration && close()))
  byId('notices', HTMLElement).append(form)
  // Screen readers read a text that is added after its element is in the page.
  const why = part(form, 'why', HTMLParagraphElement)
  const tell = (): void => {
    why.textContent = reconnectWords(verdict, name, statusOf(auth.state.get(), user.get()) !== 'signed-out')
  }
  tell()
  undo.push(auth.state.subscribe(tell), user.subscribe(tell))
}
