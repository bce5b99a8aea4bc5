import type { Auth, Verdict } from 'why401'

export interface EventStream {
  readonly close: () => void
}

// #region recipe
/** Opens an EventSource; one that was refused is opened again when a renewal helps. */
export function openEvents(
  auth: Auth,
  url: string,
  { onMessage, onRefused }: { onMessage: (data: string) => void; onRefused: (verdict?: Verdict) => void },
): EventStream {
  let source: EventSource | undefined
  let wasOpened = true
  const close = (): void => {
    source?.close()
    source = undefined
  }
  const open = (): void => {
    const current = new EventSource(url, { withCredentials: true })
    source = current
    current.onmessage = ({ data }) => onMessage(String(data))
    current.onopen = () => {
      wasOpened = true
    }
    current.onerror = () => {
      // CONNECTING: the browser tries again by itself. CLOSED: the server refused, and the browser says no more.
      if (current.readyState === EventSource.CLOSED) void openAgain(current)
    }
  }
  const openAgain = async (refused: EventSource): Promise<void> => {
    const verdict = await auth.check(url).catch(() => undefined) // undefined: there was no answer
    if (source !== refused) return
    const canOpen = verdict?.reason === 'ok' && wasOpened
    wasOpened = false // the next refusal without an `open` between is the last one
    if (canOpen) open()
    else onRefused(verdict)
  }
  open()
  return { close }
}
// #endregion
