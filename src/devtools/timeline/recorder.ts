import type { Auth } from '../../fetch/index.js'
import type { AuthEvents } from '../../session/index.js'
import { redact } from '../../verdict/index.js'
import { adviceFor } from '../../advice/index.js'
import { type Entry, type EntryBase, MAX_WAITERS, type Moment, type Refusal, type Span } from './entry.js'
import { limitsOf } from './limits.js'
import { readVerdict } from './read-verdict.js'
import { shownUrl } from './shown-text.js'

/** The part of an `Auth` that the panel uses. */
export type DevtoolsAuth = Pick<Auth, 'on' | 'state' | 'integrations' | 'integrationFixed'>

/** The recorder writes its entries here. */
export interface EntrySink {
  readonly put: (entry: Entry) => void
  /** False when the developer has cleared the entry. */
  readonly has: (id: string) => boolean
  readonly nextId: () => string
  readonly now: () => number
  readonly pageOrigin: string | undefined
}

/** Equal refusals within this time are one entry. */
export const ALIKE_MS = 60_000
/** A new refusal is compared with this many different ones. */
const MAX_RECENT = 200

/** Records the events of an `Auth` from now on; returns its own undo. */
export function recordAuth(auth: DevtoolsAuth, name: string, sink: EntrySink): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const createBase = (): EntryBase => ({ id: sink.nextId(), at: sink.now(), source: redact(name), elsewhere: false })
  const putMoment = (what: Moment['what'], integration?: string): void =>
    sink.put({
      ...createBase(),
      type: 'moment',
      what,
      ...(integration !== undefined && { integration: redact(integration) }),
    })
  const spans = createSpanRecorder(auth, sink, createBase)

  auth.on('verdict', createRefusalRecorder(sink, createBase), { signal })
  auth.on('waiting', (event) => spans.addWaiter(event), { signal })
  auth.on('resumed', (event) => spans.end(event), { signal })
  auth.on('signed-in', () => putMoment('signed-in'), { signal })
  auth.on('signed-out', () => putMoment('signed-out'), { signal })
  auth.on('integration-fixed', ({ integration }) => putMoment('integration-fixed', integration), { signal })
  const observe = (): void => spans.observeStatus(auth.state.get().status)
  const unsubscribe = auth.state.subscribe(observe)
  observe()
  return () => {
    controller.abort()
    unsubscribe()
    spans.abandon()
  }
}

function createRefusalRecorder(sink: EntrySink, createBase: () => EntryBase): (event: AuthEvents['verdict']) => void {
  const recent = new Map<string, Refusal>()
  return ({ verdict, request: { method } }) => {
    const now = sink.now()
    const shown = readVerdict(verdict)
    if (shown === undefined) return
    for (const [key, { lastAt }] of recent) if (now - lastAt > ALIKE_MS) recent.delete(key)
    const key = [method, shown.url, shown.status, shown.reason, shown.certainty, shown.because[0]?.rule].join(' ')
    const alike = recent.get(key)
    const refusal: Refusal =
      alike && sink.has(alike.id)
        ? { ...alike, count: alike.count + 1, lastAt: now }
        : {
            ...createBase(),
            type: 'refusal',
            method: method.slice(0, 20),
            verdict: shown,
            schemes: verdict.challenges.map(({ scheme }) => redact(scheme)),
            advice: adviceFor(verdict, {
              method,
              ...(sink.pageOrigin !== undefined && { pageOrigin: sink.pageOrigin }),
            }),
            count: 1,
            lastAt: now,
          }
    // What is hit again is the newest again.
    recent.delete(key)
    recent.set(key, refusal)
    const [oldest] = recent.keys()
    if (recent.size > MAX_RECENT && oldest !== undefined) recent.delete(oldest)
    sink.put(refusal)
  }
}

interface SpanRecorder {
  readonly addWaiter: (event: AuthEvents['waiting']) => void
  /** The status changed: a renewal may have begun for which no request waits, or the app asks the user now. */
  readonly observeStatus: (status: string) => void
  readonly end: (event: AuthEvents['resumed']) => void
  /** Recording stops: the outcome of an open span stays unknown. */
  readonly abandon: () => void
}

function createSpanRecorder(auth: DevtoolsAuth, sink: EntrySink, createBase: () => EntryBase): SpanRecorder {
  let open: Span | undefined

  function put(span: Span): void {
    open = span.end === undefined ? span : undefined
    sink.put(span)
  }

  function createSpan(what: Span['what']): Span {
    const limits = limitsOf(auth)
    return { ...createBase(), type: 'span', what, waiters: [], count: 0, ...(limits && { limits }), byOther: false }
  }

  return {
    addWaiter: ({ verdict, request: { method, url } }) => {
      const what = spanKindFor(verdict)
      // The state may have said already that a renewal is pending, and not yet of which kind.
      const span = open === undefined || open.count > 0 ? (open ?? createSpan(what)) : { ...open, what }
      const count = span.count + 1
      if (count > MAX_WAITERS) {
        open = { ...span, count }
        // The other tabs are not told of each request in a flood: the end has the number.
        if (count % MAX_WAITERS === 0) put(open)
        return
      }
      const waiter = { method: method.slice(0, 20), url: shownUrl(url), at: sink.now() }
      put({ ...span, count, waiters: [...span.waiters, waiter] })
    },
    observeStatus: (status) => {
      if (status === 'renewing' && open === undefined) put(createSpan('renewal'))
      if (status !== 'signing-in' || open?.askedAt !== undefined) return
      const span = open ?? createSpan('sign-in')
      put({ ...span, what: span.what === 'renewal' ? 'sign-in' : span.what, askedAt: sink.now() })
    },
    end: ({ outcome, byUser, elsewhere }) => {
      if (open === undefined) return
      const what = byUser && open.what === 'renewal' ? 'sign-in' : open.what
      put({ ...open, what, end: sink.now(), outcome, byOther: elsewhere })
    },
    abandon: () => {
      if (open) put({ ...open, end: sink.now(), outcome: 'lost' })
    },
  }
}

function spanKindFor({ remedy, reason }: AuthEvents['waiting']['verdict']): Span['what'] {
  if (remedy === 'step-up') return 'step-up'
  return reason === 'stale-nonce' ? 'nonce' : 'renewal'
}
