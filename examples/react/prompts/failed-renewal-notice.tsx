import { type ReactElement, useState } from 'react'
import { useAuthEvent } from 'why401/react'
import { failedRenewal, tryAgain } from '../../client/notices/failed-renewal.ts'
import { useValue } from '../use-value.ts'
import { Notice } from './notice.tsx'

/** Offers to try again when a renewal failed for a reason that may pass. */
export function FailedRenewalNotice(): ReactElement | undefined {
  const hasFailed = useValue(failedRenewal)
  const [isDismissed, setDismissed] = useState(false)
  useAuthEvent('resumed', () => setDismissed(false))
  if (!hasFailed || isDismissed) return undefined
  return (
    <Notice
      kind="reauthenticate"
      heading="Your access was not renewed."
      text="The server could not do it just now. You are still signed in."
      remedy={{ label: 'Try again', run: tryAgain }}
      onDismiss={() => setDismissed(true)}
    />
  )
}
