import { useSyncExternalStore } from 'react'
import type { Store } from 'why401'

/** Follows a store of the app's own; for those of an `auth` there are `useAuthState` and `useIntegration`. */
export const useValue = <T>({ get, subscribe }: Store<T>): T => useSyncExternalStore(subscribe, get)
