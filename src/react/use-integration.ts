import { useCallback } from 'react'
import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { useProvidedAuth } from './provider.js'
import { useStore } from './use-store.js'

/** The verdict on the key of one integration, and how to report that it is fixed. */
export interface UseIntegrationResult {
  /** Undefined while nothing is wrong. */
  readonly verdict: ThirdPartyKeyInvalid | undefined
  /** Call it when the user has stored a new key: the next refusal is a new event. */
  readonly fixed: () => void
}

const noneBroken: ReadonlyMap<string, ThirdPartyKeyInvalid> = new Map()

/**
 * The verdict on the key of one integration, from its refusal until it is fixed, in this tab or another.
 *
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { verdict, fixed } = useIntegration('meteo')
 */
export function useIntegration(name: string): UseIntegrationResult {
  const auth = useProvidedAuth('useIntegration')
  const select = useCallback((broken: typeof noneBroken) => broken.get(name), [name])
  return {
    verdict: useStore(auth.integrations, noneBroken, select),
    fixed: useCallback(() => auth.integrationFixed(name), [auth, name]),
  }
}
