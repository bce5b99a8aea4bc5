import type { Auth, Verdict } from 'why401'
import { createStore, type Writable } from '../store.ts'
import { type Lane, type Row, type Tone, withReason, withRow } from './traffic-row.ts'

/** EXAMPLE ONLY: what a diagram of the page's requests and of its `auth` is drawn from. It holds no query and no body. */
export interface Traffic {
  readonly rows: Writable<readonly Row[]>
  /** Carries requests as `fetch` does, and draws them. */
  readonly fetch: typeof globalThis.fetch
  /** Draws the events of an `auth`. `isAsking` says whether this page asks the user at the moment. */
  readonly listen: (auth: Auth, isAsking: () => boolean) => void
  readonly note: (lane: Lane, label: string, far?: string) => void
  readonly clear: () => void
  /** Whether every request has its answer. */
  readonly isAtRest: () => boolean
  /**
   * In which phase a request (method and URL) was sent that was refused last; each renewal and sign-in begins another
   * phase.
   */
  readonly refusedIn: (request: string) => number | undefined
}

interface Asked {
  readonly key: string
  readonly label: string
  readonly lane: Lane
  readonly far?: string
  /** The third party that the API asks for it. */
  readonly integration?: string
}

type Draw = (from: Lane, to: Lane, label: string, tone: Tone, more?: Partial<Pick<Row, 'far' | 'request'>>) => void

/** `origin` is the page's own; what goes to another one is drawn in the lane at the right. */
export function createTraffic(origin: string): Traffic {
  const rows = createStore<readonly Row[]>([])
  const seen = { id: 0, phase: 0, waiting: 0, sending: 0 }
  const base = (): Pick<Row, 'id' | 'phase' | 'isWaiting'> => ({
    id: (seen.id += 1),
    phase: seen.phase,
    isWaiting: seen.waiting > 0,
  })
  const draw: Draw = (from, to, label, tone, more = {}) =>
    rows.set(withRow(rows.get(), { ...base(), type: 'arrow', from, to, label, tone, count: 1, ...more }))
  const note = (lane: Lane, label: string, tone: Tone = 'told', far?: string): void =>
    rows.set(withRow(rows.get(), { ...base(), type: 'note', lane, label, tone, ...(far !== undefined && { far }) }))

  function listen(auth: Auth, isAsking: () => boolean): void {
    auth.on('verdict', ({ verdict, request }) => {
      const far = farOf(verdict)
      const refused = far === undefined ? [] : upstreamRows(verdict, far, base)
      rows.set(withReason(rows.get(), `${request.method} ${request.url}`, verdict.reason, refused))
    })
    auth.on('waiting', ({ count }) => (seen.waiting = count))
    auth.on('resumed', ({ outcome, elsewhere, count }) => {
      if (elsewhere && outcome === 'renewed') draw('tabs', 'page', 'done there', 'told')
      if (!elsewhere && outcome === 'renewed') draw('page', 'tabs', 'done here', 'told')
      seen.waiting = 0
      seen.phase += 1
      note('page', resumedWords(outcome, count), outcome === 'renewed' ? 'good' : 'refused')
    })
    auth.on('integration-fixed', ({ integration }) => note('page', `${integration} works again`, 'good'))
    auth.state.subscribe(({ status }) => {
      if (status !== 'signing-in') return
      // The dialog of this page opens after the status has changed.
      setTimeout(() => {
        if (auth.state.get().status !== 'signing-in') return
        if (isAsking()) note('page', 'asks the user')
        else note('tabs', 'asks the user there')
      })
    })
  }

  const send = drawnFetch(draw, origin)
  const refusedIn = new Map<string, number>()
  return {
    rows,
    fetch: async (...given) => {
      const { phase } = seen
      seen.sending += 1
      try {
        const response = await send(...given)
        if (!response.ok) refusedIn.set(describeRequest(given[0], given[1], origin).key, phase)
        return response
      } finally {
        seen.sending -= 1
      }
    },
    isAtRest: () => seen.sending === 0,
    refusedIn: (request) => refusedIn.get(request),
    listen,
    note: (lane, label, far) => {
      seen.phase += 1
      note(lane, label, 'told', far)
    },
    clear: () => {
      seen.phase += 1
      rows.set([])
    },
  }
}

function drawnFetch(draw: Draw, origin: string): typeof globalThis.fetch {
  return async (input, init) => {
    const asked = describeRequest(input, init, origin)
    const far = asked.far === undefined ? {} : { far: asked.far }
    draw('page', asked.lane, asked.label, 'sent', { ...far, request: asked.key })
    try {
      const response = await fetch(input, init)
      if (response.ok && asked.integration !== undefined) {
        draw('api', 'far', 'with the stored key', 'sent', { far: asked.integration })
        draw('far', 'api', 'accepted', 'good', { far: asked.integration })
      }
      const tone = response.ok ? 'good' : 'refused'
      draw(asked.lane, 'page', `${response.status}`, tone, { ...far, request: asked.key })
      return response
    } catch (error) {
      draw(asked.lane, 'page', 'no answer', 'refused', far)
      throw error
    }
  }
}

function describeRequest(input: RequestInfo | URL, init: RequestInit | undefined, origin: string): Asked {
  const isRequest = input instanceof Request
  const { origin: to, pathname } = new URL(isRequest ? input.url : input, origin)
  const method = (init?.method ?? (isRequest ? input.method : 'GET')).toUpperCase()
  // A long path may break at its slashes.
  const label = `${method} ${pathname.replace(/^\/api/, '').replace(/(?<=.)\//g, '\u200B/')}`
  const key = `${method} ${to}${pathname}`
  if (to !== origin) return { key, label, lane: 'far', far: 'Another origin' }
  const integration = /^\/api\/integrations\/([^/]+)/.exec(pathname)?.[1]
  return { key, label, lane: 'api', ...(integration !== undefined && { integration: capital(integration) }) }
}

/** The third party that was asked; none where no key was there to ask it with. */
function farOf(verdict: Verdict): string | undefined {
  if (verdict.kind !== 'third-party-key-invalid' || verdict.reason === 'key-missing') return undefined
  return capital(verdict.integration ?? 'third party')
}

function upstreamRows(verdict: Verdict, far: string, base: () => Pick<Row, 'id' | 'phase' | 'isWaiting'>): Row[] {
  const status = 'upstream' in verdict ? verdict.upstream?.status : undefined
  const arrow = { type: 'arrow', count: 1, far } as const
  return [
    { ...arrow, ...base(), from: 'api', to: 'far', label: 'with the stored key', tone: 'sent' },
    { ...arrow, ...base(), from: 'far', to: 'api', label: `${status ?? 'refused'}`, tone: 'refused' },
  ]
}

function resumedWords(outcome: 'renewed' | 'declined' | 'failed', count: number): string {
  if (outcome === 'renewed') return count === 0 ? 'a new login' : `${count} ${count === 1 ? 'goes' : 'go'} on`
  return outcome === 'declined' ? 'declined' : 'failed, may pass'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
