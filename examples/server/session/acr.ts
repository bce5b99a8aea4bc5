// Authentication context class references (RFC 9470): how the user proved to be the one that signed in.

/** The user signed in at some time. */
export const BASIC_ACR = 'urn:example:acr:basic'

/** The user typed the password again because a request asked for it. */
export const FRESH_ACR = 'urn:example:acr:fresh-password'

/** Seconds for which a fresh sign-in counts as fresh. */
export const FRESH_SECONDS = 300
