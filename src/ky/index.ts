// A session becomes a ky instance.
// Floor 5: an adapter; no decisions of its own.
// May import: challenge, verdict, response, session, fetch, and ky.
export { AuthError, isAuthError } from '../session/index.js'
export { withAuth } from './with-auth.js'
