import { readable, type Readable } from 'svelte/store'
import type { Auth, AuthState, Kind, Store, ThirdPartyKeyInvalid, Verdict } from 'why401'

// #region recipe
/** Svelte wants its subscribers called at once; a store of why401 calls them when something changes. */
export function toReadable<T>(store: Store<T>): Readable<T> {
  return readable(store.get(), (set) => {
    set(store.get()) // what changed while nobody subscribed
    return store.subscribe(set)
  })
}

/** The newest refusal of a kind, for a notice: `$forbidden?.reason`. */
export function verdictStore(auth: Auth, kind: Exclude<Kind, 'none'>): Readable<Verdict | undefined> {
  return readable<Verdict | undefined>(undefined, (set) => auth.on(kind, ({ verdict }) => set(verdict)))
}

/** auth.ts of the app: `export const { state, integrations } = storesOf(auth)`, then `$state.status` in a component. */
export function storesOf(auth: Auth): {
  readonly state: Readable<AuthState>
  readonly integrations: Readable<ReadonlyMap<string, ThirdPartyKeyInvalid>>
} {
  return { state: toReadable(auth.state), integrations: toReadable(auth.integrations) }
}
// #endregion
