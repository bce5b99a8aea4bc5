// A session becomes an axios instance.
// Floor 5: an adapter; no decisions of its own.
// May import: challenge, verdict, response, session, fetch, and axios.
export { AuthError, isAuthError } from '../session/index.js'
export { withAuth } from './with-auth.js'
