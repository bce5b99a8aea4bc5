import { type MaybeRefOrGetter, shallowReadonly, type ShallowRef, shallowRef, toValue, watchSyncEffect } from 'vue'
import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { injectAuth } from './auth-plugin.js'
import { useStoreRef } from './use-store-ref.js'

/** The verdict on the key of one integration, and how to report that it is fixed. */
export interface UseIntegrationResult {
  /** Undefined while nothing is wrong. */
  readonly verdict: Readonly<ShallowRef<ThirdPartyKeyInvalid | undefined>>
  /** Call it when the user has stored a new key: the next refusal is a new event. */
  readonly fixed: () => void
}

/**
 * The verdict on the key of one integration, from its refusal until it is fixed, in this tab or another. The name may
 * be a ref.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const { verdict, fixed } = useIntegration('meteo')
 */
export function useIntegration(name: MaybeRefOrGetter<string>): UseIntegrationResult {
  const auth = injectAuth('useIntegration')
  const broken = useStoreRef(auth.integrations, (integrations) => integrations, new Map())
  const verdict = shallowRef<ThirdPartyKeyInvalid>()
  // Not a `computed`: before Vue 3.4 it renders the component again when any other integration breaks.
  watchSyncEffect(() => {
    verdict.value = broken.value.get(toValue(name))
  })
  return { verdict: shallowReadonly(verdict), fixed: () => auth.integrationFixed(toValue(name)) }
}
