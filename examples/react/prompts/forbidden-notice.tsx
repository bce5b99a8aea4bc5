import type { ReactElement } from 'react'
import { useAuthEvent, useVerdict } from 'why401/react'
import { lookWhoIsThere } from '../../client/auth.ts'
import { forbiddenWords, remedyFor } from '../../client/notices/remedies.ts'
import { sentenceOf } from '../../client/words.ts'
import { Notice } from './notice.tsx'

// #region notice
/** Shows one notice at a time, the newest. */
export function ForbiddenNotice(): ReactElement | undefined {
  const { verdict, dismiss } = useVerdict('forbidden')
  // The form keeps its text. The page fetches a new CSRF token, and the user decides whether to send the form again.
  useAuthEvent('forbidden', ({ verdict: { remedy } }) => remedy === 'refresh-csrf' && void lookWhoIsThere())
  return (
    verdict && (
      <Notice
        key={`${verdict.url} ${verdict.reason}`}
        kind={verdict.kind}
        heading={sentenceOf(verdict)}
        text={forbiddenWords(verdict)}
        remedy={remedyFor(verdict)}
        onDismiss={dismiss}
      />
    )
  )
}
// #endregion
