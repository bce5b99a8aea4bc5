/** What an identity provider hands back to a page, and what no other page must see (RFC 6749 §4.1.2, OpenID Connect, SAML, CAS). */
const secretNames =
  /^(?:code|state|session_state|iss|access_token|id_token|refresh_token|token|jwt|ticket|otp|SAMLResponse|SAMLart|RelayState)$/i

/** Path, query and fragment of a page, without the tokens and codes that a sign-in leaves in them. */
export function cleanPath({ pathname, search, hash }: URL): string {
  const query = new URLSearchParams(search)
  const secrets = [...query.keys()].filter((name) => secretNames.test(name))
  for (const name of secrets) query.delete(name)
  const rest = query.toString()
  // A query without secrets stays as it was written.
  const cleanSearch = secrets.length === 0 ? search : rest && `?${rest}`
  return pathname + cleanSearch + (holdsSecret(hash) ? '' : hash)
}

function holdsSecret(hash: string): boolean {
  return [...new URLSearchParams(hash.replace(/^#[/?]*(?:[^?]*\?)?/, '')).keys()].some((name) => secretNames.test(name))
}
