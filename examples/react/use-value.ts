import { useSyncExternalStore } from 'react'
import type { Store } from 'why401'

/** The value of one of the app's own stores; for those of an `auth` use `useAuthState` and `useIntegration`. */
export const useValue = <T>({ get, subscribe }: Store<T>): T => useSyncExternalStore(subscribe, get)
