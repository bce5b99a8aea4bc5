import { useCallback } from 'react'
import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { useProvided } from './provider.js'
import { useStore } from './use-store.js'

/** What is wrong with an integration, and how to say that it is not any more. */
export interface UseIntegrationResult {
  readonly verdict: ThirdPartyKeyInvalid | undefined
  /** The user stored a new key. */
  readonly fixed: () => void
}

const none: ReadonlyMap<string, ThirdPartyKeyInvalid> = new Map()

/**
 * Whether the key of an integration was refused and not fixed since, in this tab or another.
 *
 * @throws Error when there is no `AuthProvider` above
 * @example
 * const { verdict, fixed } = useIntegration('meteo')
 */
export function useIntegration(name: string): UseIntegrationResult {
  const auth = useProvided('useIntegration')
  const select = useCallback((broken: typeof none) => broken.get(name), [name])
  return {
    verdict: useStore(auth.integrations, none, select),
    fixed: useCallback(() => auth.integrationFixed(name), [auth, name]),
  }
}
