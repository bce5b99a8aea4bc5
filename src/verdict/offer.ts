import type { Evidence } from './evidence.js'
import type { Finding } from './finding.js'
import { redact } from './redact.js'

/** Makes the particulars of the winner fit to be offered: whose word counts for a name, for a URL, and for scopes. */
export function offerMembers(found: Finding, evidence: Evidence): Finding {
  const cut = evidence.redact ?? redact
  if (found.kind === 'third-party-key-invalid') return offerIntegration(found, evidence)
  if (found.kind === 'reauthenticate' || found.kind === 'forbidden') {
    const { realm, scope, ...rest } = found
    const scopes =
      found.reason === 'step-up' || found.reason === 'insufficient-scope' ? unionOf(scope, evidence) : scope
    return {
      ...rest,
      ...(realm !== undefined && { realm: cut(realm) }),
      ...(scopes !== undefined && { scope: scopes }),
    }
  }
  return found
}

type ThirdPartyFinding = Extract<Finding, { readonly kind: 'third-party-key-invalid' }>

/** The route's name beats the body's: a body names no integration but its route's. */
function offerIntegration(found: ThirdPartyFinding, evidence: Evidence): Finding {
  const { integration, manageUrl, upstream, ...rest } = found
  const cut = evidence.redact ?? redact
  const name = evidence.integration ?? (integration === undefined ? integration : cut(integration))
  const code = upstream?.code
  return {
    ...rest,
    ...(name !== undefined && { integration: name }),
    ...(manageUrl !== undefined && isOfferedUrl(manageUrl, evidence) && { manageUrl }),
    ...(upstream && { upstream: { ...upstream, ...(code !== undefined && { code: cut(code) }) } }),
  }
}

// As strict as a URL can be written, so that no parser finds another host in it.
const absolute = /^(https?):\/\/([a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?)(?:[/?#][^\s\\]*)?$/i
const relative = /^(?:\/(?![/\\])|[?#]|[\w.~-]+(?:[/?#]|$))[^\s\\]*$/

/** Whether a URL from a body may be offered: on the origin of the request, or on a host that the app allows, over https there. */
function isOfferedUrl(url: string, { url: own, manageHosts = [] }: Evidence): boolean {
  const [, scheme = '', host = ''] = absolute.exec(url) ?? []
  if (host === '') return relative.test(url)
  if (originOf(url) === originOf(own)) return true
  return scheme.toLowerCase() === 'https' && manageHosts.some((allowed) => allowed.toLowerCase() === host.toLowerCase())
}

function originOf(url: string): string | undefined {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase()
}

const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/
const MAX_SCOPES = 50

/** What the server wants and what the token had: a token with only the new scope would fail elsewhere (RFC 6749 §3.3). */
function unionOf(scope: string | undefined, { sent }: Evidence): string | undefined {
  if (scope === undefined) return undefined
  const scopes = `${scope} ${sent.scope ?? ''}`.split(' ').filter((token) => scopeToken.test(token))
  return [...new Set(scopes)].slice(0, MAX_SCOPES).join(' ') || undefined
}
