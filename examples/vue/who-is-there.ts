import { lookWhoIsThere } from '../client/auth.ts'

/**
 * Settles when the page knows the user of the session that it was loaded with. This is no sign-in, and other tabs hear
 * nothing of it.
 */
export const whoIsThere = lookWhoIsThere()
