import type { Forbidden } from 'why401'
import { auth, lookWhoIsThere } from '../client/auth.ts'
import { failedRenewal, tryAgain } from '../client/notices/failed-renewal.ts'
import { openmrsAuth } from '../client/openmrs-auth.ts'
import { forbiddenWords, remedyFor, type RemedyButton } from '../client/notices/remedies.ts'
import { sentenceOf } from '../client/words.ts'
import { byId, make } from './element.ts'

const notices = byId('notices', HTMLElement)

export function startNotices(): void {
  auth.on('forbidden', ({ verdict }) => void showForbidden(verdict))
  openmrsAuth.on('forbidden', ({ verdict }) => void showForbidden(verdict))
  failedRenewal.subscribe(showFailedRenewal)
}

/** The form keeps its text. The page fetches a new CSRF token, and the user decides whether to send the form again. */
async function showForbidden(verdict: Forbidden): Promise<void> {
  if (verdict.remedy === 'refresh-csrf') await lookWhoIsThere()
  show(verdict.kind, sentenceOf(verdict), forbiddenWords(verdict), remedyFor(verdict))
}

function showFailedRenewal(hasFailed: boolean): void {
  if (hasFailed) {
    const text = 'The server could not do it just now. You are still signed in.'
    show('reauthenticate', 'Your access was not renewed.', text, { label: 'Try again', run: tryAgain })
  } else notices.querySelector('[data-kind="reauthenticate"]')?.remove()
}

function show(kind: string, heading: string, text: string, remedy: RemedyButton | undefined): void {
  const opener = document.activeElement
  const said = make('p', {}, text)
  const buttons = make('div', { className: 'line' })
  const notice = make('section', { className: 'notice' }, make('h2', { textContent: heading }), said, buttons)
  notice.dataset.kind = kind
  notice.setAttribute('role', 'alert')

  function close(): void {
    const hadFocus = notice.contains(document.activeElement)
    notice.remove()
    if (hadFocus && opener instanceof HTMLElement) opener.focus()
  }

  async function run(button: HTMLButtonElement, act: RemedyButton['run']): Promise<void> {
    button.disabled = true
    const after = await act()
    button.disabled = false
    if (after === '') close()
    else said.textContent = after
  }

  if (remedy !== undefined) {
    const help = make('button', { type: 'button', className: 'primary', textContent: remedy.label })
    help.addEventListener('click', () => void run(help, remedy.run))
    buttons.append(help)
  }
  const dismiss = make('button', { type: 'button', textContent: 'Dismiss' })
  dismiss.addEventListener('click', close)
  buttons.append(dismiss)
  // Shows one notice of a kind at a time, the newest.
  notices.querySelector(`section[data-kind="${kind}"]`)?.remove()
  notices.append(notice)
}
