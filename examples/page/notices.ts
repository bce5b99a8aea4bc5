import type { Forbidden } from 'why401'
import { auth, lookWhoIsThere } from '../client/auth.ts'
import { openmrsAuth } from '../client/openmrs-auth.ts'
import { missingIn, sentenceOf } from '../client/words.ts'
import { byId, make } from './element.ts'

const notices = byId('notices', HTMLElement)

export function startNotices(): void {
  auth.on('forbidden', ({ verdict }) => {
    if (verdict.remedy === 'refresh-csrf') void refreshForm(verdict)
    else showForbidden(verdict)
  })
  openmrsAuth.on('forbidden', ({ verdict }) => showForbidden(verdict))
}

function showForbidden(verdict: Forbidden): void {
  show(verdict, sentenceOf(verdict), missingIn(verdict) ?? 'Ask whoever runs this.')
}

/** The form keeps its text. The page fetches a new CSRF token, and the user decides whether to send the form again. */
async function refreshForm(verdict: Forbidden): Promise<void> {
  await lookWhoIsThere()
  show(verdict, sentenceOf(verdict), 'It is up to date now. Send it again.')
}

function show({ kind }: Forbidden, heading: string, text: string): void {
  const opener = document.activeElement
  const close = make('button', { type: 'button', textContent: 'Dismiss' })
  const notice = make(
    'section',
    { className: 'notice' },
    make('h2', { textContent: heading }),
    make('p', {}, text),
    close,
  )
  notice.dataset.kind = kind
  notice.setAttribute('role', 'alert')
  close.addEventListener('click', () => {
    notice.remove()
    if (opener instanceof HTMLElement) opener.focus()
  })
  // Shows one notice at a time, the newest.
  notices.querySelector(`[data-kind="${kind}"]`)?.remove()
  notices.append(notice)
}
