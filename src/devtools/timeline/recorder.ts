import type { Auth } from '../../fetch/index.js'
import type { AuthEvents } from '../../session/index.js'
import { redact } from '../../verdict/index.js'
import { adviceFor } from '../advice/advice.js'
import { type Entry, MAX_WAITERS, type Moment, readVerdict, type Refusal, type Span, withoutQuery } from './entry.js'

/** What is looked at of an `Auth`. */
export type DevtoolsAuth = Pick<Auth, 'on' | 'state' | 'integrations' | 'integrationFixed'>

/** Where entries are written. */
export interface EntrySink {
  readonly put: (entry: Entry) => void
  /** Whether an entry is still there: the reader may have cleared it. */
  readonly has: (id: string) => boolean
  readonly nextId: () => string
  readonly now: () => number
  readonly pageOrigin: string | undefined
}

/** Refusals that are alike within this time are one entry, ms. */
export const ALIKE_MS = 60_000

/** Writes down what an `Auth` tells, from now on; returns its own undo. */
export function record(auth: DevtoolsAuth, name: string, book: EntrySink): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const base = (): Pick<Entry, 'id' | 'at' | 'source' | 'elsewhere'> => ({
    id: book.nextId(),
    at: book.now(),
    source: name,
    elsewhere: false,
  })
  const moment = (what: Moment['what'], integration?: string): void =>
    book.put({
      ...base(),
      type: 'moment',
      what,
      ...(integration !== undefined && { integration: redact(integration) }),
    })
  const spans = recordSpans(book, base)
  const refused = recordRefusals(book, base)

  auth.on('verdict', refused, { signal })
  auth.on('waiting', (event) => spans.waiting(event), { signal })
  auth.on('resumed', (event) => spans.ended(event), { signal })
  auth.on('signed-in', () => moment('signed-in'), { signal })
  auth.on('signed-out', () => moment('signed-out'), { signal })
  auth.on('integration-fixed', ({ integration }) => moment('integration-fixed', integration), { signal })
  const look = (): void => spans.looked(auth.state.get().status)
  const off = auth.state.subscribe(look)
  look()
  return () => {
    controller.abort()
    off()
    spans.lose()
  }
}

type MakeBase = () => Pick<Entry, 'id' | 'at' | 'source' | 'elsewhere'>

function recordRefusals(book: EntrySink, base: MakeBase): (event: AuthEvents['verdict']) => void {
  const recent = new Map<string, Refusal>()
  return ({ verdict, request: { method } }) => {
    const now = book.now()
    const kept = readVerdict(verdict)
    if (kept === undefined) return
    for (const [key, { lastAt }] of recent) if (now - lastAt > ALIKE_MS) recent.delete(key)
    const key = [method, kept.url, kept.status, kept.reason, kept.certainty, kept.because[0]?.rule].join(' ')
    const alike = recent.get(key)
    const refusal: Refusal =
      alike && book.has(alike.id)
        ? { ...alike, count: alike.count + 1, lastAt: now }
        : {
            ...base(),
            type: 'refusal',
            method,
            verdict: kept,
            schemes: verdict.challenges.map(({ scheme }) => redact(scheme)),
            advice: adviceFor(verdict, {
              method,
              ...(book.pageOrigin !== undefined && { pageOrigin: book.pageOrigin }),
            }),
            count: 1,
            lastAt: now,
          }
    recent.set(key, refusal)
    book.put(refusal)
  }
}

interface Spans {
  readonly waiting: (event: AuthEvents['waiting']) => void
  /** The state has changed: a renewal may be under way that nobody waits for, or the user may be asked now. */
  readonly looked: (status: string) => void
  readonly ended: (event: AuthEvents['resumed']) => void
  readonly lose: () => void
}

function recordSpans(book: EntrySink, base: MakeBase): Spans {
  let open: Span | undefined

  function put(span: Span): void {
    open = span.end === undefined ? span : undefined
    book.put(span)
  }

  function start(what: Span['what']): Span {
    return { ...base(), type: 'span', what, waiters: [], byOther: false }
  }

  return {
    waiting: ({ verdict: { remedy, reason }, request: { method, url } }) => {
      const span = open ?? start(remedy === 'step-up' ? 'step-up' : reason === 'stale-nonce' ? 'nonce' : 'renewal')
      const waiter = { method, url: withoutQuery(url), at: book.now() }
      put({ ...span, waiters: [...span.waiters, waiter].slice(0, MAX_WAITERS) })
    },
    looked: (status) => {
      if (status === 'renewing' && open === undefined) put(start('renewal'))
      if (status !== 'signing-in' || open?.askedAt !== undefined) return
      const span = open ?? start('sign-in')
      put({ ...span, what: span.what === 'renewal' ? 'sign-in' : span.what, askedAt: book.now() })
    },
    ended: ({ outcome, byUser, elsewhere }) => {
      if (open) {
        put({
          ...open,
          what: byUser && open.what === 'renewal' ? 'sign-in' : open.what,
          end: book.now(),
          outcome,
          byOther: elsewhere,
        })
      }
    },
    lose: () => {
      if (open) put({ ...open, end: book.now(), outcome: 'lost' })
    },
  }
}
