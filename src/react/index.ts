// An `Auth` becomes hooks.
// Floor 6: an adapter; no decisions of its own.
// May import: session, fetch, verdict, and react.
export { AuthProvider, type AuthProviderProps, useAuth } from './provider.js'
export { useAuthEvent } from './use-auth-event.js'
export { useAuthState } from './use-auth-state.js'
export { useIntegration, type UseIntegrationResult } from './use-integration.js'
export { type UseVerdictResult, useVerdict } from './use-verdict.js'
