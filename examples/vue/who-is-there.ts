import { lookWhoIsThere } from '../client/auth.ts'

/** Settles when it is known whose session the page was loaded with. Not a sign-in: that somebody is there is no news for other tabs. */
export const whoIsThere = lookWhoIsThere()
