import { type MaybeRefOrGetter, shallowReadonly, type ShallowRef, shallowRef, toValue, watchSyncEffect } from 'vue'
import type { ThirdPartyKeyInvalid } from '../verdict/index.js'
import { injectAuth } from './auth-plugin.js'
import { follow } from './follow.js'

/** What is wrong with one integration, and the word that it is fixed. */
export interface UseIntegrationResult {
  /** Undefined while nothing is wrong. */
  readonly verdict: Readonly<ShallowRef<ThirdPartyKeyInvalid | undefined>>
  /** The user stored a new key: the next refusal is a new event. */
  readonly fixed: () => void
}

/**
 * Whether a third party refuses the key stored for it, for a name that may change.
 *
 * @throws Error outside of an app with `authPlugin`
 * @example
 * const { verdict, fixed } = useIntegration('meteo')
 */
export function useIntegration(name: MaybeRefOrGetter<string>): UseIntegrationResult {
  const auth = injectAuth('useIntegration')
  const broken = follow(auth.integrations, (all) => all, new Map())
  const verdict = shallowRef<ThirdPartyKeyInvalid>()
  // Not a `computed`: before Vue 3.4 that renders anew whenever any other integration breaks.
  watchSyncEffect(() => {
    verdict.value = broken.value.get(toValue(name))
  })
  return { verdict: shallowReadonly(verdict), fixed: () => auth.integrationFixed(toValue(name)) }
}
