// An `Auth` becomes a plugin and composables.
// Floor 6: an adapter; no decisions of its own.
// May import: challenge, verdict, response, session, fetch, and vue.
export { authPlugin, provideAuth } from './auth-plugin.js'
export { useAuth } from './use-auth.js'
export { useAuthEvent } from './use-auth-event.js'
export { useAuthState } from './use-auth-state.js'
export { type UseIntegrationResult, useIntegration } from './use-integration.js'
export { useVerdict, type UseVerdictResult } from './use-verdict.js'
