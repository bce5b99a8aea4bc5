import { isReason, redact, type ThirdPartyKeyInvalid } from '../../verdict/index.js'
import { type ErrorObject, errorObjectsIn, firstText } from '../body/error-objects.js'

/** What is wrong with a third party's key. */
export type ThirdPartyReason = ThirdPartyKeyInvalid['reason']

/** What a body says of a third party beside the code. */
export interface ThirdPartyMembers {
  readonly reason?: ThirdPartyReason
  readonly integration?: string
  readonly manageUrl?: string
  readonly upstream?: { readonly status?: number; readonly code?: string }
}

/** Which integration, why, where it is managed and what its service answered, as far as the body tells. */
export function thirdPartyMembers(places: readonly ErrorObject[]): ThirdPartyMembers {
  const reason = places.map(({ get }) => get('reason')).find(isThirdPartyReason)
  const integration = firstText(places, ['integration', 'provider', 'connector', 'service', 'plugin'])
  const manageUrl = firstText(places, ['manageUrl', 'manage_url'])
  const [upstream] = places.flatMap(({ get }) => errorObjectsIn(get('upstream')))
  const status = upstream?.get('status')
  const code = upstream?.get('code')
  return {
    ...(reason && { reason }),
    ...(integration !== undefined && { integration: redact(integration) }),
    ...(manageUrl !== undefined && { manageUrl }),
    ...(upstream && {
      upstream: {
        ...(typeof status === 'number' && { status }),
        ...(typeof code === 'string' && { code: redact(code) }),
      },
    }),
  }
}

/** Providers that are our own sign-in. */
const ownSignIn = /^(?:local|credentials?|email|password|ldap|saml|oidc|sso|internal|self|native|jwt|basic|bearer)$/i

/** The integration that a body names beside a code. */
export function ownerIn(places: readonly ErrorObject[]): string | undefined {
  const owner = firstText(places, [
    'integration',
    'integration_id',
    'integrationId',
    'connector',
    'provider',
    'plugin',
    'connection',
  ])
  return owner === undefined || owner.length > 60 || /\s/.test(owner) || ownSignIn.test(owner) ? undefined : owner
}

/** Whether a word from the wire, or from an app, is one of the third-party reasons. */
export function isThirdPartyReason(word: unknown): word is ThirdPartyReason {
  return isReason(word) && word.startsWith('key-')
}
