import type { ThirdPartyKeyInvalid, Verdict } from '../../verdict/index.js'
import type { AuthEvents, Events } from '../events.js'
import { createStore, type Store } from '../store.js'
import { nameOf } from './integration-name.js'

/** Kinds of verdict that a UI shows something for. */
export type RefusalKind = Exclude<Verdict['kind'], 'none'>

/** Not made of the verdict floor's table, which an adapter would have to bundle for it. */
const kinds: readonly RefusalKind[] = ['reauthenticate', 'credentials-rejected', 'forbidden', 'third-party-key-invalid']

/** The newest verdict of one kind, for as long as there is something to show. */
export interface Latest<V extends Verdict> extends Store<V | undefined> {
  /** The user has seen it. */
  readonly dismiss: () => void
}

/**
 * Keeps the newest verdict of a kind until it is dismissed or settled: a broken key by `integration-fixed`, anything else
 * by a sign-in, a renewal settles `reauthenticate` too, and a sign-out what was `forbidden`. It listens while it has
 * a subscriber, and knows nothing of what came before.
 *
 * @throws TypeError for an unknown kind
 * @example
 * const denied = latestVerdict(auth, 'forbidden')
 * denied.subscribe((verdict) => showNotice(verdict?.reason ?? ''))
 */
export function latestVerdict<K extends RefusalKind>(
  auth: { readonly on: Events['on'] },
  kind: K,
): Latest<AuthEvents[K]['verdict']> {
  if (!kinds.includes(kind)) {
    throw new TypeError(`latestVerdict: unknown kind \`${kind}\`; known are ${kinds.join(', ')}`)
  }
  const store = createStore<Verdict | undefined>(undefined)
  const dismiss = (): void => store.set(undefined)
  const readers = new Set<() => void>()
  let controller: AbortController | undefined

  function listen(): void {
    controller = new AbortController()
    const on: Events['on'] = (type, listener) => auth.on(type, listener, controller)
    on(kind, ({ verdict }: { readonly verdict: Verdict }) => store.set(verdict))
    if (kind === 'third-party-key-invalid') {
      on('integration-fixed', ({ integration }) => {
        // Only verdicts of this kind are kept.
        const verdict = store.get() as ThirdPartyKeyInvalid | undefined
        if (verdict && nameOf(verdict) === integration) dismiss()
      })
      return
    }
    on('signed-in', dismiss)
    if (kind === 'reauthenticate') on('resumed', ({ outcome }) => outcome === 'renewed' && dismiss())
    if (kind === 'forbidden') on('signed-out', dismiss)
  }

  return {
    // Only events of this kind are kept, which the store's type cannot say.
    get: store.get as () => AuthEvents[K]['verdict'] | undefined,
    subscribe: (listener) => {
      const off = store.subscribe(listener as (verdict: Verdict | undefined) => void)
      if (!readers.size) listen()
      readers.add(off)
      return () => {
        off()
        if (!readers.delete(off) || readers.size) return
        controller?.abort()
        // Without a subscriber it gets no event that would settle the verdict.
        dismiss()
      }
    },
    dismiss,
  }
}
