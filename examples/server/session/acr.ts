// Authentication context class references: how sure the server is of who is there (RFC 9470).

/** Signed in at some time. */
export const BASIC_ACR = 'urn:example:acr:basic'

/** Typed the password again because something important asked for it. */
export const FRESH_ACR = 'urn:example:acr:fresh-password'

/** Seconds for which a fresh sign-in counts as fresh. */
export const FRESH_SECONDS = 300
