import type { Challenge } from '../challenge/index.js'
import { atMostLikely } from './attribute.js'
import type { Evidence } from './evidence.js'
import type { Finding } from './finding.js'
import { isOtherSchemeWanted, isOurs, personal } from './http.js'

/**
 * Makes a finding less sure where another server may have written what it stands on: a backend that relays a third party's
 * body relays its header too, and a challenge that names a foreign site is a foreign site's.
 */
export function downgradeRelayed(found: Finding, evidence: Evidence, isBodyRelayed: boolean): Finding {
  if (found.certainty !== 'certain' || found.kind === 'none' || found.kind === 'third-party-key-invalid') return found
  // A challenge that asks for a stronger login says what to do; a provider's body beside it only says that a token is no good.
  if (found.reason === 'step-up') return found
  const isChallenge = found.where.startsWith('WWW-Authenticate')
  const isRelayed = isBodyRelayed && found.kind === 'reauthenticate' && (isChallenge || found.where === 'body')
  const isForeign =
    isChallenge &&
    evidence.challenges.some((challenge) => isAbout(found, challenge) && hasForeignSite(challenge, evidence))
  return (isRelayed || isForeign) && !isOurs(evidence) ? { ...found, certainty: atMostLikely(found) } : found
}

/**
 * Why a finding cannot be about this request, if it cannot: a password is no token that can expire, and a server that wants
 * another scheme has not looked at what was sent.
 */
export function contradictionOf(found: Finding, evidence: Evidence): string | undefined {
  const { scheme } = evidence.sent
  if (found.reason.startsWith('token-') && scheme !== undefined && personal.test(scheme)) {
    return `but the request carried ${scheme} credentials, no token`
  }
  const isChallenge = found.where.startsWith('WWW-Authenticate')
  if (evidence.status === 400 && found.reason === 'invalid-request' && isChallenge && isOtherSchemeWanted(evidence)) {
    return 'but the request carried no credentials of that scheme'
  }
  return undefined
}

function isAbout({ where }: Finding, { scheme }: Challenge): boolean {
  return where.toLowerCase().endsWith(` ${scheme}`)
}

function hasForeignSite(challenge: Challenge, { url }: Evidence): boolean {
  const own = siteOf(url)
  if (own === undefined) return false
  return ['realm', 'authorization_uri', 'resource_metadata'].some((name) => {
    const site = siteOf(challenge.get(name) ?? '')
    return site !== undefined && site !== own
  })
}

/**
 * The part of a host name that tells sites apart, of an absolute http(s) URL. There is no list of public suffixes here: under
 * `co.uk` and its like, short labels, three labels count.
 */
function siteOf(url: string): string | undefined {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)/i.exec(url.trim())?.[1]?.toLowerCase()
  if (host === undefined || host.startsWith('[') || /^[\d.]+$/.test(host)) return host
  const labels = host.split('.')
  const isShort = labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3 && (labels.at(-1)?.length ?? 0) <= 2
  return labels.slice(isShort ? -3 : -2).join('.')
}
