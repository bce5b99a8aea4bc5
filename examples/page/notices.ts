import type { Auth, Forbidden } from 'why401'
import { latestVerdict } from 'why401/session'
import { auth, lookWhoIsThere } from '../client/auth.ts'
import { failedRenewal, tryAgain } from '../client/notices/failed-renewal.ts'
import { openmrsAuth } from '../client/openmrs-auth.ts'
import { forbiddenWords, remedyFor, type RemedyButton } from '../client/notices/remedies.ts'
import { sentenceOf } from '../client/words.ts'
import { byId, make } from './element.ts'

const notices = byId('notices', HTMLElement)

export function startNotices(): void {
  startForbidden(auth)
  startForbidden(openmrsAuth)
  startFailedRenewal()
}

/**
 * Shows one notice at a time, the newest, for as long as it is true. The form keeps its text. The page fetches a new CSRF
 * token, and the user decides whether to send the form again.
 */
function startForbidden(of: Auth): void {
  const denied = latestVerdict(of, 'forbidden')
  let close = (): void => {}
  async function follow(verdict: Forbidden | undefined): Promise<void> {
    if (verdict?.remedy === 'refresh-csrf') await lookWhoIsThere()
    // A newer one may have come, or it is settled.
    if (denied.get() !== verdict) return
    close()
    if (verdict === undefined) return
    const texts = { heading: sentenceOf(verdict), text: forbiddenWords(verdict) }
    close = show(verdict.kind, texts, remedyFor(verdict), denied.dismiss)
  }
  denied.subscribe((verdict) => void follow(verdict))
}

function startFailedRenewal(): void {
  let close = (): void => {}
  failedRenewal.subscribe((hasFailed) => {
    close()
    if (!hasFailed) return
    const texts = {
      heading: 'Your access was not renewed.',
      text: 'The server could not do it just now. You are still signed in.',
    }
    close = show('reauthenticate', texts, { label: 'Try again', run: tryAgain }, () => close())
  })
}

interface Texts {
  readonly heading: string
  readonly text: string
}

/** Returns what removes the notice. */
function show(
  kind: string,
  { heading, text }: Texts,
  remedy: RemedyButton | undefined,
  dismiss: () => void,
): () => void {
  const opener = document.activeElement
  const said = make('p', {}, text)
  const buttons = make('div', { className: 'line' })
  const notice = make('section', { className: 'notice' }, make('h2', { textContent: heading }), said, buttons)
  notice.dataset.kind = kind
  notice.setAttribute('role', 'alert')

  async function run(button: HTMLButtonElement, act: RemedyButton['run']): Promise<void> {
    button.disabled = true
    const after = await act()
    button.disabled = false
    if (after === '') dismiss()
    else said.textContent = after
  }

  if (remedy !== undefined) {
    const help = make('button', { type: 'button', className: 'primary', textContent: remedy.label })
    help.addEventListener('click', () => void run(help, remedy.run))
    buttons.append(help)
  }
  const dismissed = make('button', { type: 'button', textContent: 'Dismiss' })
  dismissed.addEventListener('click', dismiss)
  buttons.append(dismissed)
  notices.append(notice)
  return () => {
    const hadFocus = notice.contains(document.activeElement)
    notice.remove()
    if (hadFocus && opener instanceof HTMLElement) opener.focus()
  }
}
