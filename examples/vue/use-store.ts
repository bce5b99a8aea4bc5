import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import type { Store } from 'why401'

/** One of the app's own stores as a ref; for those of an `auth` use the composables of `why401/vue`. */
export function useStore<T>(store: Store<T>): Readonly<ShallowRef<T>> {
  const current: ShallowRef<T> = shallowRef(store.get())
  onScopeDispose(
    store.subscribe((value) => {
      current.value = value
    }),
  )
  return current
}
