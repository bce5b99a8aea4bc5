import { type Ask, type CredentialsRejected, isAuthError, type Outcome } from 'why401'
import { copyOf, part } from './element.ts'
import { currentUser } from './user.ts'
import { sentenceOf } from './words.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface SignInOptions {
  /** Makes the ids of this dialog's elements its own. */
  readonly name: string
  readonly heading: string
  /** Rejects when the credentials are refused; `credentials-rejected` tells why. */
  readonly submit: (credentials: Credentials, ask: Ask | undefined) => Promise<void>
}

export interface SignInDialog {
  /** Asks the user: because of a refusal, or because the user wants to. */
  readonly open: (ask?: Ask) => Promise<Outcome>
  /** Shows what is wrong with what was entered. */
  readonly reject: (verdict: CredentialsRejected) => void
}

export function createSignInDialog({ name, heading, submit }: SignInOptions): SignInDialog {
  const dialog = copyOf('sign-in-template', HTMLDialogElement)
  const form = dialog.querySelector('form')
  const title = part(dialog, 'heading', HTMLHeadingElement)
  const why = part(dialog, 'why', HTMLParagraphElement)
  const username = part(dialog, 'username', HTMLInputElement)
  const password = part(dialog, 'password', HTMLInputElement)
  const error = part(dialog, 'error', HTMLParagraphElement)
  title.id = `sign-in-title-${name}`
  why.id = `sign-in-why-${name}`
  error.id = `sign-in-error-${name}`
  dialog.setAttribute('aria-labelledby', title.id)
  dialog.setAttribute('aria-describedby', why.id)

  let asked: Ask | undefined
  let answer: Promise<Outcome> | undefined
  let outcome: Outcome = 'declined'
  let busy = false

  function showError(text: string): void {
    error.textContent = text
    for (const field of [username, password]) {
      field.removeAttribute('aria-invalid')
      field.removeAttribute('aria-describedby')
      if (text === '') continue
      field.setAttribute('aria-invalid', 'true')
      field.setAttribute('aria-describedby', error.id)
    }
  }

  async function send(): Promise<void> {
    if (busy) return
    busy = true
    showError('')
    try {
      await submit({ username: username.value, password: password.value }, asked)
      outcome = 'renewed'
      dialog.close()
    } catch (failure) {
      // The event has shown a refusal already.
      if (!isAuthError(failure)) showError('The server could not be reached. Try again.')
      password.select()
    } finally {
      busy = false
    }
  }

  function explainWhy(ask: Ask | undefined): void {
    asked = ask
    const stepUp = ask?.verdict.remedy === 'step-up'
    title.textContent = stepUp ? 'Confirm that it is you' : heading
    why.textContent = ask === undefined ? '' : `${sentenceOf(ask.verdict)} What you asked for goes on once you have signed in.`
    username.value = stepUp ? (currentUser()?.username ?? '') : username.value
    username.readOnly = stepUp && username.value !== ''
  }

  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  part(dialog, 'cancel', HTMLButtonElement).addEventListener('click', () => dialog.close())

  return {
    open: (ask) => {
      // Open already, by the user's own wish: now there is also somebody who waits for it.
      if (ask !== undefined || answer === undefined) explainWhy(ask)
      answer ??= new Promise((resolve) => {
        outcome = 'declined'
        password.value = ''
        showError('')
        dialog.addEventListener('close', () => {
          answer = undefined
          dialog.remove()
          resolve(outcome)
        }, { once: true })
        document.body.append(dialog)
        dialog.showModal()
        if (username.value !== '') password.focus()
      })
      // Nobody waits any more, or somebody else has signed in.
      ask?.signal.addEventListener('abort', () => dialog.close(), { once: true })
      return answer
    },
    reject: (verdict) => showError(sentenceOf(verdict)),
  }
}
