import { type ReactElement, useRef } from 'react'
import type { Forbidden } from 'why401'
import { useAuthEvent, useVerdict } from 'why401/react'
import { lookWhoIsThere } from '../../client/auth.ts'
import { missingIn, sentenceOf } from '../../client/words.ts'
import { useFocusReturn } from '../use-focus-return.ts'

// #region notice
/** Shows one notice at a time, the newest. */
export function ForbiddenNotice(): ReactElement | undefined {
  const { verdict, dismiss } = useVerdict('forbidden')
  // The form keeps its text. The page fetches a new CSRF token, and the user decides whether to send the form again.
  useAuthEvent('forbidden', ({ verdict: { remedy } }) => remedy === 'refresh-csrf' && void lookWhoIsThere())
  return verdict && <Notice key={`${verdict.url} ${verdict.reason}`} verdict={verdict} onDismiss={dismiss} />
}

function Notice({ verdict, onDismiss }: { readonly verdict: Forbidden; readonly onDismiss: () => void }): ReactElement {
  const notice = useRef<HTMLElement>(null)
  useFocusReturn(notice)
  const text =
    verdict.remedy === 'refresh-csrf'
      ? 'It is up to date now. Send it again.'
      : (missingIn(verdict) ?? 'Ask whoever runs this.')
  return (
    <section ref={notice} className="notice" data-kind={verdict.kind} role="alert">
      <h2>{sentenceOf(verdict)}</h2>
      <p>{text}</p>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </section>
  )
}
// #endregion
