import { useEffect, useRef } from 'react'
import { onUserGone } from '../client/user.ts'

/** Calls the listener of the latest render when the user has gone: the next one must not see what was for that one. */
export function useUserGone(listener: () => void): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => onUserGone(() => latest.current()), [])
}
