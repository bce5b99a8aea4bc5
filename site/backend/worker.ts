// One backend for all tabs: a session, its cookies and its keys are the same in each of them, as with a server.
import { createBackend } from './backend.ts'
import type { Incoming } from './express.ts'

interface Question {
  readonly id: number
  readonly incoming: Incoming
  readonly isWithCookies: boolean
}

const backend = createBackend(location.origin)

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports
  if (port === undefined) return
  port.addEventListener('message', ({ data }: MessageEvent<Question>) => {
    void backend
      .then((answer) => answer(data.incoming, data.isWithCookies))
      .then((outgoing) => port.postMessage({ id: data.id, outgoing }))
  })
  port.start()
})
