import { copyOf, part } from './element.ts'
import type { SignIn } from '../client/sign-in.ts'
import { user } from '../client/user.ts'
import { askWords } from '../client/notices/prompt-words.ts'

/** Shows a dialog while `signIn` waits for the user. `name` keeps the ids of its elements unique. */
export function startSignInDialog(signIn: SignIn, name: string, heading: string): void {
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

  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void signIn.send({ username: username.value, password: password.value }).then(() => password.select())
  })
  part(dialog, 'cancel', HTMLButtonElement).addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => {
    // The event comes late: the dialog may be open again.
    if (dialog.open) return
    dialog.remove()
    if (signIn.state.get().open) signIn.cancel()
  })

  signIn.state.subscribe((state) => {
    showError(state.error)
    if (!state.open) {
      dialog.close()
      return
    }
    const verdict = state.ask?.verdict
    const stepUp = verdict?.remedy === 'step-up'
    title.textContent = stepUp ? 'Confirm that it is you' : heading
    why.textContent = verdict === undefined ? '' : askWords(verdict)
    if (stepUp) username.value = user.get()?.username ?? ''
    username.readOnly = stepUp && username.value !== ''
    if (dialog.open) return
    password.value = ''
    document.body.append(dialog)
    dialog.showModal()
    if (username.value !== '') password.focus()
  })
}
