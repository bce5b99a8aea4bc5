import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { type AuthEvents, counted, type RequestName } from './events.js'
import { createStore, type Store } from './store.js'

export interface Integrations {
  readonly store: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  readonly refused: (verdict: ThirdPartyKeyInvalid, request: RequestName) => void
  readonly fixed: (name: string) => void
}

/** Keeps which integrations are broken: one event for each until it is fixed. */
export function createIntegrations(emit: (event: AuthEvents['third-party-key-invalid' | 'integration-fixed']) => void): Integrations {
  const store = createStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>(new Map())
  const hits = new Map<string, { count: number }>()
  return {
    store,
    refused: (verdict, request) => {
      // Without a name the path is all there is to tell one integration from another.
      const key = verdict.integration ?? `${request.method} ${verdict.url}`
      const seen = hits.get(key)
      // What is broken may break in another way; the store tells it, the prompt is there already.
      if (verdict.integration !== undefined && store.get().get(verdict.integration)?.reason !== verdict.reason) store.set(new Map(store.get()).set(verdict.integration, verdict))
      if (seen !== undefined) {
        seen.count += 1
        return
      }
      const cause = { count: 1 }
      hits.set(key, cause)
      emit(counted('third-party-key-invalid', verdict, request, cause))
    },
    fixed: (name) => {
      if (typeof name !== 'string') throw new TypeError('integrationFixed: `name` must be a string')
      if (!hits.delete(name)) return
      const broken = new Map(store.get())
      broken.delete(name)
      store.set(broken)
      emit({ type: 'integration-fixed', integration: name })
    },
  }
}
