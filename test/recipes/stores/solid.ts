import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Auth, Kind, Store, Verdict } from 'why401'

// #region recipe
/** A signal that follows a store of why401 for as long as its owner lives: `const state = toSignal(auth.state)`. */
export function toSignal<T>(store: Store<T>): Accessor<T> {
  const [value, setValue] = createSignal(store.get())
  onCleanup(store.subscribe((next) => setValue(() => next)))
  return value
}

/** The newest refusal of a kind, for a notice: `<Show when={forbidden()}>`. */
export function createVerdict(auth: Auth, kind: Exclude<Kind, 'none'>): Accessor<Verdict | undefined> {
  const [verdict, setVerdict] = createSignal<Verdict>()
  onCleanup(auth.on(kind, (event) => setVerdict(event.verdict)))
  return verdict
}
// #endregion
